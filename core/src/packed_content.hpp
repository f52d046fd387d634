// The content of each section of a packed model. Everything is read in its place: vectors take their size at once and
// grow no more, nothing is moved. After an error counts are 0, so nothing more is allocated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "byte_reader.hpp"
#include "prescore/packed.hpp"
#include "prescore/programme.hpp"

namespace prescore {

enum class Version : std::uint8_t { one = 1, two = 2 };
static_assert(static_cast<std::uint32_t>(Version::two) == kPackedVersion);

/// `entries`, still empty, become `size` default ones.
template <typename Entry>
std::vector<Entry>& make(std::vector<Entry>& entries, std::size_t size) noexcept {
  entries = std::vector<Entry>(size);
  return entries;
}

// Each reads one section, or in version 1 what stands for it. What they do not check, `check` does.
void read_questions(ByteReader& reader, Version version, std::vector<Question>& questions) noexcept;
void read_encoding(ByteReader& reader, const Questionnaire& questionnaire, Encoding& encoding) noexcept;
void read_forest(ByteReader& reader, Forest& forest) noexcept;
void read_pd_table(ByteReader& reader, PdTable& table) noexcept;
void read_policy(ByteReader& reader, Version version, const Questionnaire& questionnaire, Policy& policy) noexcept;
/// What revision 2 of the policy adds.
void read_stage(ByteReader& reader, Policy& policy) noexcept;
void read_reference(ByteReader& reader, std::size_t questions, Reference& reference) noexcept;

}  // namespace prescore
