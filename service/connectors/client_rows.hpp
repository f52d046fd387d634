// The rows of the table of clients, and what a decision takes from them.
//
// A client has one row for each source: what was loaded from one file of the bank. Of each question the value of the
// newest row that has the question counts.
#pragma once

#include <string>
#include <vector>

#include "service/connectors/connector.hpp"

namespace prescore::service {

struct ClientRow {
  /// The name that the file was loaded under.
  std::string source;
  Moment as_of = 0;
  /// A JSON object of texts by question.
  std::string answers;
};

/// The answers as a row keeps them; `values` have each question once.
[[nodiscard]] std::string answers_text(const std::vector<ClientValue>& values);

/// The values of `questions`: found, not_found where no row has any of them, or wrong_answer where a row is damaged.
/// The sources of the values are joined by "+".
[[nodiscard]] Answered values_of(std::vector<ClientRow> rows, const std::vector<std::string>& questions);

}  // namespace prescore::service
