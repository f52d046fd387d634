// Applications in, decisions out: block after block, by as many threads as are asked for.
#pragma once

#include <cstdint>
#include <istream>
#include <ostream>
#include <string>

#include "csv_block.hpp"
#include "prescore/programme.hpp"
#include "prescore/score_table.hpp"

namespace prescore {

struct ScoringInput {
  std::istream& stream;
  /// Names the input in messages.
  std::string source;
  /// Its size for the progress, 0 where unknown.
  std::uint64_t bytes = 0;
};

struct ScoringOptions {
  unsigned threads = 1;
  /// As much is read at a time, and handed to a thread.
  std::size_t chunk_bytes = kCsvChunkBytes;
  /// See BatchDecider.
  std::size_t max_cells = kMaxTableCells;
};

struct ScoringCounts {
  std::uint64_t rows = 0;
  std::uint64_t refused = 0;
  std::uint64_t bytes = 0;
};

/// Writes CSV with the columns row,pd,outcome,offer: one line for each row of the input, in its order. `pd` has six
/// decimals and is empty where the model gives none; `outcome` is the decision's, or the code of the first issue in
/// question order; `offer` is the best open offer, empty where there is none. The bytes do not depend on the options;
/// memory depends on the threads alone.
/// Rows that cannot be read are left out and become lines row,line,column,reason of `rejects`; where that is null the
/// first of them throws InputError with row and column. So does a broken header in any case. Throws FileError where
/// reading or writing fails.
ScoringCounts score_rows(const Programme& programme, const ScoringInput& input, std::ostream& output,
                         std::ostream* rejects, const ScoringOptions& options);

}  // namespace prescore
