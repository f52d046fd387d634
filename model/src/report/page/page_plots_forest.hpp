// The plots of months, age bands and the inside of the forest.
#pragma once

#include "json/json_place.hpp"

namespace prescore {

/// Adds them to those of the judgement itself.
void add_forest_plots(const Json& report, Json& plots);

}  // namespace prescore
