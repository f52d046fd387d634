#include "csv/csv_source.hpp"

#include "base/input_error.hpp"

namespace prescore {

CsvSource::CsvSource(const NamedStream& input, std::size_t chunk_bytes)
    : input_(input), cutter_(input.name, input.dialect), chunk_bytes_(chunk_bytes) {}

bool CsvSource::next(CsvBlock& block) {
  for (;;) {
    const CsvCutter::Found found = cutter_.next(block);
    if (found != CsvCutter::Found::hungry) return found == CsvCutter::Found::block;
    feed();
  }
}

void CsvSource::feed() {
  if (!has_begun_) {
    has_begun_ = true;
    // No text begins with this byte.
    if (input_.stream.peek() == kGzipFirstByte) gunzip_ = make_gunzip(source());
  }
  char* const room = cutter_.make_room(chunk_bytes_);
  if (gunzip_) {
    const std::size_t size = gunzip_->read(input_.stream, room, chunk_bytes_);
    cutter_.take(size);
    if (size < chunk_bytes_) cutter_.finish();
    return;
  }
  input_.stream.read(room, static_cast<std::streamsize>(chunk_bytes_));
  cutter_.take(static_cast<std::size_t>(input_.stream.gcount()));
  if (input_.stream.bad()) throw FileError(source() + ": reading failed");
  if (input_.stream.eof()) cutter_.finish();
}

void CsvSource::note_format() const {
  const std::string text = described(format());
  if (!input_.note || text.empty()) return;
  const std::string& of_programme = input_.dialect.of_programme;
  input_.note(source() + ": " + text + (of_programme.empty() ? "" : "; the programme states: " + of_programme));
}

}  // namespace prescore
