#include <algorithm>
#include <array>
#include <cstdio>

#include "base/file_error.hpp"
#include "base/printable.hpp"
#include "describing/description_text.hpp"
#include "drafting/draft.hpp"
#include "drafting/draft_parts.hpp"

namespace prescore {
namespace {

std::string quote(std::string_view text) { return "\"" + shown_text(text) + "\""; }

std::string quoted_list(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ", ") + quote(value);
  return text;
}

std::string outcome_text(const Draft& draft, const FileDescription& file) {
  const OutcomeWords& words = draft.outcome.words;
  const std::uint64_t rows = words.bad_rows + words.good_rows;
  std::string text = "Target: " + quote(file.columns[draft.outcome.target].name) + ". Bad is " +
                     quoted_list(words.bad) + ", " + shown_rows(words.bad_rows) + " (" +
                     shown_share(words.bad_rows, rows) + "); good is " + quoted_list(words.good) + ", " +
                     shown_rows(words.good_rows) + "; " + words.because + ".\n";
  if (words.because != "as stated") text += "  If it is the other way round, draft again with --bad and --good.\n";
  if (!words.neither.empty()) {
    text += "  Left out, because they are neither:";
    for (std::size_t index = 0; index < std::min<std::size_t>(words.neither.size(), 8); ++index) {
      text +=
          (index == 0 ? " " : ", ") + quote(words.neither[index].value) + " " + shown_rows(words.neither[index].rows);
    }
    text += ".\n";
  }
  if (file.columns[draft.outcome.target].missing > 0) {
    text += "  Rows without a target, which are left out: " + with_commas(file.columns[draft.outcome.target].missing) +
            ".\n";
  }
  if (draft.outcome.date) {
    text += "Date of the application: " + quote(file.columns[*draft.outcome.date].name) +
            ". Train on earlier months and evaluate on later ones with --before and --since.\n";
  } else {
    text += "Date of the application: none is known, so the model cannot be evaluated on later months. Name a column " +
            std::string("with --date if there is one.\n");
  }
  return text;
}

std::string question_text(const DraftQuestion& question) {
  if (!question.is_number) {
    return "choice of " + std::to_string(question.options.size()) + (question.is_ordered ? ", in ascending order" : "");
  }
  std::string text = "number, " + shown_number(question.minimum) + " to " + shown_number(question.maximum);
  if (question.decimals > 0) text += ", decimals: " + std::to_string(question.decimals);
  if (question.is_money) text += ", money";
  return text;
}

std::string questions_text(const Draft& draft, const FileDescription& file) {
  std::size_t width = 0;
  for (const DraftQuestion& question : draft.columns.questions) width = std::max(width, question.id.size());
  std::string text = "Questions (" + std::to_string(draft.columns.questions.size()) + "):\n";
  for (const DraftQuestion& question : draft.columns.questions) {
    std::string id = question.id;
    id.resize(std::max(width, id.size()), ' ');
    const ColumnDescription& column = file.columns[question.column];
    text += "  " + id + "  " + question_text(question);
    if (column.name != question.id) text += ", from " + quote(column.name);
    text += "\n";
  }
  return text;
}

/// Columns with the same reason on one line.
std::string left_out_text(const Draft& draft, const FileDescription& file) {
  if (draft.columns.left_out.empty()) return {};
  std::vector<std::pair<std::string, std::string>> lines;
  for (const LeftOutColumn& column : draft.columns.left_out) {
    const std::string& header = file.columns[column.column].name;
    const std::string shown = header.empty() ? "column " + std::to_string(column.column + 1) : shown_text(header);
    const auto same =
        std::find_if(lines.begin(), lines.end(), [&](const auto& line) { return line.first == column.because; });
    if (same == lines.end()) {
      lines.emplace_back(column.because, shown);
    } else {
      same->second += ", " + shown;
    }
  }
  std::string text = "Left out columns:\n";
  for (const auto& [because, names] : lines) text.append("  ").append(names).append(": ").append(because).append("\n");
  const bool has_suspects = std::any_of(lines.begin(), lines.end(), [](const auto& line) {
    return line.first.find("only after the outcome") != std::string::npos;
  });
  if (has_suspects) text += "  A column that was known on the day of the application comes back with --keep COLUMN.\n";
  return text;
}

std::string look_at_text(const Draft& draft, const FileDescription& file) {
  std::vector<std::string> lines;
  for (const DraftQuestion& question : draft.columns.questions) {
    for (const std::string& note : question.notes) lines.push_back(question.id + ": " + note);
  }
  if (!draft.missing_words.empty()) {
    lines.push_back("words that count as missing besides the usual ones: " + quoted_list(draft.missing_words));
  }
  if (file.unreadable.rows > 0) {
    lines.push_back(shown_rows(file.unreadable.rows) +
                    " cannot be read, and training stops at the first: " + file.unreadable.examples.front());
  }
  if (file.repeated_rows > 0) {
    lines.push_back((file.repeated_rows_is_estimate ? "about " : "") + shown_rows(file.repeated_rows) +
                    " with the same cells as an earlier row; a model that is judged on copies of its own rows looks " +
                    "better than it is");
  }
  if (lines.empty()) return {};
  std::string text = "Look at:\n";
  for (const std::string& line : lines) text += "  " + line + "\n";
  return text;
}

std::string protected_text(const Draft& draft) {
  std::string ids;
  for (const DraftQuestion& question : draft.columns.questions) {
    if (question.is_protected) ids += (ids.empty() ? "" : ", ") + question.id;
  }
  if (ids.empty()) {
    return "Protected traits: no name suggests one. If a question is about one, list it under \"protected\" in "
           "training.json.\n";
  }
  return "Protected traits, by their names: " + ids +
         ". Reports show approval by them; correct the list \"protected\" in training.json. Remove the questions that "
         "you "
         "may not ask.\n";
}

}  // namespace

std::string draft_report(const Draft& draft, const FileDescription& file, const std::string& folder) {
  std::array<char, 32> cut_off{};
  std::snprintf(cut_off.data(), cut_off.size(), "%.3f", std::max(0.001, draft.cut_off));
  return printable(folder) + ": a programme for " + printable(file.source) + ", " + shown_rows(file.rows) + "\n" +
         outcome_text(draft, file) + questions_text(draft, file) + left_out_text(draft, file) + protected_text(draft) +
         "Policy: \"" + kOwnProduct + "\" up to a PD of " + cut_off.data() +
         ", which is the default rate of the file: nobody has chosen a cut-off yet, and prescore policy does so once " +
         "there is a model. Everybody else is offered \"" + kSaferProduct + "\".\n" + look_at_text(draft, file);
}

}  // namespace prescore
