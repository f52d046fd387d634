// The results of each possible cut-off: approvals against defaults.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "judging/scored_outcome.hpp"

namespace prescore {

/// What a wrong decision costs, in any unit; both above 0.
struct Costs {
  /// An approved applicant who defaults (a false negative).
  double approved_defaulter = 5.0;
  /// A refused applicant who would have repaid (a false positive).
  double refused_repayer = 1.0;
};

/// Approving every applicant with PD <= `maximum_pd_ppm`. "Positive" is a defaulter: refusing one is a true positive.
struct CutOff {
  std::int32_t maximum_pd_ppm = 0;
  std::uint64_t refused_defaulters = 0;
  std::uint64_t refused_repayers = 0;
  std::uint64_t approved_defaulters = 0;
  std::uint64_t approved_repayers = 0;

  [[nodiscard]] std::uint64_t rows() const noexcept { return approved() + refused(); }
  [[nodiscard]] std::uint64_t approved() const noexcept { return approved_defaulters + approved_repayers; }
  [[nodiscard]] std::uint64_t refused() const noexcept { return refused_defaulters + refused_repayers; }

  // Shares in [0, 1]; 0 for a share of no applicants.
  [[nodiscard]] double approval_rate() const noexcept;
  /// Defaulters among the approved.
  [[nodiscard]] double bad_rate() const noexcept;
  /// Refused among the defaulters.
  [[nodiscard]] double recall() const noexcept;
  /// Defaulters among the refused.
  [[nodiscard]] double precision() const noexcept;
  /// Refused among the repayers: the false positive rate.
  [[nodiscard]] double refused_repayer_rate() const noexcept;
  [[nodiscard]] double accuracy() const noexcept;
  /// Cost of the wrong decisions per applicant.
  [[nodiscard]] double cost(const Costs& costs) const noexcept;
};

/// The fewest of `defaulters` (1 or more) whose refusal is a recall of at least `recall`, in (0, 1].
[[nodiscard]] std::uint64_t defaulters_to_refuse(double recall, std::uint64_t defaulters) noexcept;

/// One cut-off for each PD that occurs, in ascending order: the first approves the fewest, the last everyone.
/// Empty if `scored_outcomes` is empty.
[[nodiscard]] std::vector<CutOff> trade_off(std::span<const ScoredOutcome> scored_outcomes);

/// The results of one cut-off, whether or not an applicant has that PD.
[[nodiscard]] CutOff at_cut_off(std::span<const ScoredOutcome> scored_outcomes, std::int32_t maximum_pd_ppm);

/// At most `size` of the cut-offs, spread evenly over the approval rate, including the first and the last.
/// `size` is 2 or more.
[[nodiscard]] std::vector<CutOff> thinned(std::span<const CutOff> cut_offs, std::size_t size);

}  // namespace prescore
