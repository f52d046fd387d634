// How a column alone stands to the outcome: how much it says, and whether it says more than anything can that was known
// on the day of the application.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "describing/column_bins.hpp"

namespace prescore {

/// Why a column may give the outcome away.
enum class LeakageSign : std::uint8_t {
  none,
  /// It alone separates defaulters from the others nearly perfectly.
  separates,
  /// Many rows with one value or in one range of it all defaulted.
  only_defaults,
  /// Its name is that of something that happens after the decision.
  name,
};

struct OutcomeRelation {
  /// Of this column alone, in [0, 1], measured on rows that its bins' default rates were not taken from; 0.5 says
  /// nothing.
  double auroc = 0.5;
  /// Bits that it tells about the outcome, at least 0, corrected for the number of its bins.
  double information = 0.0;
  LeakageSign sign = LeakageSign::none;
  /// For people: "AUROC 0.998", "31 rows with "Yes": all of them defaulted", "the word "recoveries" in its name".
  std::string because;
};

/// From this AUROC on, one column alone is too good to be true.
inline constexpr double kSuspectAuroc = 0.9;

/// `defaulted` has one entry a row of `bins`, 1 for a default.
[[nodiscard]] OutcomeRelation relate(std::string_view name, const ColumnBins& bins,
                                     const std::vector<std::uint8_t>& defaulted);

/// The word of a column's name that stands for something after the decision, such as a recovery; empty if none does.
[[nodiscard]] std::string word_after_decision(std::string_view name);

}  // namespace prescore
