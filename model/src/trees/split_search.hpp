// The best split of one node on one feature.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "prescore/encoding.hpp"
#include "trees/settings.hpp"
#include "trees/tally.hpp"

namespace prescore {

template <typename Tally>
struct Split {
  std::uint8_t feature = 0;
  /// 0 if missing answers go left, else 1.
  std::uint8_t first = 1;
  /// The last code that goes left.
  std::uint8_t last = 1;
  /// How much the split raises the gain of the leaves; above 0.
  double gain = 0.0;
  Tally left;
  Tally right;
};

/// The rows of one node by the codes of one feature.
template <typename Tally>
struct FeatureView {
  std::uint8_t feature = 0;
  /// Sums by code, the missing code first.
  std::span<const Tally> by_code;
  /// No row of the node has a code from 1 to `low` - 1, nor one above `high`.
  std::uint8_t low = 1;
  std::uint8_t high = 1;
  RiskDirection direction = RiskDirection::free;
};

/// Tries the cuts of one feature, with the missing answers on one side.
template <typename Rule>
class CutScan {
 public:
  using Tally = typename Rule::Tally;

  CutScan(const Rule& rule, const FeatureView<Tally>& view, const Tally& node, std::uint64_t leaf_rows) noexcept
      : rule_(rule), view_(view), node_(node), leaf_rows_(leaf_rows), before_(leaf_gain(rule, node)) {}

  void scan(std::uint8_t first) noexcept {
    const Tally& missing = view_.by_code[kMissingCode];
    Tally left = first == 0 ? missing : Tally{};
    // If all answers go left, only the missing ones remain for the right.
    const std::size_t codes = view_.by_code.size() - 1;
    const bool missing_alone = first == 1 && missing.rows() > 0 && view_.high < codes;
    const std::size_t end = missing_alone ? view_.high + std::size_t{1} : view_.high;
    for (std::size_t last = view_.low; last < end; ++last) {
      const Tally& here = view_.by_code[last];
      if (here.rows() == 0) continue;
      left += here;
      if (left.rows() < leaf_rows_) continue;
      if (node_.rows() - left.rows() < leaf_rows_) return;
      Tally right = node_;
      right -= left;
      const double gain = leaf_gain(rule_, left) + leaf_gain(rule_, right) - before_;
      if (gain > best_gain() && follows(left, right)) {
        best_ = Split<Tally>{view_.feature, first, static_cast<std::uint8_t>(last), gain, left, right};
      }
    }
  }

  [[nodiscard]] const std::optional<Split<Tally>>& best() const noexcept { return best_; }

 private:
  /// Rounding gives splits that change nothing a gain slightly above zero. Those are not made.
  [[nodiscard]] double best_gain() const noexcept { return best_ ? best_->gain : 1e-9; }

  [[nodiscard]] bool follows(const Tally& left, const Tally& right) const noexcept {
    if (view_.direction == RiskDirection::free) return true;
    const double rise = value_of(rule_, right) - value_of(rule_, left);
    return view_.direction == RiskDirection::rises ? rise >= 0.0 : rise <= 0.0;
  }

  const Rule& rule_;
  const FeatureView<Tally>& view_;
  const Tally& node_;
  std::uint64_t leaf_rows_;
  double before_;
  std::optional<Split<Tally>> best_;
};

/// The best split of a node whose rows sum to `node`; none if no split satisfies leaf size and direction.
template <typename Rule>
[[nodiscard]] std::optional<Split<typename Rule::Tally>> best_split(const Rule& rule,
                                                                    const FeatureView<typename Rule::Tally>& view,
                                                                    const typename Rule::Tally& node,
                                                                    std::uint64_t leaf_rows) noexcept {
  CutScan<Rule> scan(rule, view, node, leaf_rows);
  scan.scan(1);
  if (view.by_code[kMissingCode].rows() > 0) {
    scan.scan(0);
    return scan.best();
  }
  auto best = scan.best();
  // If this node has no missing answers, they go to the side with more rows: an applicant without the answer is then
  // treated like most others.
  if (best && best->left.rows() > best->right.rows()) best->first = 0;
  return best;
}

}  // namespace prescore
