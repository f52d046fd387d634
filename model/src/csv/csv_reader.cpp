#include "csv/csv_reader.hpp"

#include <algorithm>
#include <utility>

#include "base/input_error.hpp"

namespace prescore {

std::vector<std::string> read_csv_header(CsvSource& source) {
  CsvBlock block;
  return csv_header(source.next(block) ? &block : nullptr, source.source());
}

CsvReader::CsvReader(std::istream& input, std::string source)
    : source_(input, std::move(source)), header_(read_csv_header(source_)), records_(header_.size()) {
  records_.begin(block_);
  block_.begin_byte = source_.bytes_handed_over();
  block_.end_byte = block_.begin_byte;
}

bool CsvReader::next() {
  for (;;) {
    const CsvRecords::Found found = records_.next();
    if (found == CsvRecords::Found::record) return true;
    if (found == CsvRecords::Found::error) throw InputError(sentence("", records_.problem()));
    if (!source_.next(block_)) return false;
    records_.begin(block_);
  }
}

std::uint64_t CsvReader::bytes_read() const noexcept {
  return std::min(block_.begin_byte + records_.place(), block_.end_byte);
}

}  // namespace prescore
