// An applicant's PD and outcome: every figure of a report is computed from these.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

namespace prescore {

struct ScoredOutcome {
  /// In [0, kWholePpm].
  std::int32_t pd_ppm = 0;
  bool defaulted = false;
};

[[nodiscard]] inline std::uint64_t count_defaults(std::span<const ScoredOutcome> scored_outcomes) noexcept {
  return static_cast<std::uint64_t>(
      std::count_if(scored_outcomes.begin(), scored_outcomes.end(),
                    [](const ScoredOutcome& scored_outcome) { return scored_outcome.defaulted; }));
}

/// In [0, 1]; 0 where `whole` is 0.
[[nodiscard]] inline double share_of(std::uint64_t part, std::uint64_t whole) noexcept {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace prescore
