// The plots of months, of groups of applicants, and of the inside of the forest.
#pragma once

#include <string>

#include "json/json_place.hpp"

namespace prescore {

/// Adds to `plots`: months (if the report has any), importance, dependence, contributions, sizes.
void add_forest_plots(const Json& report, Json& plots);

/// Approval rate and bad rate of the groups of one table of the part "protected".
[[nodiscard]] std::string draw_protected(const Json& table);

}  // namespace prescore
