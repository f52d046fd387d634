// The cells of a column in a few bins, so that each bin's default rate can be compared.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "csv/csv_dialect.hpp"

namespace prescore {

/// Bins of the numbers of a column, besides the one of missing cells.
inline constexpr std::size_t kNumberBins = 20;

/// Frequent values that have a bin of their own; the others share one.
inline constexpr std::size_t kValueBins = 64;

/// A bin for each cell: numbers in bins of about as many rows each, equal numbers in one bin; other values by value.
/// Missing cells are in bin 0, which may be empty.
struct ColumnBins {
  std::vector<std::uint32_t> bin_of_row;
  std::uint32_t bins = 1;
  /// A cell of each bin, for people; empty for bin 0.
  std::vector<std::string_view> example;
};

enum class BinBy : std::uint8_t {
  /// Cells that are not numbers count as missing.
  number,
  value,
  /// One bin for all cells that are not missing: of dates and of texts only that they are there is comparable.
  presence,
};

/// `cells` must outlive the result.
[[nodiscard]] ColumnBins bin_column(const std::vector<std::string_view>& cells, BinBy by, DecimalMark mark);

}  // namespace prescore
