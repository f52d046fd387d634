// The settings of a forest that training.json leaves out, as far as they follow from the data by a rule.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "trees/settings.hpp"

namespace prescore {

/// What the rules depend on.
struct DataSize {
  std::uint64_t rows = 0;
  std::size_t questions = 0;
};

/// The settings to try for one method, each complete but for the number of boosted trees: what `settings.left_out`
/// names has the default for the method and the size of the data. Boosting tries several depths where none is stated.
/// No forest of theirs has too many leaves to be explained.
[[nodiscard]] std::vector<TrainingSettings> settings_to_try(const TrainingSettings& settings, Method method,
                                                            const DataSize& size);

/// Whether training.json leaves `key` out.
[[nodiscard]] bool is_left_out(const TrainingSettings& settings, const char* key);

}  // namespace prescore
