// Applications in, decisions out.
#pragma once

#include <cstddef>
#include <ostream>

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
StreamCounts score_rows(const Programme& programme, const NamedStream& input, std::ostream& output,
                        std::ostream* rejects, const ScoringOptions& options);

}  // namespace prescore
