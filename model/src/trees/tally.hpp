// Sums over the rows of a node, and the rules that compute a leaf's value and the gain of a split from them. Trees of a
// bagged and of a boosted forest differ only in these.
#pragma once

#include <cstdint>
#include <limits>

namespace prescore {

/// Rows and defaults, packed so that a histogram adds both at once. At most 2^32 - 1 rows.
class RiskTally {
 public:
  RiskTally() = default;
  RiskTally(std::uint32_t rows, std::uint32_t defaults) noexcept : packed_((std::uint64_t{rows} << 32U) | defaults) {}

  [[nodiscard]] std::uint64_t rows() const noexcept { return packed_ >> 32U; }
  [[nodiscard]] std::uint64_t defaults() const noexcept { return packed_ & 0xFFFFFFFFU; }

  RiskTally& operator+=(const RiskTally& other) noexcept {
    packed_ += other.packed_;
    return *this;
  }
  RiskTally& operator-=(const RiskTally& other) noexcept {
    packed_ -= other.packed_;
    return *this;
  }

 private:
  std::uint64_t packed_ = 0;
};

/// A leaf is the weighted share of defaults; the best split is the one after which the weighted Gini impurity is lowest
/// (Breiman, Friedman, Olshen, Stone, "Classification and regression trees", 1984, section 4.3.1).
struct RiskRule {
  using Tally = RiskTally;
  static constexpr double kLowest = 0.0;
  static constexpr double kHighest = 1.0;

  double repaid_weight = 1.0;
  double default_weight = 1.0;

  [[nodiscard]] double sum(const Tally& part) const noexcept {
    return default_weight * static_cast<double>(part.defaults());
  }
  [[nodiscard]] double weight(const Tally& part) const noexcept {
    return repaid_weight * static_cast<double>(part.rows() - part.defaults()) + sum(part);
  }
};

/// Negative gradient and hessian of the log loss, in units of 1 / kNewtonScale. Sums of integers are the same in any
/// order, and subtraction is exact.
struct NewtonTally {
  std::int64_t gradient = 0;
  std::int64_t hessian = 0;
  std::uint64_t row_count = 0;

  [[nodiscard]] std::uint64_t rows() const noexcept { return row_count; }

  NewtonTally& operator+=(const NewtonTally& other) noexcept {
    gradient += other.gradient;
    hessian += other.hessian;
    row_count += other.row_count;
    return *this;
  }
  NewtonTally& operator-=(const NewtonTally& other) noexcept {
    gradient -= other.gradient;
    hessian -= other.hessian;
    row_count -= other.row_count;
    return *this;
  }
};

inline constexpr double kNewtonScale = 1 << 20;

/// A leaf is a Newton step in log-odds; the best split lowers the second-order loss most (Chen, Guestrin, "XGBoost: a
/// scalable tree boosting system", 2016, section 2.2, equations 5 to 7, without the fixed cost of a leaf).
struct NewtonRule {
  using Tally = NewtonTally;
  static constexpr double kLowest = -std::numeric_limits<double>::infinity();
  static constexpr double kHighest = std::numeric_limits<double>::infinity();

  /// Added to the hessian of every leaf: pulls small leaves towards no step.
  double ridge = 1.0;

  [[nodiscard]] double sum(const Tally& part) const noexcept {
    return static_cast<double>(part.gradient) / kNewtonScale;
  }
  [[nodiscard]] double weight(const Tally& part) const noexcept {
    return static_cast<double>(part.hessian) / kNewtonScale + ridge;
  }
};

/// The value of a leaf with this tally; 0 if its weight is 0.
template <typename Rule>
[[nodiscard]] double value_of(const Rule& rule, const typename Rule::Tally& part) noexcept {
  const double weight = rule.weight(part);
  return weight > 0.0 ? rule.sum(part) / weight : 0.0;
}

/// The gain of a leaf. The gain of a split is that of its children less that of their parent.
template <typename Rule>
[[nodiscard]] double leaf_gain(const Rule& rule, const typename Rule::Tally& part) noexcept {
  const double weight = rule.weight(part);
  const double sum = rule.sum(part);
  return weight > 0.0 ? sum * sum / weight : 0.0;
}

}  // namespace prescore
