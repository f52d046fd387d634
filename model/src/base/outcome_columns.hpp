// The columns that say when an application came and whether it defaulted.
#pragma once

#include <string>

namespace prescore {

/// A programme's training.json names them, a model keeps them, and a reader of data files looks for them.
struct OutcomeColumns {
  std::string date = "app_date";
  std::string target = "default";
};

}  // namespace prescore
