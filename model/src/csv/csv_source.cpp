#include "csv/csv_source.hpp"

#include <utility>

#include "base/input_error.hpp"

namespace prescore {

CsvSource::CsvSource(std::istream& input, std::string source, std::size_t chunk_bytes)
    : input_(input), cutter_(std::move(source)), chunk_bytes_(chunk_bytes) {}

bool CsvSource::next(CsvBlock& block) {
  for (;;) {
    const CsvCutter::Found found = cutter_.next(block);
    if (found != CsvCutter::Found::hungry) return found == CsvCutter::Found::block;
    feed();
  }
}

void CsvSource::feed() {
  input_.read(cutter_.make_room(chunk_bytes_), static_cast<std::streamsize>(chunk_bytes_));
  cutter_.take(static_cast<std::size_t>(input_.gcount()));
  if (input_.bad()) throw FileError(source() + ": reading failed");
  if (input_.eof()) cutter_.finish();
}

}  // namespace prescore
