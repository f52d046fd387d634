// What kind of column a summary shows.
#pragma once

#include "describing/file_description.hpp"

namespace prescore {

/// Sets the kind of `column`, its values, and which words count as missing in it. The rules are in column_kind.cpp.
void decide_kind(ColumnDescription& column);

/// Whether the name is that of an identifier, as in "client_id".
[[nodiscard]] bool has_identifier_name(std::string_view name);

/// Whether the name is that of a category, as in "sex" or "region", also if its values are written as numbers.
[[nodiscard]] bool has_category_name(std::string_view name);

}  // namespace prescore
