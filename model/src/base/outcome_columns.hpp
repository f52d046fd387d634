// The columns of a data file that say when an application came and whether it defaulted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"

namespace prescore {

/// A programme's training.json names them, a model keeps them, and a reader of data files looks for them.
struct OutcomeColumns {
  /// Nothing where the file has no dates.
  std::optional<std::string> date = "app_date";
  std::string target = "default";
  /// The cells of `target` that mean a default, and those that mean that it was repaid. Rows with other cells are left
  /// out. Both are empty, or neither: empty, the cells are 1 and 0, and any other cell is an error.
  std::vector<std::string> bad = {};
  std::vector<std::string> good = {};
  /// How the days of `date` are written, where they could be read in two ways.
  DateForm date_form = DateForm::unknown;
};

}  // namespace prescore
