// Bytes of any encoding that credit files come in -> UTF-8, in whatever pieces they come.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "csv/csv_dialect.hpp"

namespace prescore {

class CsvDecoder {
 public:
  /// Looks at the file's first kSniffedBytes, or all of it. Returns the size of the byte order mark to drop.
  [[nodiscard]] std::size_t begin(std::string_view bytes, std::optional<CsvEncoding> stated);

  /// Replaces the bytes of `text` from `from` on, which follow on those of the last call, by UTF-8. Some may be held
  /// back until the next call, none where `is_last`.
  void decode(std::string& text, std::size_t from, bool is_last);

  [[nodiscard]] CsvEncoding encoding() const noexcept { return encoding_; }

  /// Whether all text so far is ASCII.
  [[nodiscard]] bool is_all_ascii() const noexcept { return !is_settled_; }

 private:
  void settle_on(std::string_view window);

  bool is_settled_ = false;
  CsvEncoding encoding_ = CsvEncoding::utf8;
  /// Bytes that are not decoded yet.
  std::string held_;
};

[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;

}  // namespace prescore
