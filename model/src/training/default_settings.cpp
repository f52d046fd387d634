// Terms. A *default* is the value of a key that training.json leaves out.
// Steps. 1. Take what is stated. 2. Fill in the rest for the method: bagging grows few deep trees, boosting many
// shallow ones, with larger leaves the more rows there are. 3. For boosting without a stated depth, make one set of
// settings for each depth of a short list. Why this way. The figures come from six public files of credit data
// (docs/benchmarks.md, "Default settings"). Leaves grow with the rows so that a forest of many rows stays small enough
// for a page. Each of the few depths is right for some data and wrong for others, and the folds that choose between
// them cost less than an analyst's trials.
#include "training/default_settings.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "prescore/reference.hpp"
#include "training/reference.hpp"

namespace prescore {
namespace {

constexpr std::uint64_t kLeavesOfAForest = kMaxExplainedPairs / kReferencePeople / 2;

struct Defaults {
  std::uint32_t trees;
  std::vector<std::uint32_t> depths;
  std::uint64_t leaf_rows;
  std::size_t features_per_split;
};

Defaults defaults_of(Method method, const DataSize& size) {
  const auto root = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(size.questions))));
  if (method == Method::bagging) return {100, {12}, std::clamp<std::uint64_t>(size.rows / 2'000, 1, 200), root};
  const std::size_t half = (size.questions + 1) / 2;
  return {400, {2, 4, 8}, std::clamp<std::uint64_t>(size.rows / 2'000, 5, 200), half};
}

/// All leaves that the depth allows, if there is room for them.
std::uint32_t default_leaves(const TrainingSettings& settings) {
  const std::uint64_t all = std::uint64_t{1} << settings.depth;
  return static_cast<std::uint32_t>(std::max<std::uint64_t>(2, std::min(all, kLeavesOfAForest / settings.trees)));
}

}  // namespace

bool is_left_out(const TrainingSettings& settings, const char* key) {
  return std::find(settings.left_out.begin(), settings.left_out.end(), key) != settings.left_out.end();
}

std::vector<TrainingSettings> settings_to_try(const TrainingSettings& settings, Method method, const DataSize& size) {
  const Defaults defaults = defaults_of(method, size);
  TrainingSettings tried = settings;
  tried.method = method;
  if (is_left_out(settings, "trees")) tried.trees = defaults.trees;
  if (is_left_out(settings, "leaf_rows")) tried.leaf_rows = static_cast<std::uint32_t>(defaults.leaf_rows);
  if (is_left_out(settings, "features_per_split")) {
    tried.features_per_split = static_cast<std::uint32_t>(defaults.features_per_split);
  }
  const bool any_depth = is_left_out(settings, "depth");
  std::vector<TrainingSettings> all;
  for (const std::uint32_t depth : any_depth ? defaults.depths : std::vector<std::uint32_t>{settings.depth}) {
    tried.depth = depth;
    if (is_left_out(settings, "leaves")) tried.leaves = default_leaves(tried);
    // A stated number of leaves may be too many for the default number of trees.
    const std::uint64_t leaves = std::min<std::uint64_t>(tried.leaves, std::uint64_t{1} << depth);
    if (is_left_out(settings, "trees")) {
      tried.trees = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(kLeavesOfAForest / leaves, 1, defaults.trees));
    }
    all.push_back(tried);
  }
  return all;
}

}  // namespace prescore
