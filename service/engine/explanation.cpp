#include "service/engine/explanation.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <vector>

#include "prescore/codes.hpp"
#include "prescore/encoding.hpp"
#include "prescore/explain.hpp"
#include "service/engine/replay.hpp"

namespace prescore::service {

std::optional<Json> explanation_of(const StoredDecision& stored, const Catalogue& catalogue) {
  const auto version = catalogue.versions.find(stored.decision.version);
  if (version == catalogue.versions.end() || stored.decision.basis != name(Basis::risk)) return std::nullopt;
  const LoadedProgramme& loaded = *version->second;
  const auto applicant = recorded_applicant(stored, loaded);
  if (!applicant) return std::nullopt;
  const Programme& programme = loaded.programme();
  const Features features = encode(programme.questionnaire, programme.encoding, *applicant);
  const Explanation explanation = loaded.explainer().explain(features);
  // The unit of the core's whole numbers, in points.
  const double points = 1.0 / (static_cast<double>(explanation.denominator) * programme.forest.leaf_scale);

  std::vector<std::size_t> strongest(programme.questionnaire.questions.size());
  std::iota(strongest.begin(), strongest.end(), std::size_t{0});
  std::ranges::stable_sort(strongest, std::ranges::greater{},
                           [&](std::size_t question) { return std::abs(explanation.contributions[question]); });
  Json contributions = Json::array();
  for (const std::size_t question : strongest) {
    contributions.push_back({{"question", programme.questionnaire.questions[question].id},
                             {"contribution", static_cast<double>(explanation.contributions[question]) * points}});
  }
  return Json{{"id", stored.decision.id},
              {"version", stored.decision.version},
              {"reference_score", static_cast<double>(explanation.reference_score) * points},
              {"score", static_cast<double>(explanation.score) * points},
              {"contributions", std::move(contributions)}};
}

}  // namespace prescore::service
