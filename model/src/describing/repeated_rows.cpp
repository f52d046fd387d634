#include "describing/repeated_rows.hpp"

#include "base/random.hpp"
#include "describing/value_counts.hpp"

namespace prescore {
namespace {

constexpr std::size_t kMostRowsSeen = 500'000;

}  // namespace

void RepeatedRows::add(const std::vector<std::string_view>& cells) {
  std::uint64_t hash = 0;
  for (const std::string_view cell : cells) hash = mix(hash ^ hash_of(cell));
  if (hash > limit_) return;
  ++seen_[hash];
  while (seen_.size() > kMostRowsSeen) {
    limit_ /= 2;
    ++halvings_;
    std::erase_if(seen_, [this](const auto& entry) { return entry.first > limit_; });
  }
}

std::uint64_t RepeatedRows::count() const noexcept {
  std::uint64_t repeated = 0;
  for (const auto& entry : seen_) repeated += entry.second - 1;
  return repeated << halvings_;
}

}  // namespace prescore
