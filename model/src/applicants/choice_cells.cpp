// Terms. A *named row* is one row of cells that means an option: one cell for each column of the question.
// Steps. 1. The cells as they are are looked up among the named rows. 2. If none has them, once more without the blanks
// around them, and with words for missing values as blank cells. 3. Then they are missing, any other value, or unknown.
// Why this way. Up to 64 named rows are compared all at once, one bit each, because which one it is cannot be guessed
// by a processor. Beyond that, a hash table is faster. The second step is rare in files that programs write.
#include "applicants/choice_cells.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "applicants/cell_words.hpp"
#include "base/blanks.hpp"
#include "prescore/applicant.hpp"

namespace prescore {
namespace {

/// So many named rows are compared as the bits of a word.
constexpr std::size_t kMostCompared = 64;

std::uint64_t padded_head_of(std::string_view text) noexcept {
  std::array<char, kCsvPadding> bytes{};
  std::copy_n(text.begin(), std::min(text.size(), bytes.size()), bytes.begin());
  return head_of(bytes.data(), bytes.size());
}

/// The hash of a row of cells grows by one cell: by its size, its first and its last eight bytes.
std::uint64_t add_to_hash(std::uint64_t hash, std::uint64_t head, std::string_view text) noexcept {
  std::uint64_t tail = text.size();
  if (text.size() > sizeof tail) std::memcpy(&tail, text.data() + text.size() - sizeof tail, sizeof tail);
  hash ^= head + (tail ^ text.size()) * 0x9E3779B97F4A7C15U;
  // The last step of MurmurHash3, by Appleby.
  hash = (hash ^ (hash >> 33U)) * 0xFF51AFD7ED558CCDU;
  hash = (hash ^ (hash >> 33U)) * 0xC4CEB9FE1A85EC53U;
  return hash ^ (hash >> 33U);
}

}  // namespace

ChoiceCells::ChoiceCells(const Question& question, std::vector<std::size_t> columns, const MissingWords& missing)
    : missing_(missing), columns_(std::move(columns)), texts_(columns_.size()) {
  for (std::size_t option = 0; option < question.options.size(); ++option) {
    const auto place = static_cast<std::int32_t>(option);
    if (question.options[option].any_other) any_other_ = place;
    for (const std::vector<std::string>& row : question.options[option].rows_of_cells) {
      option_of_row_.push_back(place);
      for (std::size_t column = 0; column < columns_.size(); ++column) {
        const std::string_view text = trimmed(row[column]);
        texts_[column].push_back({padded_head_of(text), text});
      }
    }
  }
  if (option_of_row_.size() > kMostCompared) make_table();
}

void ChoiceCells::make_table() {
  first_of_slot_.assign(std::bit_ceil(2 * option_of_row_.size()), -1);
  next_.assign(option_of_row_.size(), -1);
  // Backwards, so that the first of equal rows is found first.
  for (std::size_t row = next_.size(); row-- > 0;) {
    std::uint64_t hash = 0;
    for (const auto& texts : texts_) hash = add_to_hash(hash, texts[row].head, texts[row].text);
    std::int32_t& first = first_of_slot_[slot_of(hash)];
    next_[row] = first;
    first = static_cast<std::int32_t>(row);
  }
}

/// A bit for each named row that has `cell` in a column. Compares all of them, as which one it is cannot be guessed.
std::uint64_t ChoiceCells::rows_with(std::size_t column, std::string_view cell) const noexcept {
  const std::uint64_t head = head_of(cell.data(), cell.size());
  const std::vector<CellText>& texts = texts_[column];
  std::uint64_t same = 0;
  for (std::size_t row = 0; row < texts.size(); ++row) {
    const CellText& known = texts[row];
    const auto is_same =
        static_cast<std::uint64_t>(known.head == head) & static_cast<std::uint64_t>(known.text.size() == cell.size());
    same |= is_same << row;
  }
  if (cell.size() <= sizeof head) return same;
  for (std::uint64_t left = same; left != 0; left &= left - 1) {
    if (texts[static_cast<std::size_t>(std::countr_zero(left))].text != cell) same &= ~(left & -left);
  }
  return same;
}

/// The option of the named row whose cells are those that `cell_of(column)` returns, or -1.
template <typename CellOf>
std::int32_t ChoiceCells::find(CellOf cell_of) const noexcept {
  if (!first_of_slot_.empty()) return find_in_table(cell_of);
  std::uint64_t rows = ~std::uint64_t{0};
  for (std::size_t column = 0; column < texts_.size(); ++column) rows &= rows_with(column, cell_of(column));
  // Bits beyond the named rows are set only if there is no column, which cannot be.
  return rows == 0 ? -1 : option_of_row_[static_cast<std::size_t>(std::countr_zero(rows))];
}

template <typename CellOf>
std::int32_t ChoiceCells::find_in_table(CellOf cell_of) const noexcept {
  std::uint64_t hash = 0;
  for (std::size_t column = 0; column < texts_.size(); ++column) {
    const std::string_view cell = cell_of(column);
    hash = add_to_hash(hash, head_of(cell.data(), cell.size()), cell);
  }
  for (std::int32_t row = first_of_slot_[slot_of(hash)]; row >= 0; row = next_[static_cast<std::size_t>(row)]) {
    bool is_same = true;
    for (std::size_t column = 0; column < texts_.size(); ++column) {
      is_same = is_same && texts_[column][static_cast<std::size_t>(row)].text == cell_of(column);
    }
    if (is_same) return option_of_row_[static_cast<std::size_t>(row)];
  }
  return -1;
}

Result<std::int32_t, IssueCode> ChoiceCells::read(const CellTexts& cells) const {
  bool is_empty = true;
  for (const std::size_t column : columns_) is_empty = is_empty && cells[column].empty();
  if (is_empty) return kMissing;
  const std::int32_t option = find([&](std::size_t column) { return cells[columns_[column]]; });
  return option >= 0 ? Result<std::int32_t, IssueCode>{option} : read_slowly(cells);
}

bool ChoiceCells::is_named(std::size_t column, std::string_view cell) const noexcept {
  return std::any_of(texts_[column].begin(), texts_[column].end(),
                     [&](const CellText& known) { return known.text == cell; });
}

/// No option has exactly these cells.
Result<std::int32_t, IssueCode> ChoiceCells::read_slowly(const CellTexts& cells) const {
  static constexpr std::array<char, kCsvPadding> kBlank{};
  CellTexts cleaned;
  bool is_missing = true;
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    std::string_view cell = trimmed(cells[columns_[column]]);
    if (missing_.contain(cell) && !is_named(column, cell)) cell = {kBlank.data(), 0};
    is_missing = is_missing && cell.empty();
    cleaned.push_back(cell);
  }
  if (is_missing) return kMissing;
  const std::int32_t option = find([&](std::size_t column) { return cleaned[column]; });
  if (option >= 0) return option;
  if (any_other_) return *any_other_;
  return IssueCode::unknown_option;
}

}  // namespace prescore
