// The curve between log-odds and probability.
#pragma once

#include <cmath>

namespace prescore {

/// 1 / (1 + exp(-value)).
[[nodiscard]] inline double logistic(double value) noexcept { return 1.0 / (1.0 + std::exp(-value)); }

}  // namespace prescore
