#include "trees/binning.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "model/training/support.hpp"
#include "trees/cells.hpp"

namespace prescore {
namespace {

class Binning : public testing::Test {
 protected:
  ProgrammeFolder folder_ = test::made_up_programme(Method::bagging);
  TrainingRows rows_ = test::made_up_rows(4'000, 21);

  [[nodiscard]] Encoding encode_all() const { return bin_values(rows_, folder_.questionnaire, folder_.settings); }
};

void expect_codes(const FeatureEncoding& feature, const std::array<int, 5>& expected) {
  ASSERT_EQ(feature.option_codes.size(), expected.size());
  for (std::size_t option = 0; option < expected.size(); ++option) {
    EXPECT_EQ(feature.option_codes[option], expected[option]) << option;
  }
}

TEST_F(Binning, PutsUnorderedOptionsInTheOrderOfTheirRisk) {
  // The made-up towns default by 120, 40, 200, 0, 80 in a thousand more than the rest of an applicant says: of so
  // many rows the order cannot be chance.
  rows_ = test::made_up_rows(40'000, 21);
  expect_codes(encode_all()[2], {4, 2, 5, 1, 3});
  folder_.settings.unordered[2] = false;
  expect_codes(encode_all()[2], {1, 2, 3, 4, 5});
}

TEST_F(Binning, TakesAnOptionWithFewRowsForAverage) {
  rows_ = test::made_up_rows(40'000, 21);
  // 20 rows of town 2 are left, all of which defaulted; without the rule it would be the riskiest.
  std::size_t left = 0;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    if (rows_.values[2][row] != 2) continue;
    if (left < 20 && rows_.defaulted[row] == 1) {
      ++left;
    } else {
      rows_.values[2][row] = kMissing;
    }
  }
  ASSERT_EQ(left, 20U);
  const FeatureEncoding town = encode_all()[2];
  EXPECT_LT(town.option_codes[2], town.option_codes[0]);
  EXPECT_GT(town.option_codes[2], town.option_codes[3]);
}

TEST_F(Binning, GivesNoCodeToAnOptionWithoutRows) {
  for (auto& town : rows_.values[2]) town = town == 3 ? 0 : town;
  EXPECT_EQ(encode_all()[2].option_codes[3], 0);
}

TEST_F(Binning, WidensTheCoveredRangeAndNeverNarrowsIt) {
  for (auto& sum : rows_.values[0]) sum = 100 + sum / 2;
  folder_.settings.covered[0] = AnswerRange{0, 300};
  const FeatureEncoding sum = encode_all()[0];
  EXPECT_EQ(sum.minimum_seen, 0);
  EXPECT_GT(sum.maximum_seen, 590);
  EXPECT_GE(sum.cuts.front(), 100);
}

TEST_F(Binning, MakesNoMoreCutsThanTheSettingsAllow) {
  folder_.settings.cuts = 7;
  const FeatureEncoding sum = encode_all()[0];
  ASSERT_EQ(sum.cuts.size(), 7U);
  for (std::size_t cut = 0; cut < 7; ++cut)
    EXPECT_NEAR(sum.cuts[cut], 125.0 * static_cast<double>(cut + 1), 25.0) << cut;
}

TEST_F(Binning, PutsManyDistinctNumbersIntoBinsOfSimilarSize) {
  const FeatureEncoding sum = encode_all()[0];
  ASSERT_EQ(sum.cuts.size(), kMaxCodes - 1);
  std::size_t below_middle = 0;
  for (const auto value : rows_.values[0]) below_middle += value <= sum.cuts[126] ? 1U : 0U;
  EXPECT_NEAR(static_cast<double>(below_middle), 2'000.0, 60.0);
}

TEST_F(Binning, FindsEachVectorOfCodesOnce) {
  const Cells cells = find_cells(rows_, folder_.questionnaire, encode_all());
  ASSERT_EQ(cells.cell_of_row.size(), rows_.size());
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    Applicant applicant;
    for (std::size_t index = 0; index < 4; ++index) applicant.values[index] = rows_.values[index][row];
    const auto codes = encode(folder_.questionnaire, encode_all(), applicant).codes;
    const auto cell = cells.codes_of(cells.cell_of_row[row]);
    ASSERT_TRUE(std::equal(cell.begin(), cell.end(), codes.begin()));
    if (row == 300) break;
  }
  std::set<std::string> stored;
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    std::string codes;
    for (const std::uint8_t code : cells.codes_of(cell)) codes += static_cast<char>(code);
    stored.insert(codes);
  }
  EXPECT_EQ(stored.size(), cells.size());
  std::uint64_t counted = 0;
  for (const auto& [repaid, defaulted] : count_outcomes(cells, rows_)) counted += repaid + defaulted;
  EXPECT_EQ(counted, rows_.size());
}

}  // namespace
}  // namespace prescore
