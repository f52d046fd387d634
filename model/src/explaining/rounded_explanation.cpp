#include "explaining/rounded_explanation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace prescore {
namespace {

constexpr std::int64_t kMillion = 1'000'000;

}  // namespace

RoundedExplanation round_explanation(const Explanation& explanation, std::int32_t leaf_scale,
                                     std::span<const std::size_t> order) {
  const double unit = static_cast<double>(explanation.denominator) * leaf_scale / kMillion;
  const auto to_millionths = [&](std::int64_t sum) { return std::llround(static_cast<double>(sum) / unit); };
  RoundedExplanation rounded;
  rounded.reference_score = to_millionths(explanation.reference_score);
  // Round the running total, not each contribution, so that the rounded contributions add up to the rounded score.
  std::int64_t sum = explanation.reference_score;
  std::int64_t total = rounded.reference_score;
  for (const std::size_t question : order) {
    sum += explanation.contributions[question];
    const std::int64_t next = to_millionths(sum);
    rounded.contributions.push_back(next - total);
    total = next;
  }
  rounded.score = total;
  return rounded;
}

std::vector<std::size_t> strongest_first(const Explanation& explanation, std::size_t questions) {
  std::vector<std::size_t> order(questions);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(explanation.contributions[a]) > std::abs(explanation.contributions[b]);
  });
  return order;
}

std::string decimal_of(std::int64_t millionths, bool plus) {
  const std::int64_t size = std::abs(millionths);
  const std::string rest = std::to_string(size % kMillion);
  const char* const sign = millionths < 0 ? "-" : plus && millionths > 0 ? "+" : "";
  return sign + std::to_string(size / kMillion) + "." + std::string(6 - rest.size(), '0') + rest;
}

}  // namespace prescore
