// A decision's waterfall: from the reference score, answer by answer, to the applicant's own.
#pragma once

#include <string>

#include "json/json_place.hpp"

namespace prescore {

/// A picture that needs no other file: light and dark colours, a title and a description for screen readers.
/// `explained` is what `explain_applicant` made, and has contributions.
[[nodiscard]] std::string waterfall(const Json& explained);

}  // namespace prescore
