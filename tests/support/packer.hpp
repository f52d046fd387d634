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

/// What stands before the content of a section: the id, the revision, and the size of the content.
void put_opening(Bytes& out, std::string_view id, std::size_t size, std::uint8_t revision = 1);

/// A whole section.
void put_section(Bytes& out, Section section, const Bytes& content, std::uint8_t revision = 1);

/// The content of a section of `programme`.
[[nodiscard]] Bytes content_of(Section section, const Programme& programme);

/// The sections before `section`, of `programme`.
[[nodiscard]] Bytes payload_before(Section section, const Programme& programme);

/// All sections, the data where the programme has some.
[[nodiscard]] Bytes payload_of(const Programme& programme);

/// The header that fits `payload`, and `payload`.
[[nodiscard]] Bytes file_of(const Bytes& payload);

/// The whole file.
[[nodiscard]] Bytes packed_file_of(const Programme& programme);

}  // namespace prescore::test
