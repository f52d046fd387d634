#include "csv/csv_reader.hpp"

#include <algorithm>

#include "base/input_error.hpp"

namespace prescore {

std::vector<std::string> read_csv_header(CsvSource& source) {
  CsvBlock block;
  std::vector<std::string> header = csv_header(source.next(block) ? &block : nullptr, source.source());
  source.note_format();
  return header;
}

CsvReader::CsvReader(const NamedStream& input)
    : source_(input), header_(read_csv_header(source_)), records_(records_under(header_)) {
  records_.begin(block_);
  block_.begin_byte = source_.bytes_handed_over();
  block_.end_byte = block_.begin_byte;
}

bool CsvReader::next() {
  for (;;) {
    const CsvRecords::Found found = records_.next();
    if (found == CsvRecords::Found::record) return true;
    if (found == CsvRecords::Found::error) {
      const auto column = records_.problem_column();
      throw InputError(sentence(column && *column < header_.size() ? header_[*column] : "", records_.problem()));
    }
    if (!source_.next(block_)) return false;
    records_.begin(block_);
  }
}

std::uint64_t CsvReader::bytes_read() const noexcept {
  return std::min(block_.begin_byte + records_.place(), block_.end_byte);
}

}  // namespace prescore
