// How far the scores of the applicants moved from the first month to the last.
#pragma once

#include <cstddef>
#include <optional>

#include "training/held_out_rows.hpp"

namespace prescore {

/// The population stability index of the held-out scores of the last month against the first, in ten bands of equal
/// size (Siddiqi, "Credit risk scorecards", 2006, chapter 8). It sees who applies, not how often they default, so a
/// moving base rate escapes it. Nothing where there are fewer than two months, or fewer than ten scores in either.
[[nodiscard]] std::optional<double> score_stability(const HeldOutRows& held_out, std::size_t rows);

}  // namespace prescore
