#include "trees/option_groups.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/random.hpp"

namespace prescore {
namespace {

using Counts = std::vector<OptionCount>;

/// How many rows a group has.
std::uint64_t rows_of(const std::vector<std::size_t>& group, const Counts& counts) {
  std::uint64_t rows = 0;
  for (const std::size_t option : group) rows += counts[option].rows;
  return rows;
}

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

TEST(GroupByRisk, PutsRareOptionsThatDifferByChanceIntoOneGroup) {
  const Counts counts = {{100, 30}, {5, 1}, {6, 1}, {400, 20}, {7, 2}};
  EXPECT_EQ(group_by_risk(counts, 30), (OptionGroups{{3}, {1, 2, 4}, {0}}));
}

TEST(GroupByRisk, LearnsNothingFromTwoHundredCitiesOfTheSameRisk) {
  int one_group = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const Counts counts = drawn_counts(200, 10, seed, [](std::size_t) { return 200U; });
    one_group += group_by_risk(counts, 30).size() == 1 ? 1 : 0;
  }
  EXPECT_GE(one_group, 95);
}

TEST(GroupByRisk, TellsRareCitiesApartThatDiffer) {
  // Even cities default by 10 %, odd ones by 50 %.
  const Counts counts = drawn_counts(200, 20, 3, [](std::size_t city) { return city % 2 == 0 ? 100U : 500U; });
  const OptionGroups groups = group_by_risk(counts, 30);
  EXPECT_GT(groups.size(), 50U);
  const auto even = [](const std::vector<std::size_t>& group) {
    return std::count_if(group.begin(), group.end(), [](std::size_t city) { return city % 2 == 0; });
  };
  for (std::size_t index = 0; index < 30; ++index) {
    EXPECT_EQ(even(groups[index]), static_cast<std::ptrdiff_t>(groups[index].size())) << index;
    EXPECT_EQ(even(groups[groups.size() - 1 - index]), 0) << index;
  }
  for (const auto& group : groups) EXPECT_GE(rows_of(group, counts), 30U);
}

TEST(GroupByRisk, KeepsOptionsWithTheFewestRowsFromTheEnds) {
  // The city of one row repaid, but that says less than twenty rows of which one defaulted.
  Counts counts = drawn_counts(40, 20, 4, [](std::size_t city) { return city % 2 == 0 ? 50U : 500U; });
  counts.push_back({1, 0});
  const OptionGroups groups = group_by_risk(counts, 25);
  const auto holds = [](const std::vector<std::size_t>& group) {
    return std::find(group.begin(), group.end(), 40U) != group.end();
  };
  EXPECT_FALSE(holds(groups.front()));
  EXPECT_FALSE(holds(groups.back()));
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
