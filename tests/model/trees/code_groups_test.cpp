// A histogram summed from joint codes must equal one that is counted cell by cell.
#include "trees/code_groups.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "support/random.hpp"
#include "trees/tally.hpp"

namespace prescore {
namespace {

/// Random cells whose features have so many codes each; those of `missing` hold missing answers too.
Cells make_cells(const std::vector<std::size_t>& code_counts, const std::vector<bool>& missing, std::size_t cells) {
  test::Random random(21);
  Cells made;
  made.features = code_counts.size();
  made.code_counts = code_counts;
  made.missing_seen = missing;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    for (std::size_t feature = 0; feature < made.features; ++feature) {
      const std::size_t first = missing[feature] ? 0 : 1;
      made.codes.push_back(static_cast<std::uint8_t>(first + random.below(code_counts[feature] + 1 - first)));
    }
  }
  return made;
}

void expect_histograms(const Cells& cells, const CodeGroups& groups) {
  std::vector<RiskTally> joint(groups.bins());
  std::vector<std::array<RiskTally, kMaxCodes + 1>> expected(cells.features);
  for (std::uint32_t cell = 0; cell < cells.size(); ++cell) {
    const RiskTally tally(cell + 1, cell);
    for (std::size_t group = 0; group < groups.size(); ++group) {
      joint.at(groups.offsets()[group] + groups.joint_codes()[cell * groups.size() + group]) += tally;
    }
    for (std::size_t feature = 0; feature < cells.features; ++feature) {
      expected[feature].at(cells.codes_of(cell)[feature]) += tally;
    }
  }
  for (std::size_t feature = 0; feature < cells.features; ++feature) {
    std::array<RiskTally, kMaxCodes + 1> own;
    own.fill(RiskTally(7, 7));
    groups.sum_up(feature, joint, own.data());
    for (std::size_t code = 0; code <= cells.code_counts[feature]; ++code) {
      EXPECT_EQ(own.at(code).rows(), expected[feature].at(code).rows()) << feature << ", code " << code;
      EXPECT_EQ(own.at(code).defaults(), expected[feature].at(code).defaults()) << feature << ", code " << code;
    }
  }
}

TEST(CodeGroups, HoldEveryFeaturesHistogram) {
  const Cells cells = make_cells({53, 253, 5, 2, 3, 2}, {false, true, true, false, false, true}, 5'000);
  const CodeGroups groups(cells);
  // 2 and 3 (a missing one) and 3 and 6 combine to 108 codes, times 53 would be too many.
  EXPECT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups.bins(), 108U + 53U + 254U);
  expect_histograms(cells, groups);
}

TEST(CodeGroups, FillAGroupToItsLastCombination) {
  const Cells cells = make_cells({16, 16, 254}, {false, false, true}, 9'000);
  const CodeGroups groups(cells);
  EXPECT_EQ(groups.bins(), 256U + 255U);
  expect_histograms(cells, groups);
}

TEST(CodeGroups, BeginAGroupWhereAJointCodeWouldNotFitAByte) {
  const Cells cells = make_cells({1, 128, 2}, {false, true, false}, 9'000);
  EXPECT_EQ(CodeGroups(cells).size(), 2U);
  expect_histograms(cells, CodeGroups(cells));
}

TEST(CodeGroups, AcceptAFeatureWithoutAnyAnswer) {
  const Cells cells = make_cells({1, 0, 4}, {false, true, false}, 100);
  expect_histograms(cells, CodeGroups(cells));
}

}  // namespace
}  // namespace prescore
