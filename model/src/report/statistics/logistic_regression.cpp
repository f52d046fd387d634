#include "report/statistics/logistic_regression.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/logistic.hpp"

namespace prescore {
namespace {

constexpr double kRidge = 1e-6;
constexpr double kSettled = 1e-9;
constexpr int kSteps = 50;

/// A symmetric system of equations: its matrix row by row, its right-hand side.
struct Equations {
  explicit Equations(std::size_t unknowns) : matrix(unknowns * unknowns), right(unknowns) {}

  std::vector<double> matrix;
  std::vector<double> right;
};

/// Solves a positive definite system by Cholesky decomposition, in place.
std::vector<double> solve(Equations&& equations) {
  std::vector<double> matrix = std::move(equations.matrix);
  std::vector<double> right = std::move(equations.right);
  const std::size_t size = right.size();
  const auto at = [&](std::size_t row, std::size_t column) -> double& { return matrix[row * size + column]; };
  for (std::size_t row = 0; row < size; ++row) {
    for (std::size_t column = 0; column <= row; ++column) {
      double sum = at(row, column);
      for (std::size_t k = 0; k < column; ++k) sum -= at(row, k) * at(column, k);
      at(row, column) = row == column ? std::sqrt(std::max(sum, 1e-300)) : sum / at(column, column);
    }
    for (std::size_t k = 0; k < row; ++k) right[row] -= at(row, k) * right[k];
    right[row] /= at(row, row);
  }
  for (std::size_t row = size; row-- > 0;) {
    for (std::size_t k = row + 1; k < size; ++k) right[row] -= at(k, row) * right[k];
    right[row] /= at(row, row);
  }
  return right;
}

/// One Newton step from `coefficients`: gradient and curvature of the log likelihood.
Equations newton_equations(std::span<const double> rows, std::size_t columns, std::span<const std::uint8_t> defaulted,
                           const std::vector<double>& coefficients) {
  const std::size_t size = columns + 1;
  Equations equations(size);
  for (std::size_t row = 0; row < defaulted.size(); ++row) {
    const auto input = [&](std::size_t k) { return k == 0 ? 1.0 : rows[row * columns + k - 1]; };
    double sum = 0.0;
    for (std::size_t k = 0; k < size; ++k) sum += coefficients[k] * input(k);
    const double pd = logistic(sum);
    const double weight = pd * (1.0 - pd);
    for (std::size_t i = 0; i < size; ++i) {
      equations.right[i] += ((defaulted[row] == 1 ? 1.0 : 0.0) - pd) * input(i);
      for (std::size_t j = 0; j <= i; ++j) equations.matrix[i * size + j] += weight * input(i) * input(j);
    }
  }
  for (std::size_t k = 0; k < size; ++k) {
    equations.right[k] -= kRidge * coefficients[k];
    equations.matrix[k * size + k] += kRidge;
  }
  return equations;
}

}  // namespace

std::vector<double> fit_logistic(std::span<const double> rows, std::size_t columns,
                                 std::span<const std::uint8_t> defaulted) {
  std::vector<double> coefficients(columns + 1, 0.0);
  for (int step = 0; step < kSteps; ++step) {
    const std::vector<double> change = solve(newton_equations(rows, columns, defaulted, coefficients));
    double largest = 0.0;
    for (std::size_t k = 0; k < change.size(); ++k) {
      coefficients[k] += change[k];
      largest = std::max(largest, std::abs(change[k]));
    }
    if (!(largest > kSettled)) break;
  }
  return coefficients;
}

}  // namespace prescore
