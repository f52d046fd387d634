#include "explaining/explain_rows.hpp"

#include <memory>

#include "explaining/explanation_lines.hpp"

namespace prescore {

StreamCounts explain_rows(const Programme& programme, const std::optional<ReasonTexts>& texts, const NamedStream& input,
                          std::ostream& output, std::ostream* rejects, const ExplainOptions& options) {
  const Explainer explainer(programme.forest, programme.reference);
  const auto make_writer = [&] { return std::make_unique<ExplanationLines>(programme, explainer, texts); };
  const std::string header = explanation_header(programme, texts.has_value());
  return stream_rows({programme.questionnaire, header, "explaining", make_writer, options.key}, input, output, rejects,
                     options.stream);
}

}  // namespace prescore
