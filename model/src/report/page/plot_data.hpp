// Converts lists of a report to the numbers that plots take.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "drawing/plot.hpp"
#include "json/json_place.hpp"

namespace prescore {

[[nodiscard]] inline std::vector<double> numbers(const Json& list) { return list.get<std::vector<double>>(); }

/// The values of one key; null, which stands for a figure of no rows, is left out.
[[nodiscard]] inline std::vector<double> column(const Json& list, const char* key) {
  std::vector<double> values;
  for (const Json& item : list) {
    if (!item[key].is_null()) values.push_back(item[key].get<double>());
  }
  return values;
}

[[nodiscard]] inline std::vector<Point> points_of(const std::vector<double>& x, const std::vector<double>& y) {
  std::vector<Point> points;
  for (std::size_t index = 0; index < x.size(); ++index) points.push_back({x[index], y[index]});
  return points;
}

/// Items without one of the two values are left out.
[[nodiscard]] inline std::vector<Point> points_of(const Json& list, const char* x, const char* y) {
  std::vector<Point> points;
  for (const Json& item : list) {
    if (!item[x].is_null() && !item[y].is_null()) points.push_back({item[x].get<double>(), item[y].get<double>()});
  }
  return points;
}

/// `values` must not be empty; likewise below.
[[nodiscard]] inline double largest(const std::vector<double>& values) {
  return *std::max_element(values.begin(), values.end());
}
[[nodiscard]] inline double smallest(const std::vector<double>& values) {
  return *std::min_element(values.begin(), values.end());
}

[[nodiscard]] inline Axis share_axis(const std::string& label) { return {label, 0.0, 1.0, true, {}}; }

/// An axis with a place for each item of a list, with the text of `key` as its name.
[[nodiscard]] inline Axis named_axis(const Json& list, const char* key) {
  Axis axis{"", -0.6, static_cast<double>(list.size()) - 0.4, false, {}};
  for (const Json& item : list) axis.names.push_back(item[key].get<std::string>());
  return axis;
}

}  // namespace prescore
