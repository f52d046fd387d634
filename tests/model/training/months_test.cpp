#include "training/months.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace prescore {
namespace {

Date day(int year, unsigned month, unsigned of_month) {
  return Date(std::chrono::year(year), std::chrono::month(month), std::chrono::day(of_month));
}

/// `count` rows on each of these days, every tenth of them a default.
MonthTable table_of(const std::vector<std::pair<Date, int>>& days) {
  std::vector<Date> dates;
  std::vector<std::uint8_t> defaulted;
  for (const auto& [date, count] : days) {
    for (int row = 0; row < count; ++row) {
      dates.push_back(date);
      defaulted.push_back(row % 10 == 0 ? 1 : 0);
    }
  }
  return {dates, defaulted};
}

TEST(MonthTable, CountsRowsAndDefaultsByCalendarMonth) {
  const MonthTable table = table_of({{day(2023, 12, 31), 20}, {day(2024, 1, 1), 30}, {day(2024, 1, 31), 10}});
  ASSERT_EQ(table.months().size(), 2U);
  EXPECT_EQ(iso(table.months()[0]), "2023-12");
  EXPECT_EQ(table.months()[0].defaults, 2U);
  EXPECT_EQ(iso(table.months()[1]), "2024-01");
  EXPECT_EQ(table.months()[1].rows, 40U);
  EXPECT_EQ(table.index_of(day(2024, 1, 15)), 1U);
  EXPECT_FALSE(table.index_of(day(2024, 2, 1)));
}

TEST(MonthTable, SetsDatesFarFromAllOthersAside) {
  const MonthTable table =
      table_of({{day(1900, 1, 1), 3}, {day(2024, 1, 5), 500}, {day(2024, 2, 5), 500}, {day(2099, 12, 31), 1}});
  EXPECT_EQ(table.months().size(), 2U);
  EXPECT_EQ(table.far_off().rows, 4U);
  EXPECT_EQ(table.far_off().earliest, day(1900, 1, 1));
  EXPECT_EQ(table.far_off().latest, day(2099, 12, 31));
}

TEST(MonthTable, KeepsAThinMonthNextToTheOthersAndALargeGroupFarAway) {
  EXPECT_EQ(table_of({{day(2024, 1, 5), 500}, {day(2024, 5, 5), 1}}).far_off().rows, 0U);
  EXPECT_EQ(table_of({{day(2020, 1, 5), 100}, {day(2024, 1, 5), 500}}).months().size(), 2U);
}

TEST(MonthTable, IsEmptyWithoutDates) {
  const MonthTable table({}, {});
  EXPECT_TRUE(table.months().empty());
  EXPECT_EQ(table.far_off().rows, 0U);
}

}  // namespace
}  // namespace prescore
