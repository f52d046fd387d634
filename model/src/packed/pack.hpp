// Programme -> packed model file. The reader is in core: prescore/packed.hpp.
#pragma once

#include <cstdint>
#include <vector>

#include "prescore/programme.hpp"

namespace prescore {

/// Writes the packed form of a programme that passed `check`. `read_packed` returns an equal programme.
[[nodiscard]] std::vector<std::uint8_t> pack(const Programme& programme);

}  // namespace prescore
