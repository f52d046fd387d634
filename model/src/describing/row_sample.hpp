// Whole rows of a file, chosen evenly, in bounded memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace prescore {

/// Keeps at most so many rows, and at most so many bytes of cells.
inline constexpr std::size_t kMostRowsSampled = 20'000;
inline constexpr std::size_t kMostBytesSampled = std::size_t{48} << 20;

/// Each row is drawn by a hash of its number, so that no pattern in the order of the rows reaches the sample, and a
/// file always gives the same one. If the sample is full, the half with the larger hashes goes, and so on for later
/// rows.
class RowSample {
 public:
  void add(std::uint64_t row, const std::vector<std::string_view>& cells);

  [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
  /// In the order of the file.
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const noexcept;

 private:
  struct Row {
    std::uint64_t hash = 0;
    std::string text;
    std::vector<std::uint32_t> ends;
  };

  void halve();

  std::vector<Row> rows_;
  std::size_t bytes_ = 0;
  std::uint64_t limit_ = ~std::uint64_t{0};
};

}  // namespace prescore
