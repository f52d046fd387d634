// Terms: the *range* is what the question takes; an answer outside of it is an error of the form and leaves a row of a
// file out. The *plausible* range is what people are not asked about twice.
// Steps: take as many decimals as seven digits of the largest number allow, and fewer where a question's 32 bits need
// it; widen the range to a round number at twice the largest one, so that next year's rows fit; take the plausible
// range from the outer hundredths of the sample. An age is taken from 14 to 100, whatever the file holds: one applicant
// of 144 years must not widen the question.
#include <algorithm>
#include <array>
#include <cmath>

#include "applicants/name_words.hpp"
#include "applicants/small_letters.hpp"
#include "base/file_error.hpp"
#include "describing/description_text.hpp"
#include "drafting/draft_question.hpp"

namespace prescore {
namespace {

/// Of a question.
constexpr int kMostDecimals = 9;

/// The largest scaled number of a question.
constexpr double kLargest = 2'147'483'647.0;

constexpr std::array<std::string_view, 29> kMoneyWords = {
    "amount", "amt",     "income", "inc",     "balance",  "bal",   "loan",   "limit", "lim",  "price",
    "value",  "salary",  "wage",   "revenue", "sum",      "debt",  "credit", "pay",   "bill", "installment",
    "due",    "payment", "доход",  "сумма",   "зарплата", "лимит", "платеж", "rub",   "usd"};

constexpr std::array<std::string_view, 2> kAgeWords = {"age", "возраст"};

constexpr double kLowestAge = 14.0;
constexpr double kHighestAge = 100.0;

bool is_age(const ColumnDescription& column) {
  if (!has_word(column.name, kAgeWords) || !column.quantiles) return false;
  return column.quantiles->p1 >= kLowestAge && column.quantiles->p99 <= kHighestAge &&
         column.summary.numbers().decimals == 0;
}

bool is_currency(std::string_view unit) {
  return unit == "$" || unit == "\u20ac" || unit == "\u00a3" || unit == "\u20bd" || unit == "\u00a5" ||
         (unit.size() == 3 && std::all_of(unit.begin(), unit.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
}

/// Digits may be grouped, and further decimals are dropped. Not if a mark before three digits divides: it would group.
bool is_money(const ColumnDescription& column) {
  const NumberSummary& numbers = column.summary.numbers();
  const auto names_currency = [](const auto& units) {
    return std::any_of(units.begin(), units.end(), [](const auto& unit) { return is_currency(unit.first); });
  };
  if (numbers.grouped > 0 || names_currency(numbers.before) || names_currency(numbers.behind)) return true;
  return has_word(column.name, kMoneyWords) && numbers.with_three_decimals == 0 && numbers.maximum >= 1'000.0;
}

/// The smallest of 1, 2, 5, 10, 20, 50, ... that is not below `number`, which is above 0.
double round_up(double number) {
  const double power = std::pow(10.0, std::floor(std::log10(number)));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (step * power >= number) return step * power;
  }
  return 10.0 * power;
}

double power_of_ten(int power) { return std::pow(10.0, power); }

int choose_decimals(const NumberSummary& numbers, double largest) {
  constexpr int kShownDigits = 7;
  const int whole_digits = largest == 0.0 ? 0 : static_cast<int>(std::floor(std::log10(largest))) + 1;
  int decimals = std::clamp(kShownDigits - whole_digits, 0, kMostDecimals);
  decimals = std::min<int>(decimals, numbers.decimals);
  while (decimals > 0 && largest * power_of_ten(decimals) > kLargest) --decimals;
  return decimals;
}

/// Widens the range, within what a question can hold.
void choose_range(const NumberSummary& numbers, DraftQuestion& question) {
  const double limit = std::floor(kLargest / power_of_ten(question.decimals));
  // What the decimals of the question cannot show is rounded away from zero, so that the row stays within.
  const double smallest = std::pow(10.0, -question.decimals);
  const double highest = numbers.maximum > 0.0 ? std::max(round_up(2.0 * numbers.maximum), smallest) : 0.0;
  const double lowest = numbers.minimum < 0.0 ? -std::max(round_up(-2.0 * numbers.minimum), smallest) : 0.0;
  question.maximum = std::min(highest, limit);
  question.minimum = std::max(lowest, -limit);
  if (question.maximum <= question.minimum) question.maximum = question.minimum + 1.0;
}

double rounded(double number, int decimals) {
  const double scale = power_of_ten(decimals);
  return std::round(number * scale) / scale;
}

void choose_plausible(const ColumnDescription& column, DraftQuestion& question) {
  if (!column.quantiles) return;
  const Quantiles& q = *column.quantiles;
  const double high = rounded(q.p99, question.decimals);
  const double low = rounded(q.p1, question.decimals);
  if (high > low && high < question.maximum && high > question.minimum) question.plausible_maximum = high;
  if (high > low && low > question.minimum && low < question.maximum) question.plausible_minimum = low;
}

/// Words that multiply a number, as people write them.
constexpr std::array<std::string_view, 17> kScaleWords = {"k",   "thousand", "thousands", "thsd", "m",   "mm",
                                                          "mio", "mln",      "million",   "bn",   "bln", "billion",
                                                          "тыс", "млн",      "млрд",      "млд",  "т"};

/// Adds a word unless it is there, in upper or lower case.
void add_unit_word(const std::string& word, std::vector<std::string>& words) {
  const bool is_new = std::none_of(words.begin(), words.end(),
                                   [&](const auto& known) { return small_letters(known) == small_letters(word); });
  if (is_new) words.push_back(word);
}

/// All words beside a number are skipped, so "5 km" and "5 m" are both 5.
void note_units(DraftQuestion& question) {
  const std::vector<std::string>& words = question.unit_words;
  const auto multiplies = [](const std::string& word) { return has_word(word, kScaleWords); };
  if (words.size() < 2 && std::none_of(words.begin(), words.end(), multiplies)) return;
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "\"" : ", \"") + shown_text(word) + "\"";
  question.notes.push_back("the words beside the numbers are skipped: " + list +
                           "; if one multiplies, move it to scale_words and widen the range; numbers in different " +
                           "units must be converted");
}

void choose_unit(const ColumnDescription& column, DraftQuestion& question) {
  const NumberSummary& numbers = column.summary.numbers();
  for (const auto* units : {&numbers.before, &numbers.behind}) {
    for (const auto& unit : *units) add_unit_word(unit.first, question.unit_words);
  }
  note_units(question);
  question.unit = "number";
  if (!question.unit_words.empty()) question.unit = name_from(question.unit_words.front());
  if (question.is_money) question.unit = "money";
  if (question.unit.empty()) question.unit = "number";
  // The unit "year" means an age, which nobody can change.
  if (question.unit == "year" || question.unit == "years") question.unit = "years_of_time";
}

void take_as_age(const ColumnDescription& column, DraftQuestion& question) {
  question.unit = "year";
  for (const char* word : {"лет", "года", "год", "years", "year"}) add_unit_word(word, question.unit_words);
  question.minimum = kLowestAge;
  question.maximum = kHighestAge;
  question.plausible_maximum.reset();
  question.plausible_minimum.reset();
  const NumberSummary& numbers = column.summary.numbers();
  if (numbers.maximum > kHighestAge || numbers.minimum < kLowestAge) {
    question.notes.push_back("ages from " + shown_number(numbers.minimum) + " to " + shown_number(numbers.maximum) +
                             ": rows below 14 or above 100 are left out of the training");
  }
}

/// The highest number is far from nearly all others: perhaps a typing error, perhaps not.
void note_far_values(const ColumnDescription& column, DraftQuestion& question) {
  if (!column.quantiles || question.unit == "year") return;
  const double highest = column.summary.numbers().maximum;
  // Amounts of money have a long tail of their own.
  const double far = question.is_money ? 20.0 : 5.0;
  if (column.quantiles->p99 <= 0.0 || highest < far * column.quantiles->p99) return;
  question.notes.push_back("the highest value is " + shown_number(highest) + ", but 99 % are up to " +
                           shown_number(column.quantiles->p99) + "; if it is an error, lower the maximum");
}

}  // namespace

std::optional<DraftQuestion> draft_number(const ColumnDescription& column, std::string& why_not) {
  const NumberSummary& numbers = column.summary.numbers();
  const double largest = std::max(std::fabs(numbers.minimum), std::fabs(numbers.maximum));
  if (largest > kLargest) {
    why_not = "it has numbers above 2,147,483,647, the largest a question can hold";
    return std::nullopt;
  }
  DraftQuestion question;
  question.is_number = true;
  question.decimals = choose_decimals(numbers, largest);
  question.is_money = is_money(column);
  // Digits beyond the decimals are dropped only of money and of numbers with decimals.
  if (question.decimals == 0 && numbers.decimals > 0) question.is_money = true;
  choose_range(numbers, question);
  choose_unit(column, question);
  choose_plausible(column, question);
  if (is_age(column)) take_as_age(column, question);
  note_far_values(column, question);
  if (numbers.with_leading_zero > 0) {
    question.notes.push_back("some values start with a zero; if it is a code and not a number, remove the question");
  }
  return question;
}

}  // namespace prescore
