// Applications in, explained decisions out.
#pragma once

#include <optional>
#include <ostream>

#include "json/texts.hpp"
#include "prescore/programme.hpp"
#include "rows/row_stream.hpp"

namespace prescore {

/// Writes CSV with the columns row,pd,outcome,offer as score_rows does, then reference_score, one for each question
/// with its contribution, and score; then against and in_favour, codes of reasons with ";" between them and "+" within
/// a pair. Numbers have six decimals and add up to the last of them. Where no forest had a say, the row ends with the
/// offer and empty cells. With `texts` two more columns, against_text and in_favour_text, say the reasons in words.
StreamCounts explain_rows(const Programme& programme, const std::optional<ReasonTexts>& texts, const NamedStream& input,
                          std::ostream& output, std::ostream* rejects, const StreamOptions& options);

}  // namespace prescore
