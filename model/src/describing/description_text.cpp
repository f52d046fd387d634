#include "describing/description_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/file_error.hpp"
#include "base/printable.hpp"
#include "describing/header_line.hpp"

namespace prescore {
namespace {

constexpr std::size_t kWidestName = 32;

std::string in_quotes(std::string_view text) { return "\"" + shown_text(text) + "\""; }

/// How many characters a terminal shows; letters of Russian take two bytes.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t shown = width_of(text);
  if (shown < width) text.append(width - shown, ' ');
  return text;
}

std::string shown_name(const ColumnDescription& column, std::size_t index) {
  return column.name.empty() ? "(column " + std::to_string(index + 1) + ", no name)" : shown_text(column.name);
}

std::string units_of(const NumberSummary& numbers) {
  std::string text;
  for (const auto* units : {&numbers.before, &numbers.behind}) {
    for (const auto& unit : *units) {
      if (text.size() < 60) text += (text.empty() ? " with " : ", ") + in_quotes(unit.first);
    }
  }
  return text;
}

std::string number_text(const ColumnDescription& column) {
  const NumberSummary& numbers = column.summary.numbers();
  std::string text = shown_number(numbers.minimum) + " to " + shown_number(numbers.maximum);
  if (column.quantiles) {
    const Quantiles& q = *column.quantiles;
    text +=
        "; median " + shown_number(q.p50) + ", nine tenths from " + shown_number(q.p5) + " to " + shown_number(q.p95);
  }
  text += numbers.decimals == 0 ? "; whole" : "; decimals: " + std::to_string(numbers.decimals);
  return text + units_of(numbers);
}

std::string date_text(const ColumnDescription& column) {
  const DateSummary& dates = column.summary.dates();
  std::string text;
  if (dates.first) text = iso(*dates.first) + " to " + iso(*dates.last);
  std::string forms;
  for (const auto& form : dates.forms) forms += (forms.empty() ? "" : ", ") + in_quotes(form.second);
  text += (text.empty() ? "written as " : "; written as ") + forms;
  if (dates.in_doubt > 0) text += "; " + shown_rows(dates.in_doubt) + " in which day and month cannot be told apart";
  return text;
}

std::string kind_text(const ColumnDescription& column) {
  const std::string about = column.summary.values().are_complete() ? "" : "about ";
  const std::string values = about + with_commas(column.distinct) + (column.distinct == 1 ? " value" : " values");
  switch (column.kind) {
    case ColumnKind::empty:
      return "no value in any row";
    case ColumnKind::constant:
      return in_quotes(column.values.front().value) + " in every row";
    case ColumnKind::number:
      return number_text(column);
    case ColumnKind::choice:
      return values + ": " + shown_values(column, 6);
    case ColumnKind::date:
      return date_text(column);
    case ColumnKind::identifier:
    case ColumnKind::text:
      return values + ", for example " +
             (column.values.empty() ? "long texts" : in_quotes(column.values.front().value));
  }
  return {};
}

std::string missing_text(const ColumnDescription& column, std::uint64_t rows) {
  if (column.missing == 0) return {};
  std::string words = column.summary.blank() > 0 ? "blank" : "";
  for (const ValueCount& word : column.missing_words) {
    if (words.size() < 60) words += (words.empty() ? "" : ", ") + in_quotes(word.value);
  }
  return "; missing in " + shown_rows(column.missing) + " (" + shown_share(column.missing, rows) + "): " + words;
}

std::string columns_text(const FileDescription& file) {
  std::size_t width = 0;
  for (std::size_t index = 0; index < file.columns.size(); ++index) {
    width = std::max(width, width_of(shown_name(file.columns[index], index)));
  }
  width = std::min(width, kWidestName);
  std::string text = "Columns:\n";
  for (std::size_t index = 0; index < file.columns.size(); ++index) {
    const ColumnDescription& column = file.columns[index];
    text += "  " + padded(shown_name(column, index), width) + "  " + padded(name(column.kind), 10) + "  " +
            kind_text(column) + missing_text(column, file.rows) + "\n";
  }
  return text;
}

std::string listed(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ", ") + in_quotes(value);
  return text;
}

std::string target_text(const FileDescription& file, const PossibleTarget& target) {
  const ColumnDescription& column = file.columns[target.column];
  const std::string text = "  " + shown_name(column, target.column) + ": " + shown_values(column, 6);
  if (!target.words.is_known) return text + "; which value is bad is not known\n";
  const std::uint64_t rows = target.words.bad_rows + target.words.good_rows;
  return text + "; bad is " + listed(target.words.bad) + ", " + target.words.because + " (" +
         shown_share(target.words.bad_rows, rows) + " default)\n";
}

std::string targets_text(const FileDescription& file) {
  std::string likely;
  std::string others;
  for (const PossibleTarget& target : file.targets) {
    if (target.words.likelihood >= 3 || target.column == file.target) {
      likely += target_text(file, target);
    } else {
      others += (others.empty() ? "" : ", ") + shown_name(file.columns[target.column], target.column);
    }
  }
  if (file.targets.empty()) likely = "  none: no column has two values, or the usual words for good and bad loans\n";
  if (!others.empty())
    others = "  " + std::string(likely.empty() ? "" : "less likely, ") + "columns with two values: " + others + "\n";
  return "Possible targets:\n" + likely + others;
}

std::string dates_text(const FileDescription& file) {
  std::string complete;
  std::string others;
  for (const PossibleDate& date : file.dates) {
    const ColumnDescription& column = file.columns[date.column];
    if (date.is_complete) {
      complete += "  " + shown_name(column, date.column) + ": " + date_text(column) +
                  (date.has_likely_name ? "; its name suggests it" : "") + "\n";
    } else {
      others += (others.empty() ? "" : ", ") + shown_name(column, date.column);
    }
  }
  if (file.dates.empty()) return "Possible dates of the application: none\n";
  if (!others.empty()) others = "  not in every row: " + others + "\n";
  return "Possible dates of the application:\n" + complete + others;
}

std::string relations_text(const FileDescription& file) {
  if (!file.target || file.rows_with_outcome == 0) return {};
  std::vector<const ColumnDescription*> order;
  for (const ColumnDescription& column : file.columns) {
    if (column.relation) order.push_back(&column);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return a->relation->information > b->relation->information; });
  std::string text = "Columns that say most about " + in_quotes(file.columns[*file.target].name) +
                     ", each alone (AUROC; 0.5 says nothing):\n ";
  for (std::size_t index = 0; index < std::min<std::size_t>(order.size(), 10); ++index) {
    std::array<char, 16> auroc{};
    std::snprintf(auroc.data(), auroc.size(), "%.3f", order[index]->relation->auroc);
    text += std::string(index == 0 ? " " : ", ") + shown_text(order[index]->name) + " " + auroc.data();
  }
  return text + "\n";
}

/// "a, b, c"; empty for none.
template <typename Chosen>
std::string names_of(const FileDescription& file, Chosen is_chosen) {
  std::string text;
  for (std::size_t index = 0; index < file.columns.size(); ++index) {
    if (!is_chosen(file.columns[index])) continue;
    text += (text.empty() ? "" : ", ") + shown_name(file.columns[index], index);
  }
  return text;
}

void look_at_kinds(const FileDescription& file, std::vector<std::string>& lines) {
  const std::string same = names_of(file, [](const ColumnDescription& column) {
    return column.kind == ColumnKind::constant || column.kind == ColumnKind::empty;
  });
  if (!same.empty()) lines.push_back("the same in every row, so they say nothing: " + same);
  const std::string named = names_of(file, [](const ColumnDescription& column) {
    return column.relation && column.relation->sign == LeakageSign::name;
  });
  if (!named.empty()) lines.push_back("known only after the decision, by their names: " + named);
}

void look_at_column(const FileDescription& file, std::size_t index, std::vector<std::string>& lines) {
  const ColumnDescription& column = file.columns[index];
  const std::string shown = shown_name(column, index);
  if (column.name.empty()) lines.push_back(shown + ": give it a name in the header, or it cannot be used");
  if (column.is_repeated_name) lines.push_back(shown + ": another column has the same name; rename one of them");
  const bool gives_away = column.relation && (column.relation->sign == LeakageSign::separates ||
                                              column.relation->sign == LeakageSign::only_defaults);
  if (gives_away) {
    lines.push_back(shown + ": probably known only after the outcome, because " + column.relation->because);
  }
  const NumberSummary& numbers = column.summary.numbers();
  if (column.kind == ColumnKind::number && numbers.with_leading_zero > 0) {
    lines.push_back(shown + ": " + shown_rows(numbers.with_leading_zero) +
                    " start with a zero; perhaps a code, not a number");
  }
  if (column.kind == ColumnKind::number && numbers.in_doubt > 0 && column.summary.mark() == DecimalMark::unknown) {
    lines.push_back(shown + ": in " + shown_rows(numbers.in_doubt) +
                    " the mark may divide or group, as in 1.234 or 1,234; name it with --decimal");
  }
  if (column.kind == ColumnKind::date && column.summary.dates().in_doubt > 0) {
    lines.push_back(shown + ": day and month cannot be told apart in " + shown_rows(column.summary.dates().in_doubt) +
                    "; " + kDateInDoubt);
  }
  if (column.kind == ColumnKind::date && column.summary.dates().forms.size() > 1) {
    lines.push_back(shown + ": dates in " + std::to_string(column.summary.dates().forms.size()) + " forms");
  }
}

}  // namespace

std::vector<std::string> look_at(const FileDescription& file) {
  std::vector<std::string> lines;
  if (!file.has_header && !file.headless_because.empty()) {
    lines.push_back("the first line seems to be a row, not a header: " + file.headless_because);
  }
  for (const std::string& example : file.unreadable.examples) lines.push_back(example);
  if (file.unreadable.rows > 0) {
    lines.push_back(shown_rows(file.unreadable.rows) + " cannot be read; training stops at the first of them");
  }
  if (file.repeated_rows > 0) {
    lines.push_back((file.repeated_rows_is_estimate ? "about " : "") + shown_rows(file.repeated_rows) + " (" +
                    shown_share(file.repeated_rows, file.rows) + ") with the same cells as an earlier row");
  }
  look_at_kinds(file, lines);
  for (std::size_t index = 0; index < file.columns.size(); ++index) look_at_column(file, index, lines);
  return lines;
}

std::string described(const FileDescription& file) {
  std::string text = printable(file.source) + ": " + shown_rows(file.rows) + ", " + with_commas(file.columns.size()) +
                     (file.columns.size() == 1 ? " column" : " columns") + "\n" +
                     "Format: " + shown_format(file.format) +
                     (file.has_header ? ", with a header line" : ", without a header line") + "\n" +
                     columns_text(file) + targets_text(file) + dates_text(file) + relations_text(file);
  const std::vector<std::string> lines = look_at(file);
  if (lines.empty()) return text + "Nothing else to look at.\n";
  text += "Look at:\n";
  for (const std::string& line : lines) text += "  " + line + "\n";
  return text;
}

}  // namespace prescore
