// What another engine needs to score the rows that ours does.
#pragma once

#include <string>
#include <vector>

#include "json/json_place.hpp"
#include "prescore/programme.hpp"

namespace prescore {

/// The rows of a data file whose answers the questionnaire takes and the model covers.
[[nodiscard]] std::vector<Applicant> read_covered(const std::string& path, const Programme& programme);

/// The forest over codes: {features, leaf_scale, trees: [[[feature, first, span, left, value], ...], ...], people}.
/// Nodes are those of `Tree`; `people` are the reference population with the weight and codes of each.
[[nodiscard]] Json forest_json(const Programme& programme);

}  // namespace prescore
