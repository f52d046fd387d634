#include "describing/column_summary.hpp"

#include <algorithm>
#include <cmath>

#include "applicants/missing_words.hpp"
#include "base/blanks.hpp"
#include "describing/number_cell.hpp"

namespace prescore {
namespace {

/// Units, forms of dates and words for missing values that are kept of one column.
constexpr std::size_t kMostKept = 32;

void count(std::map<std::string, std::uint64_t>& counts, std::string_view text) {
  const auto found = counts.find(std::string(text));
  if (found != counts.end()) {
    ++found->second;
  } else if (counts.size() < kMostKept) {
    counts.emplace(text, 1);
  }
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// "99-aaa-9999" for "01-Feb-2014".
std::string form_of(std::string_view date) {
  std::string form(date);
  for (char& c : form) {
    if (is_digit(c)) c = '9';
    if (is_ascii_letter(c) && c != 'T') c = 'a';
  }
  return form;
}

/// Whether a cell is a day such as 1/2/2014, which parse_date reads only where a programme says what comes first.
bool is_date_in_doubt(std::string_view text) noexcept {
  return parse_date(text, DateForm::day_month_year) || parse_date(text, DateForm::month_day_year);
}

/// Dates of applications and of birth; eight digits that are another number are rarely such a day throughout.
bool is_likely_year(const Date& date) noexcept {
  const int year = static_cast<int>(date.year());
  return year >= 1900 && year <= 2100;
}

}  // namespace

void ColumnSummary::add(std::string_view cell) {
  ++rows_;
  const std::string_view text = trimmed(cell);
  if (text.empty()) {
    ++blank_;
    return;
  }
  static const MissingWords built_in{std::nullopt};
  if (built_in.contain(text)) {
    ++missing_word_rows_;
    count(missing_words_, text);
    return;
  }
  values_.add(text);
  longest_ = std::max<std::uint64_t>(longest_, text.size());
  bytes_ += text.size();
  if (text.find(' ') != std::string_view::npos) ++with_blank_;
  add_number(text);
  add_date(text);
}

void ColumnSummary::add_number(std::string_view text) {
  const auto number = read_number_cell(text, mark_);
  if (!number) return;
  NumberSummary& all = numbers_;
  all.rises = all.rises && (all.cells == 0 || number->value > last_number_);
  last_number_ = number->value;
  all.minimum = all.cells == 0 ? number->value : std::min(all.minimum, number->value);
  all.maximum = all.cells == 0 ? number->value : std::max(all.maximum, number->value);
  ++all.cells;
  all.decimals = std::max(all.decimals, number->decimals);
  all.whole += number->value == std::trunc(number->value) ? 1U : 0U;
  all.grouped += number->is_grouped ? 1U : 0U;
  all.in_doubt += number->is_in_doubt ? 1U : 0U;
  all.with_three_decimals += number->written_decimals == 3 ? 1U : 0U;
  all.with_leading_zero += number->has_leading_zero ? 1U : 0U;
  all.with_unit += number->has_unit() ? 1U : 0U;
  if (!number->before.empty()) count(all.before, number->before);
  if (!number->behind.empty()) count(all.behind, number->behind);
}

void ColumnSummary::add_date(std::string_view text) {
  if (text.size() < 7 || text.size() > 40) return;
  if (const auto date = parse_date(text); date && is_likely_year(*date)) {
    ++dates_.cells;
    dates_.first = dates_.first ? std::min(*dates_.first, *date) : *date;
    dates_.last = dates_.last ? std::max(*dates_.last, *date) : *date;
    add_form(text);
  } else if (is_date_in_doubt(text)) {
    ++dates_.in_doubt;
    add_form(text);
  }
}

void ColumnSummary::add_form(std::string_view text) {
  const std::string form = form_of(text);
  if (dates_.forms.size() < kMostKept) dates_.forms.emplace(form, text);
}

}  // namespace prescore
