// The one table of every name that leaves the core: issue codes, model errors, outcomes, bases.
// TypeScript (wasm/types.ts) and the texts are checked against it by tests/wasm/codes.test.ts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace prescore {

// What can be wrong with one answer.
#define PRESCORE_ISSUE_CODES(X) \
  X(missing_answer)             \
  X(unknown_option)             \
  X(not_a_number)               \
  X(not_whole)                  \
  X(below_minimum)              \
  X(above_maximum)              \
  X(unknown_question)           \
  X(duplicate_question)

// What the applicant is told. A preliminary decision: the bank's own check decides.
#define PRESCORE_OUTCOMES(X) \
  X(likely_approval)         \
  X(alternative_offer)       \
  X(manual_review)

// Why: the forest's risk, a rule of the product, or answers that the training data did not hold.
#define PRESCORE_BASES(X) \
  X(risk)                 \
  X(eligibility)          \
  X(not_covered)

// Why a model is refused.
#define PRESCORE_MODEL_ERROR_CODES(X) \
  X(not_a_model)                      \
  X(wrong_version)                    \
  X(too_large)                        \
  X(wrong_checksum)                   \
  X(truncated)                        \
  X(trailing_bytes)                   \
  X(malformed_number)                 \
  X(malformed_name)                   \
  X(duplicate_name)                   \
  X(out_of_range)                     \
  X(not_ascending)                    \
  X(inconsistent_count)               \
  X(broken_tree)                      \
  X(sum_overflow)                     \
  X(contradictory_policy)

#define PRESCORE_ENUMERATOR(name) name,

enum class IssueCode : std::uint8_t { PRESCORE_ISSUE_CODES(PRESCORE_ENUMERATOR) };
enum class Outcome : std::uint8_t { PRESCORE_OUTCOMES(PRESCORE_ENUMERATOR) };
enum class Basis : std::uint8_t { PRESCORE_BASES(PRESCORE_ENUMERATOR) };
enum class ModelErrorCode : std::uint8_t { PRESCORE_MODEL_ERROR_CODES(PRESCORE_ENUMERATOR) };

#undef PRESCORE_ENUMERATOR

/// How many outcomes there are.
inline constexpr std::size_t kOutcomeCount = static_cast<std::size_t>(Outcome::manual_review) + 1;

/// The name as written in the table above; it is also the name in JSON, CSV and TypeScript.
[[nodiscard]] std::string_view name(IssueCode code) noexcept;
[[nodiscard]] std::string_view name(Outcome outcome) noexcept;
[[nodiscard]] std::string_view name(Basis basis) noexcept;
[[nodiscard]] std::string_view name(ModelErrorCode code) noexcept;

}  // namespace prescore
