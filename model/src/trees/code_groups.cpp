#include "trees/code_groups.hpp"

#include <algorithm>
#include <numeric>

namespace prescore {

CodeGroups::CodeGroups(const Cells& cells) : places_(cells.features) {
  const auto codes_of = [&](std::size_t feature) {
    return std::max<std::size_t>(1, cells.code_counts[feature] + (cells.missing_seen[feature] ? 1U : 0U));
  };
  std::vector<std::size_t> order(cells.features);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return codes_of(a) < codes_of(b); });

  std::vector<std::uint32_t> combinations{1};
  for (const std::size_t feature : order) {
    const auto codes = static_cast<std::uint32_t>(codes_of(feature));
    if (std::size_t{combinations.back()} * codes > kMostCombinations) combinations.push_back(1);
    Place& place = places_[feature];
    place.group = static_cast<std::uint32_t>(combinations.size() - 1);
    place.stride = combinations.back();
    place.first = cells.missing_seen[feature] ? 0 : 1;
    place.last = place.first + codes - 1;
    combinations.back() *= codes;
  }
  for (Place& place : places_) place.combinations = combinations[place.group];
  for (const std::uint32_t count : combinations) {
    offsets_.push_back(static_cast<std::uint32_t>(bins_));
    bins_ += count;
  }

  joint_codes_.resize(cells.size() * size());
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    const auto codes = cells.codes_of(cell);
    std::uint8_t* const joint = joint_codes_.data() + cell * size();
    for (std::size_t feature = 0; feature < cells.features; ++feature) {
      const Place& place = places_[feature];
      joint[place.group] =
          static_cast<std::uint8_t>(joint[place.group] + (codes[feature] - place.first) * place.stride);
    }
  }
}

}  // namespace prescore
