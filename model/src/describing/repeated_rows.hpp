// How many rows of a file repeat an earlier row, cell by cell, in bounded memory.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace prescore {

/// Counts among the rows whose content has a small hash: all copies of a row are in or out together. Up to half a
/// million different rows are counted exactly, more are estimated from a share of them.
class RepeatedRows {
 public:
  void add(const std::vector<std::string_view>& cells);

  /// Rows that repeat an earlier one.
  [[nodiscard]] std::uint64_t count() const noexcept;
  [[nodiscard]] bool is_estimate() const noexcept { return halvings_ > 0; }

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> seen_;
  std::uint64_t limit_ = ~std::uint64_t{0};
  unsigned halvings_ = 0;
};

}  // namespace prescore
