#include "scoring/scoring.hpp"

#include "explaining/explanation_lines.hpp"
#include "scoring/score_lines.hpp"

namespace prescore {

StreamCounts score_rows(const Programme& programme, const StreamInput& input, std::ostream& output,
                        std::ostream* rejects, const ScoringOptions& options) {
  std::optional<BatchDecider> decider;
  const auto make_writer = [&] {
    if (!decider) decider.emplace(programme, options.max_cells);
    return std::make_unique<ScoreLines>(programme, *decider);
  };
  return stream_rows({programme.questionnaire, kScoreHeader, "scoring", make_writer}, input, output, rejects,
                     options.stream);
}

StreamCounts explain_rows(const Programme& programme, const std::optional<ReasonTexts>& texts, const StreamInput& input,
                          std::ostream& output, std::ostream* rejects, const StreamOptions& options) {
  const Explainer explainer(programme.forest, programme.reference);
  const auto make_writer = [&] { return std::make_unique<ExplanationLines>(programme, explainer, texts); };
  return stream_rows(
      {programme.questionnaire, explanation_header(programme, texts.has_value()), "explaining", make_writer}, input,
      output, rejects, options);
}

}  // namespace prescore
