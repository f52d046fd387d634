#include "split_search.hpp"

#include <array>

namespace prescore {
namespace {

using Histogram = std::array<Tally, kMaxCodes + 1>;

/// The part of the Gini impurity that a split changes, negated: larger is purer.
double purity(const Tally& part, double default_weight) noexcept {
  const double risk = part.risk(default_weight);
  return risk * risk * part.weight(default_weight);
}

bool follows(RiskDirection direction, const Split& split, double default_weight) noexcept {
  const double rise = split.right.risk(default_weight) - split.left.risk(default_weight);
  if (direction == RiskDirection::falls) return rise <= 0.0;
  if (direction == RiskDirection::rises) return rise >= 0.0;
  return true;
}

/// Looks through the cuts of one feature, with the missing answers on one side.
class CutScan {
 public:
  CutScan(const Histogram& histogram, std::size_t codes, const Tally& node, const TrainingSettings& settings,
          std::uint8_t feature) noexcept
      : histogram_(histogram), codes_(codes), node_(node), settings_(settings), feature_(feature) {}

  void scan(std::uint8_t first) noexcept {
    Split split;
    split.feature = feature_;
    split.first = first;
    if (first == 0) split.left = histogram_[kMissingCode];
    const double before = purity(node_, settings_.default_weight);
    for (std::size_t last = 1; last < codes_; ++last) {
      split.left += histogram_[last];
      split.right = node_;
      split.right -= split.left;
      split.last = static_cast<std::uint8_t>(last);
      if (split.left.rows < settings_.leaf_rows || split.right.rows < settings_.leaf_rows) continue;
      split.gain =
          purity(split.left, settings_.default_weight) + purity(split.right, settings_.default_weight) - before;
      if (histogram_[last].rows > 0 && split.gain > best_gain() &&
          follows(direction(), split, settings_.default_weight)) {
        best_ = split;
      }
    }
  }

  [[nodiscard]] const std::optional<Split>& best() const noexcept { return best_; }

 private:
  /// Rounding leaves splits that change nothing with a gain next to zero: they are not worth a node.
  [[nodiscard]] double best_gain() const noexcept { return best_ ? best_->gain : 1e-9; }
  [[nodiscard]] RiskDirection direction() const noexcept { return settings_.directions[feature_]; }

  const Histogram& histogram_;
  std::size_t codes_;
  Tally node_;
  const TrainingSettings& settings_;
  std::uint8_t feature_;
  std::optional<Split> best_;
};

}  // namespace

Tally tally(std::span<const std::uint32_t> cells, const CellCounts& counts) noexcept {
  Tally sum;
  for (const std::uint32_t cell : cells) sum += {counts.rows[cell], counts.defaults[cell]};
  return sum;
}

std::optional<Split> best_split(std::span<const std::uint32_t> node, std::uint8_t feature, const Cells& cells,
                                const CellCounts& counts, const TrainingSettings& settings) noexcept {
  Histogram histogram{};
  const std::vector<std::uint8_t>& codes = cells.codes[feature];
  for (const std::uint32_t cell : node) histogram[codes[cell]] += {counts.rows[cell], counts.defaults[cell]};
  Tally all;
  for (const Tally& bin : histogram) all += bin;
  CutScan scan(histogram, cells.code_counts[feature], all, settings, feature);
  // The heavier side takes missing answers where this node holds none: an applicant without the answer is then
  // treated as most others are.
  scan.scan(1);
  if (histogram[kMissingCode].rows > 0) {
    scan.scan(0);
    return scan.best();
  }
  std::optional<Split> best = scan.best();
  if (best && best->left.rows > best->right.rows) best->first = 0;
  return best;
}

}  // namespace prescore
