// Terms: a column is a possible target if it has two values, or values that are the usual words for loans that ended
// well or badly.
// Steps: look the values up in a table of pairs (1 and 0, yes and no, ...) and in two lists of words. A pair says which
// of its values is bad if the column's name does not say the opposite: in "approved" and "creditability" 1 is good.
// Where neither words nor name decide, nothing is guessed: a model trained the wrong way round looks fine until the
// first loans default. 1 in most rows under a name without a hint counts as undecided, too.
#include "describing/outcome_words.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "applicants/name_words.hpp"
#include "applicants/small_letters.hpp"
#include "base/blanks.hpp"

namespace prescore {
namespace {

constexpr std::array<std::string_view, 30> kBadWords = {
    "charged off", "chargeoff",      "charge off",
    "charged-off", "default",        "defaulted",
    "bad",         "bad loan",       "write-off",
    "written off", "write off",      "loss",
    "lost",        "non-performing", "npl",
    "not paid",    "unpaid",         "delinquent",
    "collection",  "collections",    "does not meet the credit policy. status:charged off",
    "bankrupt",    "foreclosed",     "дефолт",
    "плохой",      "списан",         "не погашен",
    "невозврат",   "просрочка",      "плохо"};

constexpr std::array<std::string_view, 24> kGoodWords = {
    "fully paid",  "paid",
    "paid off",    "paidoff",
    "paid-off",    "repaid",
    "good",        "good loan",
    "non-default", "no default",
    "not default", "non default",
    "performing",  "completed",
    "closed",      "settled in full",
    "prepaid",     "does not meet the credit policy. status:fully paid",
    "погашен",     "выплачен",
    "хороший",     "закрыт",
    "возврат",     "хорошо"};

/// Two values of which the first means "it is so".
constexpr std::array<std::array<std::string_view, 2>, 9> kYesAndNo = {{{"1", "0"},
                                                                       {"1.0", "0.0"},
                                                                       {"yes", "no"},
                                                                       {"y", "n"},
                                                                       {"true", "false"},
                                                                       {"t", "f"},
                                                                       {"да", "нет"},
                                                                       {"1", "-1"},
                                                                       {"1", "no"}}};

constexpr std::array<std::string_view, 16> kBadNames = {
    "default", "defaulted", "bad",     "charged", "chargeoff", "delinquent", "delinq",    "dlq",
    "npl",     "overdue",   "serious", "loss",    "дефолт",    "плохой",     "просрочка", "risk"};

constexpr std::array<std::string_view, 15> kGoodNames = {
    "good",    "paid",       "repaid",  "approved", "approval", "accepted", "accept", "creditability",
    "granted", "performing", "одобрен", "хороший",  "погашен",  "eligible", "worthy"};

constexpr std::array<std::string_view, 9> kTargetNames = {"target", "outcome", "class",    "label", "status",
                                                          "y",      "result",  "response", "итог"};

constexpr std::array<std::string_view, 9> kPastNames = {"file",    "history", "hist", "previous", "prior",
                                                        "earlier", "past",    "prev", "истории"};

template <std::size_t size>
bool is_among(const std::array<std::string_view, size>& words, std::string_view word) noexcept {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void add(const ValueCount& value, bool is_bad, OutcomeWords& words) {
  (is_bad ? words.bad : words.good).push_back(value.value);
  (is_bad ? words.bad_rows : words.good_rows) += value.rows;
}

OutcomeWords by_words(const std::vector<ValueCount>& values) {
  OutcomeWords words;
  for (const ValueCount& value : values) {
    const std::string text = small_letters(trimmed(value.value));
    const bool is_bad = is_among(kBadWords, text);
    if (is_bad || is_among(kGoodWords, text)) {
      add(value, is_bad, words);
    } else {
      words.neither.push_back(value);
    }
  }
  if (words.bad.empty() || words.good.empty()) return {};
  words.is_known = true;
  words.likelihood = 4;
  words.because = "by their words";
  return words;
}

/// Two values in the order "it is so", "it is not so"; nothing for other values.
std::optional<std::array<ValueCount, 2>> as_yes_and_no(const std::vector<ValueCount>& values) {
  if (values.size() != 2) return std::nullopt;
  for (const auto& pair : kYesAndNo) {
    for (const std::size_t yes : {std::size_t{0}, std::size_t{1}}) {
      if (small_letters(values[yes].value) == pair[0] && small_letters(values[1 - yes].value) == pair[1]) {
        return std::array{values[yes], values[1 - yes]};
      }
    }
  }
  return std::nullopt;
}

OutcomeWords by_yes_and_no(std::string_view name, const std::array<ValueCount, 2>& pair) {
  OutcomeWords words;
  const bool is_bad_name = has_bad_name(name);
  const bool is_good_name = has_good_name(name);
  const bool is_number = pair[0].value.front() == '1' && pair[1].value.front() == '0';
  const bool yes_is_rarer = pair[0].rows < pair[1].rows;
  const bool yes_is_bad = is_bad_name || !is_good_name;
  add(pair[0], yes_is_bad, words);
  add(pair[1], !yes_is_bad, words);
  if (is_bad_name != is_good_name) {
    words.is_known = true;
    words.because = "by the name of the column";
  } else if (is_number && yes_is_rarer && !is_bad_name) {
    words.is_known = true;
    words.because = "1 usually means a default";
  }
  const bool is_named = is_bad_name != is_good_name;
  words.likelihood = is_named || (is_number && has_word(name, kTargetNames)) ? 4 : has_word(name, kTargetNames) ? 3 : 1;
  // What the bank already knew of an applicant, and shares of defaults that no bank lives with.
  if (has_word(name, kPastNames) || words.default_rate() > 0.5) words.likelihood -= 2;
  return words;
}

/// The pairs 2 and 1 (2 is bad in the German credit data and those that follow it) and - and +.
OutcomeWords by_rarer_pair(std::string_view name, const std::vector<ValueCount>& values) {
  OutcomeWords words;
  if (values.size() != 2) return words;
  const ValueCount& first = values[0].value < values[1].value ? values[0] : values[1];
  const ValueCount& second = values[0].value < values[1].value ? values[1] : values[0];
  const bool is_signs = first.value == "+" && second.value == "-";
  const bool is_one_and_two = first.value == "1" && second.value == "2";
  if (!is_signs && !is_one_and_two) return words;
  add(first, false, words);
  add(second, true, words);
  words.is_known = is_signs || (second.rows < first.rows && !has_bad_name(name) && !has_good_name(name));
  words.because =
      is_signs ? "- usually means a refusal or a default" : "of 1 and 2, the rarer 2 usually means a default";
  words.likelihood = has_word(name, kTargetNames) || is_signs ? 3 : 1;
  return words;
}

}  // namespace

bool has_bad_name(std::string_view name) { return has_word(name, kBadNames); }
bool has_good_name(std::string_view name) { return has_word(name, kGoodNames); }

OutcomeWords recognise_outcome(std::string_view name, const std::vector<ValueCount>& values) {
  if (values.size() < 2) return {};
  if (OutcomeWords words = by_words(values); words.is_known) return words;
  if (const auto pair = as_yes_and_no(values)) return by_yes_and_no(name, *pair);
  if (OutcomeWords words = by_rarer_pair(name, values); !words.bad.empty()) return words;
  OutcomeWords words;
  words.neither = values;
  const bool is_named = has_bad_name(name) || has_good_name(name) || has_word(name, kTargetNames);
  words.likelihood = values.size() == 2 ? (is_named ? 2 : 1) : 0;
  return words;
}

OutcomeWords stated_outcome(const std::vector<std::string>& bad, const std::vector<std::string>& good,
                            const std::vector<ValueCount>& values) {
  OutcomeWords words;
  const auto has = [](const std::vector<std::string>& list, const std::string& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  };
  for (const ValueCount& value : values) {
    const bool is_bad = has(bad, value.value);
    if (is_bad || has(good, value.value)) {
      add(value, is_bad, words);
    } else {
      words.neither.push_back(value);
    }
  }
  words.is_known = !words.bad.empty() && !words.good.empty();
  words.because = "as stated";
  words.likelihood = 5;
  return words;
}

}  // namespace prescore
