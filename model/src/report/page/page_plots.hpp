// The plots of a report.
#pragma once

#include "json/json_place.hpp"

namespace prescore {

/// {"roc":"<svg ...", ...}; `dependence` is a list, one plot per question.
[[nodiscard]] Json draw_plots(const Json& report);

}  // namespace prescore
