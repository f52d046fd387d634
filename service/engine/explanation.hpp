// How the score of a recorded decision came about: what each question's value added to it.
#pragma once

#include <optional>

#include "json/json_place.hpp"
#include "service/engine/catalogue.hpp"
#include "service/store/rows.hpp"

namespace prescore::service {

/// "id", "version", "reference_score" (the mean score of the reference population), "score" and "contributions", a list
/// of {"question", "contribution"}, the strongest first, in points of the score: above zero raises the risk. The
/// reference score and all contributions add up to the score, but for the rounding of floating-point numbers. Nothing
/// where the forest had no say, since the decision rests on something else than risk, where the inputs were erased, or
/// where the catalogue lacks the version. What is computed: core/include/prescore/explain.hpp.
[[nodiscard]] std::optional<Json> explanation_of(const StoredDecision& stored, const Catalogue& catalogue);

}  // namespace prescore::service
