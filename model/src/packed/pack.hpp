// Programme -> packed model file. The reader is in core: prescore/packed.hpp.
#pragma once

#include <cstdint>
#include <vector>

#include "prescore/programme.hpp"

namespace prescore {

/// Whether a file has the section `data`: the columns and cells of data files, which a page does not need.
enum class DataSection : std::uint8_t { included, left_out };

/// Writes the packed form of a programme that passed `check`, in format 2. `read_packed` returns an equal programme;
/// one without data (`Questionnaire::has_data`) where the data was left out, or was not there.
[[nodiscard]] std::vector<std::uint8_t> pack(const Programme& programme, DataSection data = DataSection::included);

}  // namespace prescore
