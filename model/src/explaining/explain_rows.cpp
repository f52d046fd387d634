#include "explaining/explain_rows.hpp"

#include <memory>

#include "explaining/explanation_lines.hpp"

namespace prescore {

StreamCounts explain_rows(const Programme& programme, const std::optional<ReasonTexts>& texts, const NamedStream& input,
                          std::ostream& output, std::ostream* rejects, const StreamOptions& options) {
  const Explainer explainer(programme.forest, programme.reference);
  const auto make_writer = [&] { return std::make_unique<ExplanationLines>(programme, explainer, texts); };
  return stream_rows(
      {programme.questionnaire, explanation_header(programme, texts.has_value()), "explaining", make_writer}, input,
      output, rejects, options);
}

}  // namespace prescore
