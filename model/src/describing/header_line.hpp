// Whether the first line of a file names its columns.
#pragma once

#include <string>
#include <vector>

#include "describing/file_description.hpp"

namespace prescore {

/// Why the first line, whose cells are `header`, is probably a row of data; empty if nothing suggests it. `columns` are
/// described without the first line.
[[nodiscard]] std::string why_headless(const std::vector<std::string>& header,
                                       const std::vector<ColumnDescription>& columns);

/// "column_1" for index 0: what a column without a name is called.
[[nodiscard]] std::string default_column_name(std::size_t index);

}  // namespace prescore
