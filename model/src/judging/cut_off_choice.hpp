// Chooses the cut-off that meets an analyst's target.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "judging/trade_off.hpp"

namespace prescore {

enum class Criterion : std::uint8_t {
  /// The highest cut-off that still refuses at least this share of the defaulters.
  recall,
  /// The highest cut-off that approves at most this share of the applicants.
  approval_rate,
  /// The cut-off whose wrong decisions cost least; the lowest of several that cost the same.
  cost
};

struct CutOffTarget {
  Criterion criterion = Criterion::recall;
  /// For recall and approval_rate, in (0, 1].
  double share = 0.0;
  /// For cost.
  Costs costs;
};

/// "recall of defaulters at least 0.7", "approval rate at most 0.4", "least cost at 5 : 1".
[[nodiscard]] std::string describe(const CutOffTarget& target);

/// The cut-off among `cut_offs` (as `trade_off` makes them, not empty, both outcomes present) that meets the target
/// and approves someone. If none does, throws InputError, which says what can be reached.
[[nodiscard]] CutOff choose_cut_off(std::span<const CutOff> cut_offs, const CutOffTarget& target);

}  // namespace prescore
