// Explains the decisions on a whole file of applicants.
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "json/texts.hpp"
#include "prescore/programme.hpp"
#include "rows/row_stream.hpp"

namespace prescore {

struct ExplainOptions {
  StreamOptions stream;
  /// A column of the input that is copied to the output, see RowStream.
  std::optional<std::string> key = std::nullopt;
};

/// Writes CSV with the columns row,pd,outcome,offer as score_rows does, then reference_score, the contribution of each
/// question, and score; then against and in_favour: codes of reasons, with ";" between them and "+" within a pair. The
/// numbers have six decimals; reference_score and the contributions add up to score. If the answers of a row are not
/// covered by the model, all cells after the offer are empty. With `texts`, two more columns, against_text and
/// in_favour_text, give the reasons in words.
StreamCounts explain_rows(const Programme& programme, const std::optional<ReasonTexts>& texts, const NamedStream& input,
                          std::ostream& output, std::ostream* rejects, const ExplainOptions& options);

}  // namespace prescore
