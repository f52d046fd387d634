// The codes of many applicants at once must be those of `encode`, next to every cut and at both ends of the numbers.
#include "prescore/batch_encoder.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "support/random_programme.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

void expect_single_codes(const Questionnaire& questionnaire, const Encoding& encoding,
                         const std::vector<Applicant>& applicants) {
  std::vector<Features> rows(applicants.size());
  for (Features& row : rows) {
    row.codes.fill(99);
    row.not_covered = 99;
  }
  BatchEncoder(questionnaire, encoding).encode(applicants, rows);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const Features expected = encode(questionnaire, encoding, applicants[row]);
    ASSERT_EQ(rows[row].codes, expected.codes) << "row " << row;
    ASSERT_EQ(rows[row].not_covered, expected.not_covered) << "row " << row;
  }
}

TEST(BatchEncoder, EqualsTheSingleWayOnRandomProgrammes) {
  test::Random random(41);
  for (int round = 0; round < 300; ++round) {
    const Programme programme = test::random_programme(random);
    std::vector<Applicant> applicants(random.below(40));
    for (Applicant& applicant : applicants) {
      applicant = random.chance(500) ? test::random_applicant(programme, random)
                                     : test::random_covered_applicant(programme, random);
    }
    expect_single_codes(programme.questionnaire, programme.encoding, applicants);
  }
}

/// Both neighbours of every number that something changes at, the numbers' ends and no answer.
std::vector<Applicant> around(const FeatureEncoding& feature) {
  std::vector<Applicant> applicants = {Applicant{}};
  applicants[0].values[0] = kMissing;
  std::vector<std::int64_t> places(feature.cuts.begin(), feature.cuts.end());
  constexpr auto kEnds = std::numeric_limits<std::int32_t>();
  places.insert(places.end(), {feature.minimum_seen, feature.maximum_seen, kEnds.min(), kEnds.max(), 0});
  for (const std::int64_t place : places) {
    for (std::int64_t value = place - 2; value <= place + 2; ++value) {
      // The lowest number of all stands for no answer.
      if (value <= kEnds.min() || value > kEnds.max()) continue;
      applicants.emplace_back().values[0] = static_cast<std::int32_t>(value);
    }
  }
  return applicants;
}

TEST(BatchEncoder, CutsWhereTheSingleWayDoes) {
  constexpr std::int32_t kLow = std::numeric_limits<std::int32_t>::min() + 1;
  constexpr std::int32_t kHigh = std::numeric_limits<std::int32_t>::max();
  const std::vector<std::vector<std::int32_t>> cuts = {
      {},
      {7},
      {20, 21, 22, 40},
      // A bucket more than fits at one number each, and the first that holds two.
      {0, 1'022},
      {0, 1'023},
      {0, 1'024},
      // Many within one bucket, and at its borders.
      {-100'000, 1'000, 1'001, 1'002, 1'003, 1'004, 900'000},
      {0, 1, 2, 3, 4, 5, 5'000},
      {0, 1, 2, 3, 4, 5, 6, 7, 8, 2'045, 2'046, 2'047, 2'048},
      {kLow, kHigh - 1},
      {kLow, -1, 0, 1, kHigh - 2, kHigh - 1},
  };
  Questionnaire questionnaire;
  questionnaire.questions.emplace_back().kind = QuestionKind::number;
  for (std::size_t index = 0; index < cuts.size(); ++index) {
    SCOPED_TRACE("cuts " + std::to_string(index));
    FeatureEncoding feature;
    feature.cuts = cuts[index];
    feature.minimum_seen = cuts[index].empty() ? -3 : cuts[index].front();
    feature.maximum_seen = cuts[index].empty() ? 3 : cuts[index].back() + 1;
    for (const bool missing_seen : {false, true}) {
      feature.missing_seen = missing_seen;
      expect_single_codes(questionnaire, {feature}, around(feature));
    }
  }
}

TEST(BatchEncoder, TakesAsManyCutsAndOptionsAsThereMayBe) {
  FeatureEncoding feature;
  for (std::int32_t cut = 0; cut + 1 < static_cast<std::int32_t>(kMaxCodes); ++cut) feature.cuts.push_back(cut * cut);
  feature.maximum_seen = 100'000;
  Questionnaire questionnaire;
  questionnaire.questions.emplace_back().kind = QuestionKind::number;
  expect_single_codes(questionnaire, {feature}, around(feature));

  FeatureEncoding choice;
  for (std::size_t option = 0; option < kMaxOptions; ++option) {
    choice.option_codes.push_back(static_cast<std::uint8_t>(option == 5 ? 0 : 1 + option % kMaxCodes));
  }
  questionnaire.questions[0].kind = QuestionKind::choice;
  std::vector<Applicant> applicants(kMaxOptions + 1);
  for (std::size_t option = 0; option < kMaxOptions; ++option) {
    applicants[option].values[0] = static_cast<std::int32_t>(option);
  }
  applicants[kMaxOptions].values[0] = kMissing;
  expect_single_codes(questionnaire, {choice}, applicants);
}

}  // namespace
}  // namespace prescore
