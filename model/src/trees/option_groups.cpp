// Terms. An option is *rare* if it has fewer than `least_rows` rows.
// Steps. 1. Every other option has a group of its own; all rare options share one. 2. All groups are put in the order
// of their shares of defaults. 3. While there are too many, the two neighbours with the fewest rows together join. Why
// this way. The default rate of a city with five rows is chance. If rare cities were put in the order of their rates,
// even smoothed ones, the order of the codes would know the outcomes of the rows: a forest learns that by heart, and
// its figures on held-out rows look good, because their codes know their outcomes too. One group for all of them knows
// nothing. A split of ordered groups is a cut, as for single options (Breiman, Friedman, Olshen, Stone, 1984).
#include "trees/option_groups.hpp"

#include <algorithm>
#include <iterator>

namespace prescore {
namespace {

struct Group {
  std::vector<std::size_t> options;
  OptionCount count;

  void join(const Group& other) {
    options.insert(options.end(), other.options.begin(), other.options.end());
    count.rows += other.count.rows;
    count.defaults += other.count.defaults;
  }
};

std::vector<Group> groups_of_seen(const std::vector<OptionCount>& counts) {
  std::vector<Group> groups;
  for (std::size_t option = 0; option < counts.size(); ++option) {
    if (counts[option].rows > 0) groups.push_back({{option}, counts[option]});
  }
  return groups;
}

/// Whether `a` defaults less often than `b`, in whole numbers.
bool is_safer(const OptionCount& a, const OptionCount& b) { return a.defaults * b.rows < b.defaults * a.rows; }

/// One group of all that `groups` have; none where there are none.
std::vector<Group> joined(const std::vector<Group>& groups) {
  if (groups.empty()) return {};
  Group all;
  for (const Group& group : groups) all.join(group);
  return {all};
}

OptionGroups at_most_the_limit(std::vector<Group> groups) {
  while (groups.size() > kMaxOptionGroups) {
    std::size_t first = 0;
    const auto rows_from = [&](std::size_t index) { return groups[index].count.rows + groups[index + 1].count.rows; };
    for (std::size_t index = 1; index + 1 < groups.size(); ++index) {
      if (rows_from(index) < rows_from(first)) first = index;
    }
    groups[first].join(groups[first + 1]);
    groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(first) + 1);
  }
  OptionGroups options;
  for (Group& group : groups) options.push_back(std::move(group.options));
  return options;
}

}  // namespace

OptionGroups group_by_risk(const std::vector<OptionCount>& counts, std::uint32_t least_rows) {
  std::vector<Group> groups = groups_of_seen(counts);
  if (groups.empty()) return {};
  const auto is_frequent = [&](const Group& group) { return group.count.rows >= least_rows; };
  const auto rare = std::stable_partition(groups.begin(), groups.end(), is_frequent);
  const std::vector<Group> shared = joined({rare, groups.end()});
  groups.erase(rare, groups.end());
  groups.insert(groups.end(), shared.begin(), shared.end());
  // Among equals, the order of the list.
  std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.options < b.options; });
  // A group that is rare itself counts as one of all rows.
  const OptionCount all = joined(groups).front().count;
  const auto known = [&](const Group& group) -> const OptionCount& { return is_frequent(group) ? group.count : all; };
  std::stable_sort(groups.begin(), groups.end(),
                   [&](const Group& a, const Group& b) { return is_safer(known(a), known(b)); });
  return at_most_the_limit(std::move(groups));
}

OptionGroups group_in_order(const std::vector<OptionCount>& counts) {
  return at_most_the_limit(groups_of_seen(counts));
}

}  // namespace prescore
