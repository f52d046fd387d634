// Expected and observed defaults among applicants of similar PD.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "judging/scored_outcome.hpp"

namespace prescore {

/// The customary number.
inline constexpr std::size_t kCalibrationBins = 10;

/// Applicants of similar PD. A bin may end between applicants with the same PD: each of them then counts with the share
/// of defaults among all of them, so that no bin depends on the order of the rows.
struct CalibrationBin {
  std::uint64_t rows = 0;
  /// A sum of shares, in [0, rows].
  double defaults = 0.0;
  double mean_pd = 0.0;

  [[nodiscard]] double bad_rate() const noexcept { return defaults / static_cast<double>(rows); }
};

/// At most `bins` bins of equal size in ascending order of PD, none of them empty. Together they hold every row.
[[nodiscard]] std::vector<CalibrationBin> calibration_bins(std::span<const ScoredOutcome> scored_outcomes,
                                                           std::size_t bins);

}  // namespace prescore
