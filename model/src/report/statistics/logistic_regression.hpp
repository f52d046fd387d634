// Logistic regression.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace prescore {

/// Coefficients by iteratively reweighted least squares (McCullagh, Nelder, "Generalized Linear Models", 1989,
/// section 4.4): the intercept first, then one per column. `rows` holds `columns` values for each row, row by row;
/// `defaulted` has an entry for each row. A small ridge penalty, 1e-6, keeps columns without information at 0.
/// Stops when no coefficient moves by 1e-9, or after 50 steps: if the columns separate the outcomes perfectly, the
/// coefficients grow without end.
[[nodiscard]] std::vector<double> fit_logistic(std::span<const double> rows, std::size_t columns,
                                               std::span<const std::uint8_t> defaulted);

}  // namespace prescore
