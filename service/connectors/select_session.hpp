// A connection to a database of the bank with the configured SELECT, prepared.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "service/connectors/connector.hpp"

namespace prescore::service {

/// Why a database did not answer. The text is for the operator of the service: it holds no value of a row.
class SelectFailed : public std::runtime_error {
 public:
  SelectFailed(CallOutcome outcome, const std::string& text) : std::runtime_error(text), outcome_(outcome) {}
  [[nodiscard]] CallOutcome outcome() const noexcept { return outcome_; }

 private:
  CallOutcome outcome_;
};

/// By column; nothing for NULL.
using SelectRow = std::vector<std::optional<std::string>>;

/// As many rows are read at most: two are one too many.
inline constexpr std::size_t kMostRows = 2;

/// Used by one thread at a time. After an exception it must not be used again.
class SelectSession {
 public:
  using Clock = std::chrono::steady_clock;

  SelectSession() = default;
  virtual ~SelectSession() = default;
  SelectSession(const SelectSession&) = delete;
  SelectSession& operator=(const SelectSession&) = delete;

  /// The names of the statement's columns.
  [[nodiscard]] const std::vector<std::string>& columns() const noexcept { return columns_; }

  /// At most `most` rows for a client. Throws SelectFailed, at the latest at the deadline.
  [[nodiscard]] virtual std::vector<SelectRow> find(const std::string& client, std::size_t most,
                                                    Clock::time_point deadline) = 0;

 protected:
  void set_columns(std::vector<std::string> names) { columns_ = std::move(names); }

 private:
  std::vector<std::string> columns_;
};

/// Both open for reading alone and prepare the statement, in which :client stands for the client. Both throw
/// SelectFailed: `wrong_answer` where the statement is not one that such a database takes.
[[nodiscard]] std::unique_ptr<SelectSession> open_sqlite_select(const std::string& file, const std::string& statement,
                                                                SelectSession::Clock::time_point deadline);
/// The connection string holds no password; `password` may be empty.
[[nodiscard]] std::unique_ptr<SelectSession> open_postgres_select(const std::string& connection,
                                                                  const std::string& password,
                                                                  const std::string& statement,
                                                                  SelectSession::Clock::time_point deadline);

}  // namespace prescore::service
