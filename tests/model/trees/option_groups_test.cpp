#include "trees/option_groups.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/random.hpp"

namespace prescore {
namespace {

using Counts = std::vector<OptionCount>;

/// Options of `rows` rows each, of which `default_rate(option)` in a thousand default.
template <typename Rate>
Counts drawn_counts(std::size_t options, std::uint64_t rows, std::uint64_t seed, Rate default_rate) {
  Random random(seed);
  Counts counts(options);
  for (std::size_t option = 0; option < options; ++option) {
    counts[option].rows = rows;
    for (std::uint64_t row = 0; row < rows; ++row) counts[option].defaults += random.below(1000) < default_rate(option);
  }
  return counts;
}

TEST(GroupByRisk, LeavesFrequentOptionsAloneInTheOrderOfTheirRisk) {
  const Counts counts = {{100, 30}, {0, 0}, {40, 2}, {500, 100}};
  EXPECT_EQ(group_by_risk(counts, 30), (OptionGroups{{2}, {3}, {0}}));
}

TEST(GroupByRisk, PutsAllRareOptionsIntoOneGroup) {
  const Counts counts = {{100, 30}, {5, 1}, {6, 1}, {400, 20}, {7, 2}};
  EXPECT_EQ(group_by_risk(counts, 30), (OptionGroups{{3}, {1, 2, 4}, {0}}));
  EXPECT_EQ(group_by_risk({{5, 1}, {29, 29}}, 30), (OptionGroups{{0, 1}}));
  EXPECT_EQ(group_by_risk({{5, 1}, {30, 30}}, 30), (OptionGroups{{0}, {1}}));
  EXPECT_EQ(group_by_risk({}, 30), OptionGroups{});
}

TEST(GroupByRisk, TakesFewRowsForAverageWhateverBecameOfThem) {
  const OptionGroups middle = {{0}, {2}, {1}};
  for (const std::uint64_t defaults : {0U, 3U, 20U}) {
    EXPECT_EQ(group_by_risk({{500, 20}, {500, 200}, {20, defaults}}, 30), middle) << defaults;
  }
}

TEST(GroupByRisk, LetsTheCodesOfRareOptionsKnowNoOutcome) {
  // Whatever became of the rows of two hundred cities with twenty rows each, their codes are the same.
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Counts counts = drawn_counts(200, 20, seed, [](std::size_t city) { return city % 2 == 0 ? 100U : 500U; });
    EXPECT_EQ(group_by_risk(counts, 30).size(), 1U);
  }
}

TEST(GroupByRisk, FitsAThousandOptionsIntoTheLimitAndLosesNone) {
  const Counts counts = drawn_counts(1'024, 100, 5, [](std::size_t city) { return 50 + city / 2; });
  const OptionGroups groups = group_by_risk(counts, 30);
  EXPECT_EQ(groups.size(), kMaxOptionGroups);
  std::set<std::size_t> options;
  std::size_t count = 0;
  for (const auto& group : groups) {
    options.insert(group.begin(), group.end());
    count += group.size();
  }
  EXPECT_EQ(count, 1'024U);
  EXPECT_EQ(options.size(), 1'024U);
}

TEST(GroupInOrder, JoinsOnlyNeighboursAndOnlyWhereThereAreTooMany) {
  EXPECT_EQ(group_in_order({{1, 1}, {0, 0}, {1, 0}}), (OptionGroups{{0}, {2}}));
  Counts counts(300, {10, 1});
  for (std::size_t option = 0; option < 60; ++option) counts[option].rows = 1;
  const OptionGroups groups = group_in_order(counts);
  ASSERT_EQ(groups.size(), kMaxOptionGroups);
  std::size_t next = 0;
  for (const auto& group : groups) {
    for (const std::size_t option : group) EXPECT_EQ(option, next++);
  }
  EXPECT_EQ(next, 300U);
  EXPECT_EQ(groups.back().size(), 1U);
}

}  // namespace
}  // namespace prescore
