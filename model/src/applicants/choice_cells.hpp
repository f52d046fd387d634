// The cells of a choice -> the option that they mean.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "applicants/missing_words.hpp"
#include "prescore/codes.hpp"
#include "prescore/questionnaire.hpp"
#include "prescore/result.hpp"

namespace prescore {

/// A row's cells, as many as the header has; kCsvPadding bytes behind each may be read.
using CellTexts = std::vector<std::string_view>;

class ChoiceCells {
 public:
  /// `columns` are the places of the question's columns. `question` and `missing` must outlive the object.
  ChoiceCells(const Question& question, std::vector<std::size_t> columns, const MissingWords& missing);

  /// The option, kMissing, or `unknown_option`. Blanks around cells do not count. A word for a missing value is a blank
  /// cell, unless an option has that word in that column. Cells of no option mean the option of `any_other`, if the
  /// question has one, unless all of them are missing.
  [[nodiscard]] Result<std::int32_t, IssueCode> read(const CellTexts& cells) const;

  [[nodiscard]] const std::vector<std::size_t>& columns() const noexcept { return columns_; }

 private:
  /// A cell as it is compared: its first eight bytes in one word.
  struct CellText {
    std::uint64_t head = 0;
    std::string_view text;
  };

  template <typename CellOf>
  [[nodiscard]] std::int32_t find(CellOf cell_of) const noexcept;
  template <typename CellOf>
  [[nodiscard]] std::int32_t find_in_table(CellOf cell_of) const noexcept;
  [[nodiscard]] std::uint64_t rows_with(std::size_t column, std::string_view cell) const noexcept;
  [[nodiscard]] bool is_named(std::size_t column, std::string_view cell) const noexcept;
  [[nodiscard]] Result<std::int32_t, IssueCode> read_slowly(const CellTexts& cells) const;
  [[nodiscard]] std::size_t slot_of(std::uint64_t hash) const noexcept { return hash & (first_of_slot_.size() - 1); }
  void make_table();

  const MissingWords& missing_;
  std::vector<std::size_t> columns_;
  /// By column, what each named row has there, without the blanks around it.
  std::vector<std::vector<CellText>> texts_;
  std::vector<std::int32_t> option_of_row_;
  std::optional<std::int32_t> any_other_;
  /// Only for many rows: by slot, the first named row with that hash, or -1.
  std::vector<std::int32_t> first_of_slot_;
  /// By named row, the next one in the same slot, or -1.
  std::vector<std::int32_t> next_;
};

}  // namespace prescore
