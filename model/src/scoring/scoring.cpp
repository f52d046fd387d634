#include "scoring/scoring.hpp"

#include <memory>
#include <optional>

#include "scoring/score_lines.hpp"

namespace prescore {

StreamCounts score_rows(const Programme& programme, const NamedStream& input, std::ostream& output,
                        std::ostream* rejects, const ScoringOptions& options) {
  std::optional<BatchDecider> decider;
  const auto make_writer = [&] {
    if (!decider) decider.emplace(programme, options.max_cells);
    return std::make_unique<ScoreLines>(programme, *decider);
  };
  return stream_rows({programme.questionnaire, kScoreHeader, "scoring", make_writer, options.key}, input, output,
                     rejects, options.stream);
}

}  // namespace prescore
