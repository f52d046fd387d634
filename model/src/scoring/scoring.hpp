// Decides on a whole file of applicants.
#pragma once

#include <cstddef>
#include <optional>
#include <ostream>
#include <string>

#include "prescore/programme.hpp"
#include "prescore/score_table.hpp"
#include "rows/row_stream.hpp"

namespace prescore {

struct ScoringOptions {
  StreamOptions stream;
  /// See BatchDecider.
  std::size_t max_cells = kMaxTableCells;
  /// A column of the input that is copied to the output, see RowStream.
  std::optional<std::string> key = std::nullopt;
};

/// Writes CSV with the columns row,pd,outcome,offer: see stream_rows. `pd` has six decimals and is empty if the model
/// gives none. `outcome` is that of the decision, or the code of the first issue in question order. `offer` is the best
/// open offer, empty if there is none.
StreamCounts score_rows(const Programme& programme, const NamedStream& input, std::ostream& output,
                        std::ostream* rejects, const ScoringOptions& options);

}  // namespace prescore
