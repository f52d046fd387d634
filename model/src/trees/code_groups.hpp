// Counts features with few codes together.
//
// Terms. A *group* is a set of features. Its *joint code* numbers the combinations of their codes: each feature has a
// *stride*, and the joint code is the sum of code times stride. A *histogram* holds a sum for each joint code.
// Steps. 1. Sort the features by their number of codes. 2. Put each into the current group while its combinations stay
// within 256; else begin a new group. 3. Compute the joint codes of every cell once. 4. While a tree grows, add each
// cell once per group. 5. A feature's own histogram is then a sum over the joint codes of its group. Why this way.
// Adding cells to histograms takes most of the training time. With joint codes a cell needs one addition per group
// instead of one per feature, and a joint code still fits a byte. No information is lost.
#pragma once

#include <cstdint>
#include <vector>

#include "trees/cells.hpp"

namespace prescore {

/// Groups of features with at most kMostCombinations joint codes each. (LightGBM bundles features that exclude each
/// other, which answers to questions do not: Ke et al., 2017, section 4.)
class CodeGroups {
 public:
  static constexpr std::size_t kMostCombinations = 256;

  /// Takes the features in ascending order of their number of codes, which gives few groups.
  explicit CodeGroups(const Cells& cells);

  [[nodiscard]] std::size_t size() const noexcept { return offsets_.size(); }
  /// The length of the histograms of all groups one after another.
  [[nodiscard]] std::size_t bins() const noexcept { return bins_; }
  /// Where the histogram of each group begins.
  [[nodiscard]] const std::vector<std::uint32_t>& offsets() const noexcept { return offsets_; }
  /// Cell after cell, one joint code per group.
  [[nodiscard]] const std::vector<std::uint8_t>& joint_codes() const noexcept { return joint_codes_; }

  /// Writes a feature's own histogram, by code from the missing one to its last, to `own`, which must have room for
  /// kMaxCodes + 1 sums. `histogram` is over all groups.
  template <typename Tally>
  void sum_up(std::size_t feature, const std::vector<Tally>& histogram, Tally* own) const noexcept {
    const Place& place = places_[feature];
    for (std::uint32_t code = 0; code <= place.last; ++code) own[code] = Tally{};
    const Tally* sums = histogram.data() + offsets_[place.group];
    // The feature's code rises every `stride` joint codes and starts again after its last.
    for (std::uint32_t joint = 0; joint < place.combinations;) {
      for (std::uint32_t code = place.first; code <= place.last; ++code) {
        Tally sum = own[code];
        for (const std::uint32_t end = joint + place.stride; joint < end; ++joint) sum += sums[joint];
        own[code] = sum;
      }
    }
  }

 private:
  struct Place {
    std::uint32_t group = 0;
    std::uint32_t stride = 1;
    /// The feature's codes: 0 where answers are missing, else from 1 on.
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    /// Joint codes of the group.
    std::uint32_t combinations = 0;
  };

  /// One per feature.
  std::vector<Place> places_;
  std::vector<std::uint32_t> offsets_;
  std::vector<std::uint8_t> joint_codes_;
  std::size_t bins_ = 0;
};

}  // namespace prescore
