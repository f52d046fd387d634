// The packed model file -> programme. Layout, field by field: docs/model-format.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "prescore/model_error.hpp"
#include "prescore/programme.hpp"
#include "prescore/result.hpp"

namespace prescore {

/// The first bytes of a packed model, then the version, the payload's length and its CRC-32. Files of version 1 are
/// read too.
inline constexpr std::uint8_t kPackedMagic[4] = {'P', 'S', 'C', 'R'};
inline constexpr std::uint32_t kPackedVersion = 2;
inline constexpr std::size_t kPackedHeaderSize = 16;

/// The ids of the sections, in the order of `Section`, which is that of the file; `data` may be left out.
inline constexpr std::string_view kSectionIds[] = {"prog", "ques", "code", "tree", "risk", "poli", "refe", "data"};

/// The highest revision of each section's content that is read, in the same order. Revision 2 of the questionnaire says
/// who answers each question, revision 2 of the policy has the stage, and 3 who decides without client data.
inline constexpr std::uint8_t kSectionRevisions[] = {1, 2, 1, 1, 1, 3, 1, 1};

/// In bytes. Larger files give too_large before anything is allocated.
inline constexpr std::size_t kMaxPackedSize = std::size_t{16} << 20;

class ByteReader;

/// Reads what a page does without, into a programme that was read up to there: who answers each question (`section`:
/// questionnaire), who decides without client data (policy), and the content of the section `data`. For
/// `read_packed_into`.
void read_data(ByteReader& reader, Programme& programme, Section section) noexcept;
using DataReader = void (*)(ByteReader&, Programme&, Section) noexcept;

/// CRC-32 (ISO-HDLC, as in zlib and PNG) of `bytes`.
[[nodiscard]] std::uint32_t crc32(std::span<const std::uint8_t> bytes) noexcept;

/// Reads a packed model. Any bytes are safe. Every count is checked against the bytes that are left before anything is
/// allocated, so memory stays within a hundred times the size of the file. `bytes` are not needed afterwards.
/// Returns the programme, which has passed `check`, or the first error with its section and byte offset.
[[nodiscard]] Result<Programme, ModelError> read_packed(std::span<const std::uint8_t> bytes) noexcept;

/// The same, into an empty programme of the caller: it saves the page the code that moves one. Returns nothing, or the
/// error; the programme is then half read and must not be used. `read_data` is the function of that name, or null: then
/// a programme that asks the bank is refused (asks_the_bank), the content of the section `data` is skipped, and a page
/// does without the code for both.
[[nodiscard]] std::optional<ModelError> read_packed_into(Programme& programme, std::span<const std::uint8_t> bytes,
                                                         DataReader read_data) noexcept;

}  // namespace prescore
