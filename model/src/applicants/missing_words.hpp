// The words that programs and people write where there is no value.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace prescore {

/// One list for numbers, choices and outcomes, in every file.
class MissingWords {
 public:
  /// The words of a programme; without them the built-in list: NA, N/A, NaN, NULL, None, "?", "." and others.
  explicit MissingWords(const std::optional<std::vector<std::string>>& words);

  /// The built-in list, in small letters.
  [[nodiscard]] static std::span<const std::string_view> built_in() noexcept;

  /// Whether `cell` is blank or one of the words, blanks around it aside, in capitals or small letters.
  [[nodiscard]] bool contain(std::string_view cell) const;

  /// Whether a word may be read as a number, as in "-9999": then cells must be compared before they are read.
  [[nodiscard]] bool has_digits() const noexcept { return has_digits_; }

 private:
  /// In small letters.
  std::vector<std::string> words_;
  std::size_t longest_ = 0;
  bool has_digits_ = false;
};

}  // namespace prescore
