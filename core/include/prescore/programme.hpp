// Everything that one programme decides with: what the model file holds, once loaded and checked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "prescore/codes.hpp"
#include "prescore/encoding.hpp"
#include "prescore/forest.hpp"
#include "prescore/pd_table.hpp"
#include "prescore/policy.hpp"
#include "prescore/questionnaire.hpp"
#include "prescore/reference.hpp"

namespace prescore {

struct Programme {
  /// [a-z0-9-]+, for example `instant-card`.
  std::string id;
  Questionnaire questionnaire;
  Encoding encoding;
  Forest forest;
  PdTable pd_table;
  Policy policy;
  Reference reference;
};

/// The parts of a model, in the order of the packed file.
#define PRESCORE_SECTIONS(X) \
  X(header)                  \
  X(questionnaire)           \
  X(encoding)                \
  X(forest)                  \
  X(pd_table)                \
  X(policy)                  \
  X(reference)
enum class Section : std::uint8_t {
#define PRESCORE_ENUMERATOR(name) name,
  PRESCORE_SECTIONS(PRESCORE_ENUMERATOR)
#undef PRESCORE_ENUMERATOR
};

[[nodiscard]] std::string_view name(Section section) noexcept;

/// Where a model is wrong.
struct ModelError {
  ModelErrorCode code = ModelErrorCode::not_a_model;
  Section section = Section::header;
  /// The question, tree, knot or offer within the section, from 0. In the policy the changes come after the offers, in
  /// the reference the vectors after the questions.
  std::uint32_t index = 0;
  /// In a packed file the byte at which reading stopped; 0 for models that were not read from bytes.
  std::uint32_t offset = 0;
};

/// Checks every rule that the types cannot hold: sizes, ranges, order, references between parts, tree shape,
/// sums that cannot overflow, a policy that does not contradict itself. Returns the first violation, or nothing.
/// A programme that passes can be evaluated on any answers without undefined behaviour.
[[nodiscard]] std::optional<ModelError> check(const Programme& programme) noexcept;

}  // namespace prescore
