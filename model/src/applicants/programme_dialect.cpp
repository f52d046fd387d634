#include "applicants/programme_dialect.hpp"

#include <string_view>

namespace prescore {

CsvDialect with_programme(const CsvDialect& stated, const DataFormat& programme) {
  CsvDialect dialect = stated;
  if (!stated.delimiter && programme.delimiter != '\0') dialect.delimiter = programme.delimiter;
  if (!stated.decimal) dialect.decimal = parse_decimal_mark(std::string_view(&programme.decimal, 1));
  if (!stated.encoding) dialect.encoding = parse_encoding(programme.encoding);
  dialect.has_programme =
      dialect.delimiter != stated.delimiter || dialect.decimal != stated.decimal || dialect.encoding != stated.encoding;
  return dialect;
}

NamedStream with_programme(const NamedStream& input, const DataFormat& programme) {
  return {input.stream, input.name, input.bytes, with_programme(input.dialect, programme), input.note};
}

}  // namespace prescore
