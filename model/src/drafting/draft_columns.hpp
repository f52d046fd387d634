// Which columns become questions.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "drafting/draft_question.hpp"

namespace prescore {

struct LeftOutColumn {
  /// Of the file.
  std::size_t column = 0;
  /// For people, to follow the column's name and a colon.
  std::string because;
};

struct DraftColumns {
  /// In the order of the file, at most 32.
  std::vector<DraftQuestion> questions;
  std::vector<LeftOutColumn> left_out;
};

/// Chooses among all columns but the target and the date. `kept` are names of columns that are taken although they may
/// leak. The rules are in draft_columns.cpp.
[[nodiscard]] DraftColumns choose_columns(const FileDescription& file, std::size_t target,
                                          std::optional<std::size_t> date, const std::set<std::string>& kept);

}  // namespace prescore
