#include "prescore/batch_encoder.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

#include "answer_code.hpp"

namespace prescore {
namespace {

/// A kilobyte a question: all of them stay in the nearest cache.
constexpr std::uint32_t kMostBuckets = 1024;

/// How far `value` lies above `from`, which is not above it.
std::uint32_t distance(std::int32_t from, std::int32_t value) noexcept {
  return static_cast<std::uint32_t>(value) - static_cast<std::uint32_t>(from);
}

/// Of a choice's answer in its tables.
std::size_t place_of(std::int32_t answer) noexcept {
  return answer == kMissing ? 0 : static_cast<std::size_t>(answer) + 1;
}

}  // namespace

BatchEncoder::BatchEncoder(const Questionnaire& questionnaire, const Encoding& encoding) {
  for (std::size_t question = 0; question < encoding.size(); ++question) {
    if (questionnaire.questions[question].kind == QuestionKind::number) {
      numbers_.push_back(prepare_number(encoding[question], question));
    } else {
      choices_.push_back(prepare_choice(questionnaire.questions[question], encoding[question], question));
    }
  }
}

BatchEncoder::Number BatchEncoder::prepare_number(const FeatureEncoding& feature, std::size_t question) {
  Number number{.question = question,
                .minimum_seen = feature.minimum_seen,
                .maximum_seen = feature.maximum_seen,
                .missing_seen = feature.missing_seen,
                .cuts = feature.cuts};
  if (!number.cuts.empty()) {
    number.lowest = number.cuts.front();
    // The cuts lie below the highest number seen, so this is one.
    number.highest = number.cuts.back() + 1;
  }
  const std::uint32_t width = distance(number.lowest, number.highest);
  while (width >> number.shift >= kMostBuckets) ++number.shift;
  auto next = number.cuts.begin();
  for (std::uint32_t bucket = 0; bucket <= width >> number.shift; ++bucket) {
    const auto from_lowest = [&](std::int32_t cut) { return distance(number.lowest, cut); };
    while (next != number.cuts.end() && from_lowest(*next) < bucket << number.shift) ++next;
    number.cuts_below.push_back(static_cast<std::uint8_t>(next - number.cuts.begin()));
    auto end = next;
    // A cut at a bucket's last number is below none of its numbers.
    const std::uint32_t last = (bucket << number.shift) + ((1U << number.shift) - 1);
    while (end != number.cuts.end() && from_lowest(*end) < last) ++end;
    number.most_within = std::max(number.most_within, static_cast<std::uint32_t>(end - next));
  }
  number.cuts.insert(number.cuts.end(), number.most_within, std::numeric_limits<std::int32_t>::max());
  return number;
}

BatchEncoder::Choice BatchEncoder::prepare_choice(const Question& asked, const FeatureEncoding& feature,
                                                  std::size_t question) {
  Choice choice{.question = question};
  const auto prepare = [&](std::int32_t answer) {
    choice.codes[place_of(answer)] = code_of(asked, feature, answer);
    choice.covered[place_of(answer)] = is_covered(asked, feature, answer);
  };
  prepare(kMissing);
  const auto options = static_cast<std::int32_t>(feature.option_codes.size());
  for (std::int32_t option = 0; option < options; ++option) prepare(option);
  return choice;
}

void BatchEncoder::encode(std::span<const Applicant> applicants, std::span<Features> rows) const noexcept {
  assert(applicants.size() == rows.size());
  std::fill(rows.begin(), rows.end(), Features{});
  for (const Number& number : numbers_) encode_number(number, applicants, rows);
  for (const Choice& choice : choices_) encode_choice(choice, applicants, rows);
}

void BatchEncoder::encode_number(const Number& number, std::span<const Applicant> applicants,
                                 std::span<Features> rows) noexcept {
  const QuestionSet question = QuestionSet{1} << number.question;
  const std::uint8_t* const cuts_below = number.cuts_below.data();
  const std::int32_t* const cuts = number.cuts.data();
  Features* row = rows.data();
  for (const Applicant& applicant : applicants) {
    const std::int32_t value = applicant.values.data()[number.question];
    const std::int32_t within = std::clamp(value, number.lowest, number.highest);
    const std::uint32_t below = cuts_below[distance(number.lowest, within) >> number.shift];
    std::uint32_t code = 1 + below;
    for (std::uint32_t place = 0; place < number.most_within; ++place) {
      code += static_cast<std::uint32_t>(cuts[below + place] < within);
    }
    const bool missing = value == kMissing;
    const bool seen = value >= number.minimum_seen && value <= number.maximum_seen;
    row->codes.data()[number.question] = static_cast<std::uint8_t>(missing ? kMissingCode : code);
    row->not_covered |= (missing ? number.missing_seen : seen) ? 0 : question;
    ++row;
  }
}

void BatchEncoder::encode_choice(const Choice& choice, std::span<const Applicant> applicants,
                                 std::span<Features> rows) noexcept {
  const QuestionSet question = QuestionSet{1} << choice.question;
  const std::uint8_t* const codes = choice.codes.data();
  const bool* const covered = choice.covered.data();
  Features* row = rows.data();
  for (const Applicant& applicant : applicants) {
    const std::int32_t value = applicant.values.data()[choice.question];
    const std::size_t place = place_of(value);
    row->codes.data()[choice.question] = codes[place];
    row->not_covered |= covered[place] ? 0 : question;
    ++row;
  }
}

}  // namespace prescore
