#include "describing/row_sample.hpp"

#include <algorithm>

#include "base/random.hpp"

namespace prescore {
namespace {

/// More of a cell says nothing about its column.
constexpr std::size_t kLongestCell = 128;

std::size_t bytes_of(std::size_t text, std::size_t cells) noexcept { return text + cells * sizeof(std::uint32_t) + 64; }

}  // namespace

void RowSample::add(std::uint64_t row, const std::vector<std::string_view>& cells) {
  const std::uint64_t hash = mix(row);
  if (hash > limit_) return;
  Row kept{hash, {}, {}};
  kept.ends.reserve(cells.size());
  for (const std::string_view text : cells) {
    kept.text.append(text.substr(0, kLongestCell));
    kept.ends.push_back(static_cast<std::uint32_t>(kept.text.size()));
  }
  bytes_ += bytes_of(kept.text.size(), kept.ends.size());
  rows_.push_back(std::move(kept));
  while (rows_.size() > 1 && (rows_.size() > kMostRowsSampled || bytes_ > kMostBytesSampled)) halve();
}

std::string_view RowSample::cell(std::size_t row, std::size_t column) const noexcept {
  const Row& kept = rows_[row];
  const std::size_t begin = column == 0 ? 0 : kept.ends[column - 1];
  return std::string_view(kept.text).substr(begin, kept.ends[column] - begin);
}

void RowSample::halve() {
  limit_ /= 2;
  std::erase_if(rows_, [this](const Row& row) { return row.hash > limit_; });
  bytes_ = 0;
  for (const Row& row : rows_) bytes_ += bytes_of(row.text.size(), row.ends.size());
}

}  // namespace prescore
