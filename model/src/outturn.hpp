// An applicant with a PD, and what became of them: what every figure of a report is made of.
#pragma once

#include <cstdint>

namespace prescore {

struct Outturn {
  /// In [0, kWholePpm].
  std::int32_t pd_ppm = 0;
  bool defaulted = false;
};

}  // namespace prescore
