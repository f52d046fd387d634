// The summary plot of what the answers add to the scores.
#pragma once

#include <string>

#include "json/json_place.hpp"

namespace prescore {

/// A row for each question, in it the distribution of its contributions, coloured by the answer.
[[nodiscard]] std::string draw_contributions(const Json& contributions);

}  // namespace prescore
