// Logistic regression.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace prescore {

/// Coefficients by iteratively reweighted least squares (McCullagh, Nelder, "Generalized Linear Models", 1989,
/// section 4.4): the intercept first, then one a column. `rows` holds `columns` values a row, row by row;
/// `defaulted` has an entry for each row. A little of the ridge penalty, 1e-6, holds columns that say nothing at 0.
/// Stops when no coefficient moves by 1e-9, or after 50 steps: where the outcome is split without fault,
/// coefficients grow without end.
[[nodiscard]] std::vector<double> fit_logistic(std::span<const double> rows, std::size_t columns,
                                               std::span<const std::uint8_t> defaulted);

}  // namespace prescore
