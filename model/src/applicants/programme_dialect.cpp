#include "applicants/programme_dialect.hpp"

#include <string>
#include <string_view>

namespace prescore {

CsvDialect with_programme(const CsvDialect& stated, const DataFormat& programme) {
  CsvDialect dialect = stated;
  const auto note = [&](const char* what) {
    dialect.of_programme += (dialect.of_programme.empty() ? "" : ", ") + std::string(what);
  };
  if (!stated.delimiter && programme.delimiter != '\0') {
    dialect.delimiter = programme.delimiter;
    note("delimiter");
  }
  if (!stated.decimal) dialect.decimal = parse_decimal_mark(std::string_view(&programme.decimal, 1));
  if (dialect.decimal != stated.decimal) note("decimal mark");
  if (!stated.encoding) dialect.encoding = parse_encoding(programme.encoding);
  if (dialect.encoding != stated.encoding) note("encoding");
  return dialect;
}

NamedStream with_programme(const NamedStream& input, const DataFormat& programme) {
  return {input.stream, input.name, input.bytes, with_programme(input.dialect, programme), input.note};
}

}  // namespace prescore
