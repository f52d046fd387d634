// One question of a drafted programme.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "describing/file_description.hpp"
#include "drafting/names.hpp"

namespace prescore {

struct DraftOption {
  std::string id;
  /// The cell of the file; empty for `any_other`.
  std::string cell;
  bool any_other = false;
};

struct DraftQuestion {
  /// Of the file.
  std::size_t column = 0;
  std::string id;
  /// The column's name, for labels.
  std::string label;
  bool is_number = false;
  bool is_protected = false;

  // A number.
  std::string unit;
  std::vector<std::string> unit_words;
  int decimals = 0;
  bool is_money = false;
  double minimum = 0.0;
  double maximum = 0.0;
  /// What hardly any row is outside of; nothing if it is the whole range.
  std::optional<double> plausible_minimum;
  std::optional<double> plausible_maximum;

  // A choice.
  std::vector<DraftOption> options;
  /// Whether the options are numbers in ascending order.
  bool is_ordered = false;

  /// What an analyst should know about it, one sentence each; may be empty.
  std::vector<std::string> notes;
};

/// A question about a column of numbers; nothing, with the reason in `why_not`, if no question can hold them.
[[nodiscard]] std::optional<DraftQuestion> draft_number(const ColumnDescription& column, std::string& why_not);

/// A question about a column of values; nothing, with the reason, if there are not two options.
[[nodiscard]] std::optional<DraftQuestion> draft_choice(const ColumnDescription& column, std::string& why_not);

}  // namespace prescore
