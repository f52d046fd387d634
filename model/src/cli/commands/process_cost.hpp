// What a command has cost so far.
#pragma once

namespace prescore {

struct ProcessCost {
  /// Of all threads together.
  double processor_seconds = 0.0;
  /// Memory in real use at its most, millions of bytes.
  double peak_memory_mb = 0.0;
};

[[nodiscard]] ProcessCost process_cost();

}  // namespace prescore
