// Which values of a column mean that the applicant defaulted, and which that the loan was repaid.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "describing/value_counts.hpp"

namespace prescore {

struct OutcomeWords {
  std::vector<std::string> bad;
  std::vector<std::string> good;
  /// Values that are neither: their rows have no outcome.
  std::vector<ValueCount> neither;
  std::uint64_t bad_rows = 0;
  std::uint64_t good_rows = 0;
  /// Whether both are known from the words or the name; else only that there are two values.
  bool is_known = false;
  /// Why these are taken as bad and good, for people; empty if they are not known.
  std::string because;
  /// How likely the column is a target at all; 0 if it is not.
  int likelihood = 0;

  [[nodiscard]] double default_rate() const noexcept {
    const std::uint64_t rows = bad_rows + good_rows;
    return rows == 0 ? 0.0 : static_cast<double>(bad_rows) / static_cast<double>(rows);
  }
};

/// Recognises the outcome by well-known values (1 and 0, yes and no, Charged Off and Fully Paid, + and -, good and bad)
/// and by the column's name. `values` are all values of the column, or its most frequent ones.
[[nodiscard]] OutcomeWords recognise_outcome(std::string_view name, const std::vector<ValueCount>& values);

/// The outcome by values that a person names.
[[nodiscard]] OutcomeWords stated_outcome(const std::vector<std::string>& bad, const std::vector<std::string>& good,
                                          const std::vector<ValueCount>& values);

/// Whether the name of a column suggests that 1 and yes mean a default, or that they mean the opposite.
[[nodiscard]] bool has_bad_name(std::string_view name);
[[nodiscard]] bool has_good_name(std::string_view name);

}  // namespace prescore
