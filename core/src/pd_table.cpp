#include "prescore/pd_table.hpp"

#include <algorithm>

namespace prescore {

std::int32_t PdTable::pd_ppm(std::int32_t score) const noexcept {
  const auto above = std::upper_bound(knots.begin(), knots.end(), score,
                                      [](std::int32_t value, const Knot& knot) { return value < knot.score; });
  if (above == knots.begin()) return knots.front().pd_ppm;
  if (above == knots.end()) return knots.back().pd_ppm;
  const Knot& low = *(above - 1);
  const Knot& high = *above;
  const std::int64_t run = std::int64_t{high.score} - low.score;
  const std::int64_t rise = std::int64_t{high.pd_ppm} - low.pd_ppm;
  return static_cast<std::int32_t>(low.pd_ppm + rise * (std::int64_t{score} - low.score) / run);
}

}  // namespace prescore
