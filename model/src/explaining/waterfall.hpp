// The waterfall of a decision: from the reference score, answer by answer, to the applicant's score.
#pragma once

#include <string>

#include "json/json_place.hpp"

namespace prescore {

/// An SVG picture that needs no other file, with light and dark colours and a title and a description for screen
/// readers. `explained` is a result of `explain_applicant` with contributions.
[[nodiscard]] std::string waterfall(const Json& explained);

}  // namespace prescore
