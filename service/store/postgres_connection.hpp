// Connections to PostgreSQL: their settings, how they are opened, and what keeps a server that hangs from hanging us.
//
// Terms: a *limit* is a time. The server keeps to its own limits (lock_timeout, statement_timeout), which end a
// statement with an error. A server that is stopped, or a network that swallows everything, keeps to none: so a
// *deadline* on our side cuts the connection, and the waiting call of libpq returns with an error.
// Why SOCI, and libpq beneath it: reading, releases and migrations take the same statements as SQLite through SOCI. A
// group of decisions goes through libpq's own calls, which take whole columns in binary form (postgres_insert.hpp).
#pragma once

#include <libpq-fe.h>
#include <soci/soci.h>

#include <chrono>
#include <memory>
#include <string>

#include "service/store/database_place.hpp"

namespace prescore::service {

/// PostgreSQL's error for a row that must be there once and is there already.
inline constexpr const char* kUniqueViolation = "23505";

/// The times after which the server gives up, and a little later we.
struct PostgresLimits {
  /// 0: never.
  std::chrono::milliseconds lock{0};
  std::chrono::milliseconds statement{0};
  bool is_read_only = false;
};

/// The connection string of `place` with our settings, the password among them. Throws StoreUnusable where libpq does
/// not understand the place.
[[nodiscard]] std::string connection_text(const DatabasePlace& place, const PostgresLimits& limits);

/// Connects. Throws StoreUnavailable with libpq's reason, which holds no password.
[[nodiscard]] std::unique_ptr<soci::session> open_postgres(const DatabasePlace& place, const PostgresLimits& limits);

/// The connection of libpq beneath a session of PostgreSQL.
[[nodiscard]] PGconn* connection_of(soci::session& session) noexcept;

/// Whether the connection ended, so that the outcome of what ran last may be unknown.
[[nodiscard]] bool is_broken(soci::session& session) noexcept;

/// What the five characters of an error of PostgreSQL mean, with the way to fix it where there is one. PostgreSQL's own
/// texts may quote what was bound to a statement.
[[nodiscard]] std::string postgres_reason(const std::string& state);

/// Cuts the connection if the object still lives after `limit`. A limit of 0 never cuts.
class AnswerDeadline {
 public:
  AnswerDeadline(soci::session& session, std::chrono::milliseconds limit);
  ~AnswerDeadline();
  AnswerDeadline(const AnswerDeadline&) = delete;
  AnswerDeadline& operator=(const AnswerDeadline&) = delete;

  /// The server answered: it has the whole time again.
  void extend();

 private:
  std::chrono::milliseconds limit_;
  /// A second descriptor of the socket: it stays ours when libpq closes its own, whose number may then be another
  /// connection's.
  int socket_ = -1;
};

}  // namespace prescore::service
