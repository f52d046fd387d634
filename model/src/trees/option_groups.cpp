// Terms. An option is *rare* if it has fewer than `least_rows` rows. The *smoothed rate* of an option with n rows and d
// defaults is (d + m p) / (n + m), where p is the share of defaults among all rows with rare options, and m is
// `least_rows`: the fewer rows an option has, the nearer it comes to p.
// Steps. 1. Every other option has a group of its own. 2. If the rare options do not differ beyond chance (Pearson's
// chi-square test at 1 %), they share one group. 3. Otherwise they are put in the order of their smoothed rates, and
// neighbours join until each group has `least_rows` rows. 4. All groups are put in the order of their shares of
// defaults. 5. While there are too many, the two neighbours with the fewest rows together join.
// Why this way. The default rate of a city with five rows is chance. A forest that sees every city learns that chance
// by heart, and its held-out figures look good, because the order of the codes knows the outcomes of all rows. The test
// stops that where there is nothing to learn; smoothing keeps the options with the fewest rows from the ends of the
// order. A split of ordered groups is a cut, as for single options (Breiman, Friedman, Olshen, Stone, 1984).
#include "trees/option_groups.hpp"

#include <algorithm>
#include <cmath>
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
bool is_safer(const Group& a, const Group& b) {
  return a.count.defaults * b.count.rows < b.count.defaults * a.count.rows;
}

double share_of_defaults(const std::vector<Group>& groups) {
  OptionCount all;
  for (const Group& group : groups) {
    all.rows += group.count.rows;
    all.defaults += group.count.defaults;
  }
  return static_cast<double>(all.defaults) / static_cast<double>(all.rows);
}

/// Whether the groups differ beyond chance. The bound of chi-square at 1 % is that of Wilson and Hilferty (1931).
bool differ(const std::vector<Group>& groups, double share) {
  constexpr double kNormalBound = 2.326;
  if (share <= 0.0 || share >= 1.0) return false;
  double chi_square = 0.0;
  for (const Group& group : groups) {
    const auto rows = static_cast<double>(group.count.rows);
    const double distance = static_cast<double>(group.count.defaults) - rows * share;
    chi_square += distance * distance / (rows * share * (1.0 - share));
  }
  const double freedom = static_cast<double>(groups.size()) - 1.0;
  const double part = 2.0 / (9.0 * freedom);
  const double root = 1.0 - part + kNormalBound * std::sqrt(part);
  return chi_square > freedom * root * root * root;
}

Group joined(const std::vector<Group>& groups) {
  Group all;
  for (const Group& group : groups) all.join(group);
  return all;
}

/// Step 3.
std::vector<Group> join_neighbours(std::vector<Group> rare, double share, std::uint32_t least_rows) {
  const auto smoothed = [&](const Group& group) {
    return (static_cast<double>(group.count.defaults) + least_rows * share) /
           (static_cast<double>(group.count.rows) + least_rows);
  };
  std::stable_sort(rare.begin(), rare.end(), [&](const Group& a, const Group& b) { return smoothed(a) < smoothed(b); });
  std::vector<Group> groups;
  for (const Group& group : rare) {
    if (groups.empty() || groups.back().count.rows >= least_rows) groups.emplace_back();
    groups.back().join(group);
  }
  if (groups.size() > 1 && groups.back().count.rows < least_rows) {
    groups[groups.size() - 2].join(groups.back());
    groups.pop_back();
  }
  return groups;
}

std::vector<Group> join_rare(const std::vector<Group>& rare, std::uint32_t least_rows) {
  if (rare.size() < 2) return rare;
  const double share = share_of_defaults(rare);
  if (!differ(rare, share)) return {joined(rare)};
  return join_neighbours(rare, share, least_rows);
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
  const auto is_frequent = [&](const Group& group) { return group.count.rows >= least_rows; };
  const auto rare = std::stable_partition(groups.begin(), groups.end(), is_frequent);
  const std::vector<Group> joined = join_rare({rare, groups.end()}, least_rows);
  groups.erase(rare, groups.end());
  groups.insert(groups.end(), joined.begin(), joined.end());
  // Among equals, the order of the list.
  std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.options < b.options; });
  std::stable_sort(groups.begin(), groups.end(), is_safer);
  return at_most_the_limit(std::move(groups));
}

OptionGroups group_in_order(const std::vector<OptionCount>& counts) {
  return at_most_the_limit(groups_of_seen(counts));
}

}  // namespace prescore
