#include "service/clients/client_problems.hpp"

namespace prescore::service {
namespace {

std::string listed(const std::vector<std::uint64_t>& lines) {
  if (lines.size() == 1) return "in line " + std::to_string(lines.front());
  std::string text = "first in the lines ";
  for (std::size_t index = 0; index < lines.size(); ++index) {
    text += (index == 0 ? "" : index + 1 == lines.size() ? " and " : ", ") + std::to_string(lines[index]);
  }
  return text;
}

}  // namespace

void ClientProblems::add(const std::string& column, const std::string& what, std::uint64_t line) {
  Count& count = table_[{column, what}];
  ++count.rows;
  if (count.first_lines.size() < kExampleLines) count.first_lines.push_back(line);
}

void ClientProblems::add(const RepeatedClients& repeated, const std::string& column) {
  if (repeated.rows == 0) return;
  table_[{column, "the reference of an earlier row"}] = {repeated.rows, repeated.lines};
}

std::vector<std::string> ClientProblems::lines() const {
  std::vector<std::string> lines;
  for (const auto& [kind, count] : table_) {
    const auto& [column, what] = kind;
    lines.push_back((column.empty() ? "" : "column \"" + shown_text(column) + "\": ") + what + " in " +
                    std::to_string(count.rows) + (count.rows == 1 ? " row, " : " rows, ") + listed(count.first_lines));
  }
  return lines;
}

std::string cause_of(IssueCode code, const Question& question) {
  switch (code) {
    case IssueCode::not_a_number:
      return "text that is not a number, or a number that can be read in two ways,";
    case IssueCode::not_whole:
      return "a number that is not whole";
    case IssueCode::below_minimum:
      return "a number below " + decimal_text(question.minimum, question.decimals);
    case IssueCode::above_maximum:
      return "a number above " + decimal_text(question.maximum, question.decimals);
    case IssueCode::unknown_option:
      return "a value that no option of \"" + question.id + "\" has";
    default:
      return std::string(name(code));
  }
}

std::string cause_of(const FileProblem& problem) {
  switch (problem.code) {
    case FileErrorCode::wrong_cell_count:
      return "another number of cells than the header has";
    case FileErrorCode::blank_line:
      return "a blank line between rows";
    case FileErrorCode::open_quote:
      return "a quote that is never closed";
    case FileErrorCode::record_with_quote_too_long:
    case FileErrorCode::line_too_long:
      return "more than 1 MB";
    case FileErrorCode::text_after_quote:
      return "text behind a closing quote";
    case FileErrorCode::not_utf8:
      return "bytes that are not of the file's encoding";
    default:
      return std::string(name(problem.code));
  }
}

std::string decimal_text(std::int64_t value, unsigned decimals) {
  const bool is_negative = value < 0;
  std::string digits = std::to_string(is_negative ? -value : value);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  if (decimals > 0) {
    digits.insert(digits.size() - decimals, 1, '.');
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
  }
  return (is_negative ? "-" : "") + digits;
}

}  // namespace prescore::service
