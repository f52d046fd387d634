#include "training/months.hpp"

#include <algorithm>
#include <map>

namespace prescore {
namespace {

int number_of(const Date& date) noexcept {
  return 12 * static_cast<int>(date.year()) + static_cast<int>(static_cast<unsigned>(date.month())) - 1;
}

/// Where the date lies in its month, in [0, 1).
double part_of_month(const Date& date) noexcept {
  const auto last = std::chrono::year_month_day_last(date.year(), std::chrono::month_day_last(date.month()));
  return (static_cast<double>(static_cast<unsigned>(date.day())) - 0.5) /
         static_cast<double>(static_cast<unsigned>(last.day()));
}

/// A run of months without a long gap: [begin, end) of a list of months.
struct Group {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint64_t rows = 0;
};

std::vector<Group> groups_of(const std::vector<Month>& months) {
  std::vector<Group> groups;
  for (std::size_t index = 0; index < months.size(); ++index) {
    const bool follows = index > 0 && months[index].number - months[index - 1].number <= kLongestGap + 1;
    if (!follows) groups.push_back({index, index, 0});
    groups.back().end = index + 1;
    groups.back().rows += months[index].rows;
  }
  return groups;
}

}  // namespace

MonthTable::MonthTable(std::span<const Date> dates, std::span<const std::uint8_t> defaulted) {
  std::map<int, Month> by_number;
  for (std::size_t row = 0; row < dates.size(); ++row) {
    Month& month = by_number[number_of(dates[row])];
    month.number = number_of(dates[row]);
    month.time += part_of_month(dates[row]);
    ++month.rows;
    month.defaults += defaulted[row];
  }
  std::vector<Month> all;
  for (auto& [number, month] : by_number) {
    month.time = number + month.time / static_cast<double>(month.rows);
    all.push_back(month);
  }
  const std::vector<Group> groups = groups_of(all);
  const auto most =
      std::max_element(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.rows < b.rows; });
  for (const Group& group : groups) {
    const bool is_far_off = group.begin != most->begin &&
                            static_cast<double>(group.rows) < kFarOffShare * static_cast<double>(dates.size());
    if (is_far_off) continue;
    months_.insert(months_.end(), all.begin() + static_cast<std::ptrdiff_t>(group.begin),
                   all.begin() + static_cast<std::ptrdiff_t>(group.end));
  }
  for (const Date& date : dates) {
    if (index_of(date)) continue;
    ++far_off_.rows;
    if (!far_off_.earliest || date < *far_off_.earliest) far_off_.earliest = date;
    if (!far_off_.latest || date > *far_off_.latest) far_off_.latest = date;
  }
}

std::optional<std::size_t> MonthTable::index_of(const Date& date) const noexcept {
  const int number = number_of(date);
  const auto place = std::lower_bound(months_.begin(), months_.end(), number,
                                      [](const Month& month, int wanted) { return month.number < wanted; });
  if (place == months_.end() || place->number != number) return std::nullopt;
  return static_cast<std::size_t>(place - months_.begin());
}

std::vector<double> MonthTable::times() const {
  std::vector<double> times;
  times.reserve(months_.size());
  for (const Month& month : months_) times.push_back(month.time);
  return times;
}

std::string iso(const Month& month) {
  const auto of_year = static_cast<unsigned>(month.number % 12) + 1U;
  return iso_month(Date(std::chrono::year(month.number / 12), std::chrono::month(of_year), std::chrono::day(1)));
}

}  // namespace prescore
