#include "cli/commands/describe_options.hpp"

#include <algorithm>

#include "base/blanks.hpp"

namespace prescore {
namespace {

/// "Charged Off,Default" as two values. A value that holds a comma is given in an option of its own, quoted:
/// --bad '"Late, 30 days"'.
void add_values(const std::string& text, std::vector<std::string>& values) {
  if (text.size() > 1 && text.front() == '"' && text.back() == '"') {
    values.push_back(text.substr(1, text.size() - 2));
    return;
  }
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string_view value = trimmed(std::string_view(text).substr(begin, end - begin));
    if (!value.empty()) values.emplace_back(value);
    begin = end + 1;
  }
}

void add_values_option(CLI::App& command, const char* name, const char* what, std::vector<std::string>& values) {
  // With "=", so that a value may start with a minus.
  command
      .add_option_function<std::vector<std::string>>(
          name,
          [&values](const std::vector<std::string>& texts) {
            for (const std::string& text : texts) add_values(text, values);
          },
          what)
      ->type_name("VALUES");
}

}  // namespace

void add_describe_options(CLI::App& command, DescribeOptions& options) {
  add_values_option(command, "--bad", "Values of the target that mean a default, separated by commas", options.bad);
  add_values_option(command, "--good", "Values of the target that mean a repaid loan", options.good);
  CLI::Option* header = command.add_flag_callback(
      "--header", [&options] { options.header = HeaderLine::present; }, "The first line names the columns");
  command
      .add_flag_callback(
          "--no-header", [&options] { options.header = HeaderLine::absent; }, "The first line is a row")
      ->excludes(header);
}

std::string shell_word(std::string_view text) {
  const bool is_plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("_-./,:=+").find(c) != std::string_view::npos;
  });
  if (is_plain && text.front() != '-') return std::string(text);
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? "'\\''" : std::string(1, c);
  return word + "'";
}

}  // namespace prescore
