// Steps: leave out what cannot be asked (no name, a name twice, identifiers, dates, free text, one value) and what may
// be known only after the outcome; make a question of each other column. If there are more than 32, leave out columns
// that say the same as another one, then those with the least information about the outcome. Two columns say the same
// if their information agrees to the last digits: their bins hold the same rows.
#include "drafting/draft_columns.hpp"

#include <algorithm>
#include <cmath>

#include "applicants/protected_names.hpp"
#include "base/file_error.hpp"
#include "describing/description_text.hpp"
#include "prescore/questionnaire.hpp"

namespace prescore {
namespace {

std::string why_unusable(const ColumnDescription& column) {
  if (column.name.empty()) return "it has no name in the header";
  if (column.is_repeated_name) return "another column has the same name";
  switch (column.kind) {
    case ColumnKind::empty:
      return "no row has a value";
    case ColumnKind::constant:
      return "the same value in every row";
    case ColumnKind::date:
      return column.summary.dates().in_doubt == 0
                 ? "a date"
                 : std::string("a date in which day and month cannot be told apart; ") + kDateInDoubt;
    case ColumnKind::identifier:
      return "an identifier";
    case ColumnKind::text:
      return "free text, or too many values (" + with_commas(column.distinct) + ")";
    case ColumnKind::number:
    case ColumnKind::choice:
      break;
  }
  return column.distinct < 2 ? "it has one value besides missing ones" : "";
}

std::string why_leaking(const ColumnDescription& column) {
  if (!column.relation || column.relation->sign == LeakageSign::none) return {};
  return "may be known only after the outcome, because " + column.relation->because;
}

double information_of(const ColumnDescription& column) { return column.relation ? column.relation->information : 0.0; }

/// The question of a column, or why there is none.
std::optional<DraftQuestion> draft_question(const FileDescription& file, std::size_t index,
                                            const std::set<std::string>& kept, std::string& why_not) {
  const ColumnDescription& column = file.columns[index];
  why_not = why_unusable(column);
  if (why_not.empty() && kept.count(column.name) == 0) why_not = why_leaking(column);
  if (!why_not.empty()) return std::nullopt;
  auto question = column.kind == ColumnKind::number ? draft_number(column, why_not) : draft_choice(column, why_not);
  if (!question) return std::nullopt;
  question->column = index;
  question->label = column.name;
  question->is_protected = suggests_protected_trait(column.name);
  return question;
}

void leave_out(DraftColumns& columns, std::size_t place, std::string because) {
  columns.left_out.push_back({columns.questions[place].column, std::move(because)});
  columns.questions.erase(columns.questions.begin() + static_cast<std::ptrdiff_t>(place));
}

void leave_out_copies(const FileDescription& file, const std::set<std::string>& kept, DraftColumns& columns) {
  for (std::size_t place = columns.questions.size(); place-- > 1 && columns.questions.size() > kMaxQuestions;) {
    const ColumnDescription& column = file.columns[columns.questions[place].column];
    if (kept.count(column.name) > 0 || information_of(column) == 0.0) continue;
    for (std::size_t earlier = 0; earlier < place; ++earlier) {
      const ColumnDescription& other = file.columns[columns.questions[earlier].column];
      if (std::fabs(information_of(column) - information_of(other)) > 1e-12) continue;
      leave_out(columns, place, "says the same as \"" + shown_text(other.name) + "\"");
      break;
    }
  }
}

void leave_out_least(const FileDescription& file, const std::set<std::string>& kept, DraftColumns& columns) {
  while (columns.questions.size() > kMaxQuestions) {
    const auto least = std::min_element(columns.questions.begin(), columns.questions.end(),
                                        [&](const DraftQuestion& a, const DraftQuestion& b) {
                                          const auto key = [&](const DraftQuestion& question) {
                                            const ColumnDescription& column = file.columns[question.column];
                                            return std::pair(kept.count(column.name), information_of(column));
                                          };
                                          return key(a) < key(b);
                                        });
    leave_out(columns, static_cast<std::size_t>(least - columns.questions.begin()),
              "says less about the outcome than the 32 that are asked");
  }
}

}  // namespace

DraftColumns choose_columns(const FileDescription& file, std::size_t target, std::optional<std::size_t> date,
                            const std::set<std::string>& kept) {
  DraftColumns columns;
  for (std::size_t index = 0; index < file.columns.size(); ++index) {
    if (index == target || index == date) continue;
    std::string why_not;
    if (auto question = draft_question(file, index, kept, why_not)) {
      columns.questions.push_back(std::move(*question));
    } else {
      columns.left_out.push_back({index, why_not});
    }
  }
  leave_out_copies(file, kept, columns);
  leave_out_least(file, kept, columns);
  UniqueNames ids;
  for (DraftQuestion& question : columns.questions) {
    question.id = ids.take(question.label, "column_" + std::to_string(question.column + 1));
  }
  return columns;
}

}  // namespace prescore
