// Features with few codes, counted together: one joint code tells the codes of all features of a group.
#pragma once

#include <cstdint>
#include <vector>

#include "trees/cells.hpp"

namespace prescore {

/// Groups of features such that each group's codes combine to at most kMostCombinations joint codes. A histogram over
/// joint codes takes one addition a group where one over codes takes one a feature, and holds the same: each feature's
/// own histogram is a sum over it. (LightGBM bundles features that exclude each other, which ours do not: Ke et al.,
/// 2017, section 4.)
class CodeGroups {
 public:
  static constexpr std::size_t kMostCombinations = 256;

  /// Takes the features in the order of their number of codes, so that the fewest groups come out.
  explicit CodeGroups(const Cells& cells);

  [[nodiscard]] std::size_t size() const noexcept { return offsets_.size(); }
  /// Of all groups' histograms one after another.
  [[nodiscard]] std::size_t bins() const noexcept { return bins_; }
  /// Where the histogram of each group begins.
  [[nodiscard]] const std::vector<std::uint32_t>& offsets() const noexcept { return offsets_; }
  /// Cell after cell, a joint code a group.
  [[nodiscard]] const std::vector<std::uint8_t>& joint_codes() const noexcept { return joint_codes_; }

  /// A feature's own histogram, by code from the missing one to its last, out of `histogram` over all groups: written
  /// to `own`, which must have room for kMaxCodes + 1 sums.
  template <typename Tally>
  void sum_up(std::size_t feature, const std::vector<Tally>& histogram, Tally* own) const noexcept {
    const Place& place = places_[feature];
    for (std::uint32_t code = 0; code <= place.last; ++code) own[code] = Tally{};
    const Tally* sums = histogram.data() + offsets_[place.group];
    // The feature's code rises every `stride` joint codes and starts anew after its last.
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

  /// One a feature.
  std::vector<Place> places_;
  std::vector<std::uint32_t> offsets_;
  std::vector<std::uint8_t> joint_codes_;
  std::size_t bins_ = 0;
};

}  // namespace prescore
