// Applications in, decisions or explanations out.
#pragma once

#include <optional>

#include "json/texts.hpp"
#include "prescore/programme.hpp"
#include "prescore/score_table.hpp"
#include "rows/row_stream.hpp"

namespace prescore {

struct ScoringOptions {
  StreamOptions stream;
  /// See BatchDecider.
  std::size_t max_cells = kMaxTableCells;
};

/// Writes CSV with the columns row,pd,outcome,offer: see stream_rows. `pd` has six decimals and is empty where the
/// model gives none; `outcome` is the decision's, or the code of the first issue in question order; `offer` is the best
/// open offer, empty where there is none.
StreamCounts score_rows(const Programme& programme, const StreamInput& input, std::ostream& output,
                        std::ostream* rejects, const ScoringOptions& options);

/// Writes CSV with the columns row,pd,outcome,offer as above, then reference_score, one for each question with its
/// contribution, and score; then against and in_favour, codes of reasons with ";" between them and "+" within a pair.
/// Numbers have six decimals and add up to the last of them. Where no forest had a say, the row ends with the offer and
/// empty cells. With `texts` two more columns, against_text and in_favour_text, say the reasons in words.
StreamCounts explain_rows(const Programme& programme, const std::optional<ReasonTexts>& texts, const StreamInput& input,
                          std::ostream& output, std::ostream* rejects, const StreamOptions& options);

}  // namespace prescore
