#include "cli/summary.hpp"

#include <algorithm>
#include <iostream>

#include "applicants/left_out.hpp"
#include "base/file_error.hpp"
#include "base/input_error.hpp"
#include "base/printable.hpp"
#include "json/answer_json.hpp"

namespace prescore {
namespace {

/// Fewer rows of an outcome make every figure that rests on them a matter of chance.
constexpr std::uint64_t kFewOfAnOutcome = 50;
/// A warning names at most so many of the values that are known.
constexpr std::size_t kShownOptions = 8;

/// "likely approval"
std::string words_of(Outcome outcome) {
  std::string words(name(outcome));
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string counted(std::uint64_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

/// "41.2 %"
std::string percent(std::uint64_t part, std::uint64_t whole) {
  const std::uint64_t permille = whole == 0 ? 0 : (part * 1000 + whole / 2) / whole;
  return std::to_string(permille / 10) + "." + std::to_string(permille % 10) + " %";
}

/// Whether a tenth of the rows or more have an unknown value in a column.
bool is_much_unknown(const IssueCounts::Table::value_type& entry, std::uint64_t rows) {
  return entry.first.second == IssueCode::unknown_option && entry.second.rows * 10 >= rows;
}

std::string columns_of(const Question& question) {
  std::string columns;
  for (const std::string& column : question.columns) {
    columns += (columns.empty() ? "" : ", ") + ("\"" + shown_text(column) + "\"");
  }
  return (question.columns.size() == 1 ? "column " : "columns ") + columns;
}

std::string cause_of(IssueCode code, const Question& question) {
  switch (code) {
    case IssueCode::unknown_option:
      return "an unknown value";
    case IssueCode::not_whole:
      return "a number that is not whole";
    case IssueCode::below_minimum:
      return "a number below " + unscaled(question.minimum, question).dump();
    case IssueCode::above_maximum:
      return "a number above " + unscaled(question.maximum, question).dump();
    default:
      return std::string(name(code));
  }
}

/// `column "education": 412 of 1000 rows (41.2 %) have an unknown value, for example "GRD " in row 17`
std::string issue_text(const IssueCounts::Table::value_type& entry, std::uint64_t rows,
                       const Questionnaire& questionnaire) {
  const auto& [kind, count] = entry;
  const Question& question = questionnaire.questions[kind.first];
  return columns_of(question) + ": " + share_text(count.rows, rows) + (count.rows == 1 ? " has " : " have ") +
         cause_of(kind.second, question) + ", for example " + count.example + " in row " +
         std::to_string(count.first_row);
}

/// `; known are "SCH", "GRD"`
std::string known_values(const IssueCounts::Table::value_type& entry, const Questionnaire& questionnaire) {
  const Question& question = questionnaire.questions[entry.first.first];
  std::string known;
  for (std::size_t index = 0; index < question.options.size() && index < kShownOptions; ++index) {
    std::string cells;
    if (question.options[index].any_other) continue;
    const std::vector<std::string>& first = question.options[index].rows_of_cells.front();
    for (const std::string& cell : first) cells += (&cell == first.data() ? "" : ", ") + shown_text(cell);
    known += (known.empty() ? "\"" : ", \"") + cells + "\"";
  }
  return "; known are " + known + (question.options.size() > kShownOptions ? ", ..." : "");
}

}  // namespace

void add_summary_options(CLI::App& command, SummaryOptions& options) {
  command.add_flag("--quiet", options.quiet, "Print no summary of the rows; warnings are printed all the same");
  command.add_flag("--strict", options.strict, "Treat a warning as an error: exit with 3 and write no file");
}

std::string share_text(std::uint64_t part, std::uint64_t rows) {
  return std::to_string(part) + " of " + counted(rows, "row") + " (" + percent(part, rows) + ")";
}

void Summary::say(const std::string& text) const {
  if (!options_.quiet) std::cerr << "prescore: " << printable_lines(text) << "\n";
}

void Summary::warn(const std::string& text) {
  ++warnings_;
  std::cerr << "prescore: warning: " << printable_lines(text) << "\n";
}

void Summary::describe(const StreamCounts& counts, const Questionnaire& questionnaire, Stage stage) {
  const RowCounts& rows = counts.of_rows;
  std::string text = counted(counts.rows, "row");
  const char* before = ": ";
  const auto add = [&](std::uint64_t count, const std::string& what) {
    text += before + std::to_string(count) + " " + what + " (" + percent(count, counts.rows) + ")";
    before = ", ";
  };
  for (const Outcome outcome : {approval_of(stage), Outcome::alternative_offer, Outcome::manual_review}) {
    if (counts.rows > 0) add(rows.outcomes[static_cast<std::size_t>(outcome)], words_of(outcome));
  }
  if (rows.with_issue > 0) add(rows.with_issue, "not decided");
  say(text);
  if (rows.not_covered > 0) {
    const std::string not_covered =
        share_text(rows.not_covered, counts.rows) + ": the training data had no such answers, so there is no PD";
    if (rows.not_covered * 2 >= counts.rows) {
      warn(not_covered);
    } else {
      say(not_covered);
    }
  }
  describe_issues(rows.issues, counts.rows, questionnaire);
  if (counts.rows == 0) warn("the file has no rows that can be read");
}

void Summary::describe_issues(const IssueCounts& issues, std::uint64_t rows, const Questionnaire& questionnaire) {
  for (const auto& entry : issues.table()) {
    const std::string text = issue_text(entry, rows, questionnaire);
    if (is_much_unknown(entry, rows)) {
      warn(text + known_values(entry, questionnaire));
    } else {
      say(text);
    }
  }
}

void Summary::describe(const TrainingCounts& counts, const Questionnaire& questionnaire) {
  const std::uint64_t rows = counts.rows + counts.left_out;
  std::string text = counted(counts.rows, "row") + ": " + counted(counts.defaults, "default") + " (" +
                     percent(counts.defaults, counts.rows) + ")";
  say(text);
  // `note_left_out` printed the causes and the warning while the rows were read.
  if (are_many_left_out(counts.left_out, rows)) ++warnings_;
  for (const auto& entry : counts.issues.table()) {
    if (is_much_unknown(entry, rows)) warn(issue_text(entry, rows, questionnaire) + known_values(entry, questionnaire));
  }
  const std::uint64_t repaid = counts.rows - counts.defaults;
  if (counts.defaults < kFewOfAnOutcome) {
    warn("only " + counted(counts.defaults, "default") + " among " + counted(counts.rows, "row") +
         ": PDs, figures and cut-offs that rest on so few are a matter of chance");
  }
  if (repaid < kFewOfAnOutcome) {
    warn("only " + std::to_string(repaid) + " repaid among " + counted(counts.rows, "row") +
         ": PDs, figures and cut-offs that rest on so few are a matter of chance");
  }
}

void Summary::require_no_warning() const {
  if (!options_.strict || warnings_ == 0) return;
  throw InputError(counted(warnings_, "warning") + ", which --strict treats as an error; no file was written");
}

void require_usable_rows(const TrainingCounts& counts, const std::string& source, const Questionnaire& questionnaire) {
  if (counts.rows > 0 || counts.left_out == 0) return;
  std::string message = source + ": the questionnaire does not take the answers of any row";
  for (const auto& entry : counts.issues.table()) {
    message += "; " + issue_text(entry, counts.left_out, questionnaire);
    if (entry.first.second == IssueCode::unknown_option) message += known_values(entry, questionnaire);
  }
  throw InputError(message);
}

}  // namespace prescore
