// Bytes of any encoding that credit files come in -> UTF-8.
//
// A byte order mark decides. Without one, a text with a NUL in every second byte is UTF-16. Other files are read as
// they are while they are ASCII; at the first other byte the 64 KiB from there on decide: what is not UTF-8 and has
// Cyrillic words as windows-1251 writes them is windows-1251. Anything else stays as it is, and the rows that are not
// UTF-8 are errors: a guess would change letters without a word.
#include "csv/csv_decoder.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/byte_words.hpp"

namespace prescore {
namespace {

using Table = std::array<char16_t, 128>;

constexpr Table kWindows1251 = {
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039, 0x040A,
    0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0xFFFD, 0x2122,
    0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6,
    0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456,
    0x0491, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457, 0x0410,
    0x0411, 0x0412, 0x0413, 0x0414, 0x0415, 0x0416, 0x0417, 0x0418, 0x0419, 0x041A, 0x041B, 0x041C, 0x041D,
    0x041E, 0x041F, 0x0420, 0x0421, 0x0422, 0x0423, 0x0424, 0x0425, 0x0426, 0x0427, 0x0428, 0x0429, 0x042A,
    0x042B, 0x042C, 0x042D, 0x042E, 0x042F, 0x0430, 0x0431, 0x0432, 0x0433, 0x0434, 0x0435, 0x0436, 0x0437,
    0x0438, 0x0439, 0x043A, 0x043B, 0x043C, 0x043D, 0x043E, 0x043F, 0x0440, 0x0441, 0x0442, 0x0443, 0x0444,
    0x0445, 0x0446, 0x0447, 0x0448, 0x0449, 0x044A, 0x044B, 0x044C, 0x044D, 0x044E, 0x044F,
};

constexpr Table kWindows1252 = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178, 0x00A0, 0x00A1, 0x00A2, 0x00A3, 0x00A4, 0x00A5, 0x00A6,
    0x00A7, 0x00A8, 0x00A9, 0x00AA, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x00AF, 0x00B0, 0x00B1, 0x00B2, 0x00B3,
    0x00B4, 0x00B5, 0x00B6, 0x00B7, 0x00B8, 0x00B9, 0x00BA, 0x00BB, 0x00BC, 0x00BD, 0x00BE, 0x00BF, 0x00C0,
    0x00C1, 0x00C2, 0x00C3, 0x00C4, 0x00C5, 0x00C6, 0x00C7, 0x00C8, 0x00C9, 0x00CA, 0x00CB, 0x00CC, 0x00CD,
    0x00CE, 0x00CF, 0x00D0, 0x00D1, 0x00D2, 0x00D3, 0x00D4, 0x00D5, 0x00D6, 0x00D7, 0x00D8, 0x00D9, 0x00DA,
    0x00DB, 0x00DC, 0x00DD, 0x00DE, 0x00DF, 0x00E0, 0x00E1, 0x00E2, 0x00E3, 0x00E4, 0x00E5, 0x00E6, 0x00E7,
    0x00E8, 0x00E9, 0x00EA, 0x00EB, 0x00EC, 0x00ED, 0x00EE, 0x00EF, 0x00F0, 0x00F1, 0x00F2, 0x00F3, 0x00F4,
    0x00F5, 0x00F6, 0x00F7, 0x00F8, 0x00F9, 0x00FA, 0x00FB, 0x00FC, 0x00FD, 0x00FE, 0x00FF,
};

constexpr char16_t kReplacement = 0xFFFD;

unsigned char byte_at(std::string_view text, std::size_t place) noexcept {
  return static_cast<unsigned char>(text[place]);
}

void append_utf8(std::string& text, char32_t code) {
  const auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) return add(code);
  if (code < 0x800) {
    add(0xC0 | code >> 6U);
  } else if (code < 0x10000) {
    add(0xE0 | code >> 12U);
    add(0x80 | (code >> 6U & 0x3F));
  } else {
    add(0xF0 | code >> 18U);
    add(0x80 | (code >> 12U & 0x3F));
    add(0x80 | (code >> 6U & 0x3F));
  }
  add(0x80 | (code & 0x3F));
}

void append_from_table(std::string_view bytes, const Table& table, std::string& text) {
  for (std::size_t place = 0; place < bytes.size(); ++place) {
    const unsigned char byte = byte_at(bytes, place);
    append_utf8(text, byte < 0x80 ? byte : table[byte - 0x80U]);
  }
}

bool is_surrogate(char16_t unit, char16_t first) noexcept { return unit >= first && unit < first + 0x400; }

/// Appends whole characters; returns how many bytes they took.
std::size_t append_from_utf16(std::string_view bytes, bool is_big_endian, std::string& text) {
  const auto unit_at = [&](std::size_t place) {
    const auto low = byte_at(bytes, place + (is_big_endian ? 1 : 0));
    const auto high = byte_at(bytes, place + (is_big_endian ? 0 : 1));
    return static_cast<char16_t>(high << 8U | low);
  };
  std::size_t place = 0;
  while (place + 2 <= bytes.size()) {
    const char16_t unit = unit_at(place);
    if (!is_surrogate(unit, 0xD800)) {
      append_utf8(text, is_surrogate(unit, 0xDC00) ? kReplacement : unit);
      place += 2;
      continue;
    }
    if (place + 4 > bytes.size()) break;
    const char16_t next = unit_at(place + 2);
    const bool is_pair = is_surrogate(next, 0xDC00);
    append_utf8(text, is_pair ? 0x10000 + ((unit & 0x3FFU) << 10U) + (next & 0x3FFU) : kReplacement);
    place += is_pair ? 4 : 2;
  }
  return place;
}

/// The place of the first byte that is not ASCII, from `from` on; npos where there is none.
std::size_t find_non_ascii(std::string_view text, std::size_t from) noexcept {
  for (; from + sizeof(std::uint64_t) <= text.size(); from += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + from, sizeof word);
    if ((word & repeated(0x80)) != 0) break;
  }
  for (; from < text.size(); ++from) {
    if (byte_at(text, from) >= 0x80) return from;
  }
  return std::string_view::npos;
}

/// The size of the character that starts at `place`, after its lead byte was seen; 0 where it is broken. `is_cut`: the
/// text ends within it.
std::size_t character_size(std::string_view text, std::size_t place, bool& is_cut) noexcept {
  const unsigned char lead = byte_at(text, place);
  const std::size_t size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  for (std::size_t next = 1; next < size; ++next) {
    if (place + next == text.size()) {
      is_cut = true;
      return 0;
    }
    const unsigned char byte = byte_at(text, place + next);
    if (byte < 0x80 || byte > 0xBF) return 0;
    if (next > 1) continue;
    if ((lead == 0xE0 && byte < 0xA0) || (lead == 0xED && byte > 0x9F) || (lead == 0xF0 && byte < 0x90) ||
        (lead == 0xF4 && byte > 0x8F)) {
      return 0;
    }
  }
  return size;
}

bool is_utf8(std::string_view text, bool may_be_cut) noexcept {
  std::size_t place = 0;
  for (;;) {
    place = find_non_ascii(text, place);
    if (place == std::string_view::npos) return true;
    bool is_cut = false;
    const std::size_t size = character_size(text, place, is_cut);
    if (size == 0) return is_cut && may_be_cut;
    place += size;
  }
}

/// Whether the bytes beyond ASCII are mostly Cyrillic letters of windows-1251 in words, with the small ones in the
/// majority: KOI8-R has small and capital letters the other way round, and Western letters stand alone among ASCII.
bool is_like_windows_1251(std::string_view text) noexcept {
  std::size_t high = 0;
  std::size_t capitals = 0;
  std::size_t small = 0;
  std::size_t in_words = 0;
  for (std::size_t place = 0; place < text.size(); ++place) {
    const unsigned char byte = byte_at(text, place);
    if (byte < 0x80) continue;
    ++high;
    if (byte < 0xC0) continue;
    ++(byte < 0xE0 ? capitals : small);
    in_words += place > 0 && byte_at(text, place - 1) >= 0xC0 ? 1U : 0U;
  }
  return (capitals + small) * 10 >= high * 9 && in_words * 2 >= high && small > capitals;
}

CsvEncoding encoding_without_mark(std::string_view window) noexcept {
  std::size_t zeros_first = 0;
  std::size_t zeros_second = 0;
  for (std::size_t place = 0; place + 1 < window.size(); place += 2) {
    zeros_first += window[place] == '\0' ? 1U : 0U;
    zeros_second += window[place + 1] == '\0' ? 1U : 0U;
  }
  if (zeros_first == 0 && zeros_second * 4 > window.size()) return CsvEncoding::utf16_le;
  if (zeros_second == 0 && zeros_first * 4 > window.size()) return CsvEncoding::utf16_be;
  return CsvEncoding::utf8;
}

}  // namespace

bool is_valid_utf8(std::string_view text) noexcept { return is_utf8(text, false); }

std::size_t CsvDecoder::begin(std::string_view bytes, std::optional<CsvEncoding> stated) {
  const std::string_view window = bytes.substr(0, kSniffedBytes);
  const auto settle = [&](CsvEncoding encoding, std::size_t mark) {
    encoding_ = encoding;
    is_settled_ = true;
    return mark;
  };
  const bool has_mark = window.starts_with("\xEF\xBB\xBF");
  if (stated) {
    const bool is_wide = *stated == CsvEncoding::utf16_le || *stated == CsvEncoding::utf16_be;
    const bool has_wide_mark = window.starts_with("\xFF\xFE") || window.starts_with("\xFE\xFF");
    if (is_wide && has_wide_mark) return settle(window[0] == '\xFF' ? CsvEncoding::utf16_le : CsvEncoding::utf16_be, 2);
    return settle(*stated, has_mark && *stated == CsvEncoding::utf8 ? 3 : 0);
  }
  if (has_mark) return settle(CsvEncoding::utf8, 3);
  if (window.starts_with("\xFF\xFE")) return settle(CsvEncoding::utf16_le, 2);
  if (window.starts_with("\xFE\xFF")) return settle(CsvEncoding::utf16_be, 2);
  const CsvEncoding found = encoding_without_mark(window);
  if (found != CsvEncoding::utf8) return settle(found, 0);
  if (find_non_ascii(window, 0) != std::string_view::npos) settle_on(window);
  return 0;
}

void CsvDecoder::settle_on(std::string_view window) {
  is_settled_ = true;
  const bool is_windows = !is_utf8(window, window.size() == kSniffedBytes) && is_like_windows_1251(window);
  encoding_ = is_windows ? CsvEncoding::windows_1251 : CsvEncoding::utf8;
}

void CsvDecoder::decode(std::string& text, std::size_t from, bool is_last) {
  if (!is_settled_) {
    const std::size_t place = held_.empty() ? find_non_ascii(text, from) : from;
    if (place != std::string::npos) {
      held_.append(text, place);
      text.resize(place);
    }
    if (held_.empty() || (held_.size() < kSniffedBytes && !is_last)) return;
    settle_on(std::string_view(held_).substr(0, kSniffedBytes));
    from = text.size();
    text += held_;
    held_.clear();
  }
  if (encoding_ == CsvEncoding::utf8) return;
  held_.append(text, from);
  text.resize(from);
  std::size_t used = held_.size();
  if (encoding_ == CsvEncoding::windows_1251) {
    append_from_table(held_, kWindows1251, text);
  } else if (encoding_ == CsvEncoding::windows_1252) {
    append_from_table(held_, kWindows1252, text);
  } else {
    used = append_from_utf16(held_, encoding_ == CsvEncoding::utf16_be, text);
  }
  held_.erase(0, used);
  if (is_last && !held_.empty()) append_utf8(text, kReplacement);
}

}  // namespace prescore
