// What is wrong with a file of clients: counted by column and cause, each with the first lines. No message quotes a
// cell: cells are about people.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/file_error.hpp"
#include "prescore/codes.hpp"
#include "prescore/questionnaire.hpp"
#include "service/clients/client_target.hpp"

namespace prescore::service {

class ClientProblems {
 public:
  /// One more row has `what`; an empty `column` stands for the whole row.
  void add(const std::string& column, const std::string& what, std::uint64_t line);
  void add(const RepeatedClients& repeated, const std::string& column);

  [[nodiscard]] bool empty() const noexcept { return table_.empty(); }

  /// One line for each: `column "score_bki": text that is not a number in 12 rows, first in the lines 17, 90 and 103`
  [[nodiscard]] std::vector<std::string> lines() const;

 private:
  struct Count {
    std::uint64_t rows = 0;
    std::vector<std::uint64_t> first_lines;
  };
  std::map<std::pair<std::string, std::string>, Count> table_;
};

/// What a code means, without the cell: "a number above 100".
[[nodiscard]] std::string cause_of(IssueCode code, const Question& question);
[[nodiscard]] std::string cause_of(const FileProblem& problem);

/// A scaled number as programs write it: "-1.25".
[[nodiscard]] std::string decimal_text(std::int64_t value, unsigned decimals);

}  // namespace prescore::service
