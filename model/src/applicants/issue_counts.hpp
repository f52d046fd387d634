// Which answers of a file the questionnaire does not take: counted by question and cause, each with an example.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "prescore/codes.hpp"

namespace prescore {

/// The rows whose answer to one question has one issue.
struct IssueCount {
  std::uint64_t rows = 0;
  /// The first of them, and what its cells hold, as in `"RENT"`.
  std::uint64_t first_row = 0;
  std::string example;
};

class IssueCounts {
 public:
  /// By question and cause, in the order of the questionnaire.
  using Table = std::map<std::pair<std::uint32_t, IssueCode>, IssueCount>;

  /// One more row; `make_example` is called if it is the first of its kind.
  template <typename MakeExample>
  void add(std::uint32_t question, IssueCode code, std::uint64_t row, MakeExample make_example) {
    IssueCount& count = table_[{question, code}];
    if (count.rows++ > 0) return;
    count.first_row = row;
    count.example = make_example();
  }

  /// Adds the counts of rows that follow those that are counted here.
  void add(const IssueCounts& later);

  void clear() noexcept { table_.clear(); }
  [[nodiscard]] const Table& table() const noexcept { return table_; }

 private:
  Table table_;
};

}  // namespace prescore
