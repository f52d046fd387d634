// What the cells of one column have in common, from one pass over them, in bounded memory.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "csv/csv_dialect.hpp"
#include "describing/value_counts.hpp"

namespace prescore {

struct NumberSummary {
  std::uint64_t cells = 0;
  double minimum = 0.0;
  double maximum = 0.0;
  /// The most digits behind the decimal mark, zeros at their end left out.
  std::uint8_t decimals = 0;
  std::uint64_t whole = 0;
  std::uint64_t grouped = 0;
  std::uint64_t in_doubt = 0;
  /// Cells with exactly three written decimals: their mark might group as well.
  std::uint64_t with_three_decimals = 0;
  std::uint64_t with_leading_zero = 0;
  std::uint64_t with_unit = 0;
  /// What is written before and behind the number, with counts; a few of them.
  std::map<std::string, std::uint64_t> before;
  std::map<std::string, std::uint64_t> behind;
  /// Whether each number is larger than the one before.
  bool rises = true;
};

struct DateSummary {
  /// Cells that are dates as the tool reads them.
  std::uint64_t cells = 0;
  std::optional<Date> first;
  std::optional<Date> last;
  /// The first cell of each form, by the form (digits as 9, letters as a); a few of them.
  std::map<std::string, std::string> forms;
  /// Cells such as 01/02/2014, which the tool refuses: it may be January or February.
  std::uint64_t in_doubt = 0;
};

class ColumnSummary {
 public:
  explicit ColumnSummary(DecimalMark mark = DecimalMark::unknown) : mark_(mark) {}

  void add(std::string_view cell);

  [[nodiscard]] std::uint64_t rows() const noexcept { return rows_; }
  [[nodiscard]] std::uint64_t blank() const noexcept { return blank_; }
  /// Words that mean "no value", as they are written, with counts.
  [[nodiscard]] const std::map<std::string, std::uint64_t>& missing_words() const noexcept { return missing_words_; }
  [[nodiscard]] std::uint64_t missing_word_rows() const noexcept { return missing_word_rows_; }
  /// All other cells.
  [[nodiscard]] const ValueCounts& values() const noexcept { return values_; }
  [[nodiscard]] std::uint64_t present() const noexcept { return rows_ - blank_ - missing_word_rows_; }
  [[nodiscard]] const NumberSummary& numbers() const noexcept { return numbers_; }
  [[nodiscard]] const DateSummary& dates() const noexcept { return dates_; }
  /// Of the cells that are present, in bytes.
  [[nodiscard]] std::uint64_t longest() const noexcept { return longest_; }
  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }
  [[nodiscard]] std::uint64_t with_blank() const noexcept { return with_blank_; }
  [[nodiscard]] DecimalMark mark() const noexcept { return mark_; }

 private:
  void add_number(std::string_view text);
  void add_date(std::string_view text);
  void add_form(std::string_view text);

  DecimalMark mark_;
  std::uint64_t rows_ = 0;
  std::uint64_t blank_ = 0;
  std::map<std::string, std::uint64_t> missing_words_;
  std::uint64_t missing_word_rows_ = 0;
  ValueCounts values_;
  NumberSummary numbers_;
  double last_number_ = 0.0;
  DateSummary dates_;
  std::uint64_t longest_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t with_blank_ = 0;
};

}  // namespace prescore
