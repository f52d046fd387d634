#include "cli/commands/dialect_options.hpp"

#include <iostream>
#include <set>
#include <string>

#include "base/printable.hpp"

namespace prescore {
namespace {

template <typename Value, typename Parse>
void add_option(CLI::App& command, const char* name, const char* values, const char* what, std::optional<Value>& value,
                Parse parse) {
  command
      .add_option_function<std::string>(
          name,
          [name, values, &value, parse](const std::string& text) {
            value = parse(text);
            if (!value) throw CLI::ValidationError(std::string(name) + " takes " + values + ", not \"" + text + "\"");
          },
          what)
      ->type_name(values);
}

}  // namespace

void add_dialect_options(CLI::App& command, CsvDialect& dialect) {
  add_option(command, "--delimiter", "comma|semicolon|tab|pipe|space",
             "What separates cells, if not what is recognised", dialect.delimiter, parse_delimiter);
  add_option(command, "--decimal", "point|comma", "The mark that divides numbers, if not what is recognised",
             dialect.decimal, parse_decimal_mark);
  add_option(command, "--encoding", "utf-8|utf-16le|utf-16be|windows-1251|windows-1252",
             "The encoding, if not what is recognised", dialect.encoding, parse_encoding);
}

void print_note(const std::string& line) {
  static std::set<std::string> printed;
  if (printed.insert(line).second) std::cerr << "prescore: " << printable(line) << "\n";
}

}  // namespace prescore
