// Writes the packed format straight from docs/model-format.md, rules unchecked: what the reader is tested with.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "prescore/programme.hpp"

namespace prescore::test {

using Bytes = std::vector<std::uint8_t>;

// The building blocks of a payload; each appends.
void put_word(Bytes& out, std::uint32_t value);
void put_varint(Bytes& out, std::uint32_t value);
void put_zigzag(Bytes& out, std::int32_t value);
void put_text(Bytes& out, std::string_view text);

// The sections in the order of the file.
void put_id(Bytes& out, const Programme& programme);
void put_questionnaire(Bytes& out, const Questionnaire& questionnaire);
void put_encoding(Bytes& out, const Programme& programme);
void put_forest(Bytes& out, const Forest& forest);
void put_pd_table(Bytes& out, const PdTable& table);
void put_policy(Bytes& out, const Policy& policy);
void put_changes(Bytes& out, const Programme& programme);
void put_reference(Bytes& out, const Programme& programme);

/// The sections before `section`, of `programme`.
[[nodiscard]] Bytes payload_before(Section section, const Programme& programme);

/// All sections.
[[nodiscard]] Bytes payload_of(const Programme& programme);

/// The header that fits `payload`, and `payload`.
[[nodiscard]] Bytes file_of(const Bytes& payload);

/// The whole file.
[[nodiscard]] Bytes packed_file_of(const Programme& programme);

}  // namespace prescore::test
