// The SELECT on PostgreSQL, by libpq.
//
// Everything is sent without waiting and then waited for with `poll`, so that a deadline holds whatever the network
// does. The session is read-only, and its dates are ISO in UTC.
#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "service/connectors/select_session.hpp"

namespace prescore::service {
namespace {

using SelectClock = SelectSession::Clock;

constexpr const char* kName = "client_data";

struct CloseConnection {
  void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
};
using Connection = std::unique_ptr<PGconn, CloseConnection>;

struct ClearResult {
  void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;

/// libpq's messages may quote values of rows and of the connection string. SQLSTATE is enough.
std::string state_of(const PGresult* result) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  return state == nullptr ? "" : state;
}

SelectFailed unreachable() { return {CallOutcome::unreachable, "PostgreSQL cannot be reached"}; }
SelectFailed too_late() { return {CallOutcome::timeout, "PostgreSQL did not answer in time"}; }

/// Waits until the connection can be read, or also written to.
void wait(PGconn* connection, short events, SelectClock::time_point deadline) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - SelectClock::now()).count();
    if (left <= 0) throw too_late();
    pollfd descriptor{PQsocket(connection), events, 0};
    const int ready = poll(&descriptor, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000)));
    if (ready > 0) return;
    if (ready < 0 && errno != EINTR) throw unreachable();
  }
}

Connection connect(const std::string& text, const std::string& password, SelectClock::time_point deadline) {
  const std::array<const char*, 4> keys = {"dbname", "application_name", password.empty() ? nullptr : "password",
                                           nullptr};
  const std::array<const char*, 4> values = {text.c_str(), "prescore-service", password.c_str(), nullptr};
  Connection connection(PQconnectStartParams(keys.data(), values.data(), 1));
  if (!connection || PQstatus(connection.get()) == CONNECTION_BAD) throw unreachable();
  for (PostgresPollingStatusType next = PGRES_POLLING_WRITING; next != PGRES_POLLING_OK;
       next = PQconnectPoll(connection.get())) {
    if (next == PGRES_POLLING_FAILED) throw unreachable();
    wait(connection.get(), next == PGRES_POLLING_READING ? POLLIN : POLLOUT, deadline);
  }
  PQsetnonblocking(connection.get(), 1);
  return connection;
}

/// The parameter :client as PostgreSQL writes it. A type, as in id::client_id, is none.
std::string with_number(const std::string& statement) {
  constexpr std::string_view kClient = ":client";
  std::string text;
  for (std::size_t at = 0; at < statement.size();) {
    const bool is_type = at > 0 && statement[at - 1] == ':';
    if (!is_type && statement.compare(at, kClient.size(), kClient) == 0) {
      text += "$1";
      at += kClient.size();
    } else {
      text += statement[at++];
    }
  }
  return text;
}

class PostgresSelect final : public SelectSession {
 public:
  PostgresSelect(const std::string& text, const std::string& password, const std::string& statement,
                 SelectClock::time_point deadline)
      : connection_(connect(text, password, deadline)) {
    require_sent(PQsendQuery(connection_.get(),
                             "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY; SET datestyle TO 'ISO, YMD';"
                             " SET timezone TO 'UTC'; SET client_encoding TO 'UTF8'"));
    require_ok(result(deadline));
    require_sent(PQsendPrepare(connection_.get(), kName, with_number(statement).c_str(), 0, nullptr));
    const ResultHandle prepared = result(deadline);
    if (PQresultStatus(prepared.get()) == PGRES_FATAL_ERROR && state_of(prepared.get()).starts_with("42")) {
      // The message is about the statement, which the configuration has; no client was named yet.
      throw SelectFailed(CallOutcome::wrong_answer, std::string("PostgreSQL does not take the statement: ") +
                                                        PQresultErrorField(prepared.get(), PG_DIAG_MESSAGE_PRIMARY));
    }
    require_ok(prepared);
    require_sent(PQsendDescribePrepared(connection_.get(), kName));
    const ResultHandle described = result(deadline);
    require_ok(described);
    if (PQnfields(described.get()) == 0)
      throw SelectFailed(CallOutcome::wrong_answer, "the statement must be a SELECT");
    if (PQnparams(described.get()) != 1) {
      throw SelectFailed(CallOutcome::wrong_answer, "the statement must have the parameter :client, outside of quotes");
    }
    std::vector<std::string> names;
    names.reserve(static_cast<std::size_t>(PQnfields(described.get())));
    for (int column = 0; column < PQnfields(described.get()); ++column) {
      names.emplace_back(PQfname(described.get(), column));
    }
    set_columns(std::move(names));
  }

  std::vector<SelectRow> find(const std::string& client, std::size_t most, SelectClock::time_point deadline) override {
    // No text of PostgreSQL has a NUL, and libpq would end the text there.
    if (client.find('\0') != std::string::npos) return {};
    const std::array<const char*, 1> values = {client.c_str()};
    require_sent(PQsendQueryPrepared(connection_.get(), kName, 1, values.data(), nullptr, nullptr, 0));
    const ResultHandle found = result(deadline);
    // A reference that its column's type cannot hold belongs to no client.
    if (state_of(found.get()).starts_with("22")) return {};
    require_ok(found);
    std::vector<SelectRow> rows;
    const int count = std::min(PQntuples(found.get()), static_cast<int>(most));
    for (int row = 0; row < count; ++row) {
      SelectRow& cells = rows.emplace_back();
      for (int column = 0; column < PQnfields(found.get()); ++column) {
        const bool is_null = PQgetisnull(found.get(), row, column) != 0;
        cells.push_back(is_null ? std::nullopt
                                : std::optional<std::string>(std::in_place, PQgetvalue(found.get(), row, column),
                                                             PQgetlength(found.get(), row, column)));
      }
    }
    return rows;
  }

 private:
  static void require_sent(int sent) {
    if (sent != 1) throw unreachable();
  }

  void require_ok(const ResultHandle& result) const {
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return;
    if (PQstatus(connection_.get()) != CONNECTION_OK) throw unreachable();
    throw SelectFailed(CallOutcome::server_error, "PostgreSQL gave error " + state_of(result.get()));
  }

  /// The last result of what was sent.
  ResultHandle result(SelectClock::time_point deadline) {
    ResultHandle last;
    for (;;) {
      const int unsent = PQflush(connection_.get());
      if (unsent < 0) throw unreachable();
      if (unsent > 0 || PQisBusy(connection_.get()) != 0) {
        wait(connection_.get(), static_cast<short>(unsent > 0 ? POLLIN | POLLOUT : POLLIN), deadline);
        if (PQconsumeInput(connection_.get()) != 1) throw unreachable();
        continue;
      }
      ResultHandle next(PQgetResult(connection_.get()));
      if (!next) break;
      // Of several statements the first error is the result.
      if (PQresultStatus(last.get()) != PGRES_FATAL_ERROR || !last) last = std::move(next);
    }
    if (!last) throw unreachable();
    return last;
  }

  Connection connection_;
};

}  // namespace

std::unique_ptr<SelectSession> open_postgres_select(const std::string& connection, const std::string& password,
                                                    const std::string& statement,
                                                    SelectSession::Clock::time_point deadline) {
  return std::make_unique<PostgresSelect>(connection, password, statement, deadline);
}

}  // namespace prescore::service
