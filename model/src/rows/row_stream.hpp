// A file of applications in, a file of lines out: block after block, by as many threads as are asked for.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "csv/csv_block.hpp"
#include "csv/named_stream.hpp"
#include "prescore/questionnaire.hpp"
#include "rows/block_lines.hpp"

namespace prescore {

struct StreamOptions {
  unsigned threads = 1;
  /// As much is read at a time, and handed to a thread.
  std::size_t chunk_bytes = kCsvChunkBytes;
};

struct StreamCounts {
  std::uint64_t rows = 0;
  std::uint64_t refused = 0;
  std::uint64_t bytes = 0;
  RowCounts of_rows;
};

/// What is to be made of the rows.
struct RowStream {
  /// Whose columns are read; must outlive the run.
  const Questionnaire& questionnaire;
  /// The first line of the output, with its end.
  /// It begins with "row,", and `stream_rows` puts the key's name behind that.
  std::string header;
  /// For the progress, as in "scoring".
  std::string doing;
  /// Called once for each thread, after the input's header was read.
  std::function<std::unique_ptr<LineWriter>()> make_writer;
  /// The name of a column of the input that is copied to the lines and to the rejects, after the row's number.
  std::optional<std::string> key = std::nullopt;
};

/// Writes the header and one line for each row of the input, in its order. The bytes do not depend on the options;
/// memory depends on the threads alone.
/// Rows that cannot be read are left out and become lines row,line,column,reason of `rejects`; where that is null the
/// first of them throws InputError with row and column. So does a broken header in any case. Throws FileError where
/// reading or writing fails.
StreamCounts stream_rows(const RowStream& stream, const NamedStream& input, std::ostream& output, std::ostream* rejects,
                         const StreamOptions& options);

}  // namespace prescore
