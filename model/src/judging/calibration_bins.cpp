#include "judging/calibration_bins.hpp"

#include <algorithm>

#include "judging/ranking.hpp"
#include "prescore/pd_table.hpp"

namespace prescore {

std::vector<CalibrationBin> calibration_bins(std::span<const ScoredOutcome> scored_outcomes, std::size_t bins) {
  const std::vector<Tie> ties = ties_of(scored_outcomes);
  std::vector<CalibrationBin> described;
  auto tie = ties.begin();
  std::uint64_t tie_end = ties.empty() ? 0 : tie->rows();
  for (std::size_t bin = 0; bin < bins; ++bin) {
    const std::uint64_t begin = bin * scored_outcomes.size() / bins;
    const std::uint64_t end = (bin + 1) * scored_outcomes.size() / bins;
    if (begin == end) continue;
    CalibrationBin one{end - begin, 0.0, 0.0};
    // A tie that lies in two bins gives each its share of the defaults.
    for (std::uint64_t row = begin; row < end;) {
      while (tie_end <= row) tie_end += (++tie)->rows();
      const std::uint64_t next = std::min(end, tie_end);
      const auto rows = static_cast<double>(next - row);
      one.defaults += rows * share_of(tie->defaulters, tie->rows());
      one.mean_pd += rows * tie->risk / kWholePpm;
      row = next;
    }
    one.mean_pd /= static_cast<double>(one.rows);
    described.push_back(one);
  }
  return described;
}

}  // namespace prescore
