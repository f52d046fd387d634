// Score -> probability of default, from a table: no floating point, no libm.
#pragma once

#include <cstdint>
#include <vector>

namespace prescore {

/// Probabilities are integers in parts per million.
inline constexpr std::int32_t kWholePpm = 1'000'000;

/// Calibration: a line of straight pieces through knots, which never falls. The score that goes in is the forest's, in
/// units of 1 / leaf_scale.
struct PdTable {
  struct Knot {
    std::int32_t score = 0;
    /// In [0, kWholePpm].
    std::int32_t pd_ppm = 0;
  };
  /// At least one; scores strictly ascending, PDs never descending.
  std::vector<Knot> knots;

  /// The PD in ppm, in [0, kWholePpm]: between two knots on the straight line, rounded down; below the first knot and
  /// above the last one the PD of that knot. Any score is allowed.
  [[nodiscard]] std::int32_t pd_ppm(std::int32_t score) const noexcept;
};

}  // namespace prescore
