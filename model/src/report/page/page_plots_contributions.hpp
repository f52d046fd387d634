// The summary plot of what answers add to scores.
#pragma once

#include <string>

#include "json/json_place.hpp"

namespace prescore {

/// One row per question: the distribution of its contributions, coloured by the answer.
[[nodiscard]] std::string draw_contributions(const Json& contributions);

}  // namespace prescore
