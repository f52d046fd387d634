// The C interface: what it decides on texts and rows, and a status for everything that a caller can get wrong.
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "prescore/prescore.h"
#include "support/c_model.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::answer;
using test::good_texts;
using test::ModelHandle;
using test::open_packed;
using test::small_programme;

TEST(CInterface, DecidesOnTextsAsPeopleWriteThem) {
  const ModelHandle model = open_packed(small_programme());
  const auto texts = good_texts();
  PrescoreDecision decision{};
  std::size_t issues = 99;
  ASSERT_EQ(prescore_evaluate(model.get(), texts.data(), texts.size(), &decision, nullptr, 0, &issues), PRESCORE_OK);
  EXPECT_EQ(issues, 0U);
  EXPECT_EQ(decision.outcome, PRESCORE_LIKELY_APPROVAL);
  EXPECT_EQ(decision.basis, PRESCORE_BASIS_RISK);
  EXPECT_EQ(decision.pd_ppm, 80'000);
  EXPECT_EQ(decision.offers, 0b111U);
}

TEST(CInterface, ReadsNoFurtherThanTheSizeOfAText) {
  const ModelHandle model = open_packed(small_programme());
  auto texts = good_texts();
  texts[0] = {"ageless", 3, "4099", 2};
  PrescoreDecision decision{};
  std::size_t count = 0;
  std::array<PrescoreIssue, 8> issues{};
  EXPECT_EQ(prescore_evaluate(model.get(), texts.data(), 4, &decision, issues.data(), 8, &count), PRESCORE_OK);
  // A NUL within the size is a character like any other, and no number has one.
  texts[0] = {"age", 3, "40\0", 3};
  EXPECT_EQ(prescore_evaluate(model.get(), texts.data(), 4, &decision, issues.data(), 8, &count), PRESCORE_HAS_ISSUES);
  EXPECT_EQ(issues[0].code, PRESCORE_ISSUE_NOT_A_NUMBER);
  texts[0] = {"age", 3, nullptr, 0};
  EXPECT_EQ(prescore_evaluate(model.get(), texts.data(), 4, &decision, issues.data(), 8, &count), PRESCORE_HAS_ISSUES);
  EXPECT_EQ(issues[0].code, PRESCORE_ISSUE_MISSING_ANSWER);
}

TEST(CInterface, ListsAllIssuesWithTheirPlacesAndLimits) {
  const ModelHandle model = open_packed(small_programme());
  const std::vector<PrescoreAnswer> texts = {answer("education", "none"), answer("colour", "red"), answer("age", "7"),
                                             answer("age", "40"), answer("income", "50000")};
  PrescoreDecision decision{-7, -7, 0, 0, 0};
  std::array<PrescoreIssue, 9> issues{};
  std::size_t count = 0;
  ASSERT_EQ(prescore_evaluate(model.get(), texts.data(), 5, &decision, issues.data(), 9, &count), PRESCORE_HAS_ISSUES);
  EXPECT_EQ(decision.outcome, -7) << "not written";
  ASSERT_EQ(count, 5U);
  const auto expect = [&](std::size_t place, const PrescoreIssue& issue) {
    EXPECT_EQ(issues.at(place).code, issue.code) << place;
    EXPECT_EQ(issues.at(place).question, issue.question) << place;
    EXPECT_EQ(issues.at(place).answer, issue.answer) << place;
    EXPECT_EQ(issues.at(place).minimum, issue.minimum) << place;
    EXPECT_EQ(issues.at(place).maximum, issue.maximum) << place;
  };
  expect(0, {PRESCORE_ISSUE_BELOW_MINIMUM, test::kAge, PRESCORE_NONE, 14, 100});
  expect(1, {PRESCORE_ISSUE_UNKNOWN_OPTION, test::kEducation, PRESCORE_NONE, 0, 0});
  expect(2, {PRESCORE_ISSUE_MISSING_ANSWER, test::kJob, PRESCORE_NONE, 0, 0});
  expect(3, {PRESCORE_ISSUE_UNKNOWN_QUESTION, PRESCORE_NONE, 1, 0, 0});
  expect(4, {PRESCORE_ISSUE_DUPLICATE_QUESTION, PRESCORE_NONE, 3, 0, 0});
}

TEST(CInterface, SaysHowManyIssuesNeedRoomAndWritesNone) {
  const ModelHandle model = open_packed(small_programme());
  PrescoreDecision decision{};
  std::array<PrescoreIssue, 4> issues{};
  issues.fill({-7, -7, -7, 0, 0});
  std::size_t count = 0;
  EXPECT_EQ(prescore_evaluate(model.get(), nullptr, 0, &decision, issues.data(), 3, &count), PRESCORE_BAD_SIZE);
  EXPECT_EQ(count, 4U);
  EXPECT_EQ(issues[0].code, -7);
  EXPECT_EQ(prescore_evaluate(model.get(), nullptr, 0, &decision, nullptr, 0, &count), PRESCORE_BAD_SIZE);
  EXPECT_EQ(prescore_evaluate(model.get(), nullptr, 0, &decision, issues.data(), 4, &count), PRESCORE_HAS_ISSUES);
  EXPECT_EQ(issues[3].code, PRESCORE_ISSUE_MISSING_ANSWER);
  const std::vector<PrescoreAnswer> many(PRESCORE_MAX_ANSWERS + 1, answer("colour", "red"));
  EXPECT_EQ(prescore_evaluate(model.get(), many.data(), many.size(), &decision, nullptr, 0, &count),
            PRESCORE_BAD_INDEX);
  EXPECT_EQ(prescore_evaluate(model.get(), many.data(), many.size() - 1, &decision, nullptr, 0, &count),
            PRESCORE_BAD_SIZE);
  EXPECT_EQ(count, 4U + PRESCORE_MAX_ANSWERS);
}

TEST(CInterface, RefusesRowsOfTheWrongSizeAndValuesThatNoQuestionAllows) {
  const ModelHandle model = open_packed(small_programme());
  std::array<std::int32_t, 8> rows{40, 50'000, 1, 0, 40, 50'000, 1, PRESCORE_MISSING};
  std::array<std::int32_t, 2> outcomes{-7, -7};
  const auto decide = [&](std::size_t values, std::size_t count, std::size_t* bad) {
    return prescore_decide_rows(model.get(), rows.data(), values, count, outcomes.data(), nullptr, nullptr, nullptr,
                                bad);
  };
  EXPECT_EQ(decide(7, 2, nullptr), PRESCORE_BAD_SIZE);
  EXPECT_EQ(decide(8, 1, nullptr), PRESCORE_BAD_SIZE);
  // A product of sizes that would fit by leaving the range of size_t.
  EXPECT_EQ(decide(8, SIZE_MAX / 4 + 3, nullptr), PRESCORE_BAD_SIZE);
  EXPECT_EQ(decide(0, 0, nullptr), PRESCORE_OK);
  EXPECT_EQ(decide(8, 2, nullptr), PRESCORE_OK);
  EXPECT_EQ(outcomes[1], PRESCORE_ALTERNATIVE_OFFER) << "a missing job was seen in training: a PD of 24 %";
  outcomes.fill(-7);
  const auto expect_bad = [&](std::size_t place, std::int32_t value) {
    const std::int32_t good = rows.at(place);
    rows.at(place) = value;
    std::size_t bad = 99;
    EXPECT_EQ(decide(8, 2, &bad), PRESCORE_BAD_VALUE) << value;
    EXPECT_EQ(bad, place);
    EXPECT_EQ(decide(8, 2, nullptr), PRESCORE_BAD_VALUE);
    rows.at(place) = good;
  };
  expect_bad(4, 13);
  expect_bad(4, 101);
  expect_bad(6, 3);
  expect_bad(6, -1);
  expect_bad(7, INT32_MAX);
  EXPECT_EQ(outcomes[0], -7) << "nothing is written where one value is bad";
}

TEST(CInterface, ExplainsARowOfTheRightSizeThatIsCovered) {
  const ModelHandle model = open_packed(small_programme());
  std::array<std::int32_t, 4> row{40, 50'000, 1, 0};
  PrescoreExplanation explanation{};
  std::array<std::int64_t, 4> parts{};
  const auto explain = [&](std::size_t size, std::size_t count) {
    return prescore_explain_row(model.get(), row.data(), size, &explanation, parts.data(), count);
  };
  EXPECT_EQ(explain(3, 4), PRESCORE_BAD_SIZE);
  EXPECT_EQ(explain(4, 3), PRESCORE_BAD_SIZE);
  EXPECT_EQ(explain(4, 4), PRESCORE_OK);
  EXPECT_EQ(explanation.score, 350 * explanation.denominator);
  EXPECT_EQ(parts[0] + parts[1] + parts[2] + parts[3], explanation.score - explanation.reference_score);
  row[2] = 2;
  EXPECT_EQ(explain(4, 4), PRESCORE_NOT_COVERED) << "no degree was seen in training";
  row[2] = 3;
  EXPECT_EQ(explain(4, 4), PRESCORE_BAD_VALUE);
}

}  // namespace
}  // namespace prescore
