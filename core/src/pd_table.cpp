#include "prescore/pd_table.hpp"

#include "count_before.hpp"

namespace prescore {

std::int32_t PdTable::pd_ppm(std::int32_t score) const noexcept {
  const std::size_t above = count_before(knots, [&](const Knot& knot) { return knot.score <= score; });
  if (above == 0) return knots.front().pd_ppm;
  if (above == knots.size()) return knots.back().pd_ppm;
  const Knot& low = knots[above - 1];
  const Knot& high = knots[above];
  const std::int64_t run = std::int64_t{high.score} - low.score;
  const std::int64_t rise = std::int64_t{high.pd_ppm} - low.pd_ppm;
  return static_cast<std::int32_t>(low.pd_ppm + rise * (std::int64_t{score} - low.score) / run);
}

}  // namespace prescore
