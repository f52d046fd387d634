// Applications in, decisions out, row by row.
#pragma once

#include <cstdint>
#include <istream>
#include <ostream>
#include <string>

#include "prescore/programme.hpp"

namespace prescore {

/// Writes CSV with the columns row,pd,outcome,offer: one line for each row of `input`, in its order, in constant
/// memory. `pd` has six decimals and is empty where the model gives none; `outcome` is the decision's, or the code of
/// the first issue in question order; `offer` is the best open offer, empty where there is none.
/// `source` names the input in messages, `input_bytes` its size for the progress, 0 where unknown.
/// Throws InputError with row and column, FileError where writing fails. Returns the number of rows.
std::uint64_t score_rows(const Programme& programme, std::istream& input, const std::string& source,
                         std::uint64_t input_bytes, std::ostream& output);

}  // namespace prescore
