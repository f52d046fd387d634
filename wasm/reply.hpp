// What the core answers, as numbers that unpack.ts reads in the same order. The one response shape of the boundary:
// codes cross as their place in the tables of codes.hpp, sets of questions and offers as their bits, names as the
// address and the size of their text.
#pragma once

#include <cstdint>
#include <vector>

#include "prescore/evaluate.hpp"
#include "prescore/model_error.hpp"
#include "prescore/reasons.hpp"

namespace prescore::wasm {

// Each writes one reply of numbers of 32 bits and gives its address, good until the next call into the module.

/// 0, code, section, index, offset.
[[nodiscard]] std::uintptr_t write(const ModelError& error) noexcept;

/// 1, the programme's name, the number of questions; for each its name, the number of its options and their names,
/// and where it has none the unit's name, minimum, maximum, decimals and money (0 or 1); last the number of offers
/// and their names.
[[nodiscard]] std::uintptr_t write(const Programme& programme) noexcept;

/// 1, outcome, basis, questions, offers, and PD in ppm or -1 for none. Or 0 and the issues: their number, and for each
/// its code, index and `Place`.
[[nodiscard]] std::uintptr_t write(const Result<Decision, std::vector<Issue>>& evaluation) noexcept;

/// The same, and after the PD the reasons: how many are against, and for each how many questions it has, each with its
/// factor; how many are in favour, and for each the same; last 1, question, new option or 0 for a number, and whether
/// it changes the outcome, or 0 for no help.
[[nodiscard]] std::uintptr_t write(const Programme& programme,
                                   const Result<ExplainedDecision, std::vector<Issue>>& evaluation) noexcept;

/// 1 and the value scaled by 10^decimals, or an option's index; or 0 and one issue as above.
[[nodiscard]] std::uintptr_t write(std::uint32_t question, const Result<std::int32_t, IssueCode>& reading) noexcept;

}  // namespace prescore::wasm
