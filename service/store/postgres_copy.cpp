#include "service/store/postgres_copy.hpp"

#include <memory>

#include "service/store/postgres_connection.hpp"
#include "service/store/store.hpp"

namespace prescore::service {
namespace {

using CopyResult = std::unique_ptr<PGresult, void (*)(PGresult*)>;

/// Smaller parts cost a call of libpq for each row.
constexpr std::size_t kPart = 65'536;

[[noreturn]] void throw_copy_error(const PGresult* result) {
  // The server's own text may quote the row.
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  throw StoreUnavailable(postgres_reason(state == nullptr ? "" : state));
}

/// A value in the text form of COPY.
void append_value(std::string& line, std::string_view value) {
  for (const char character : value) {
    switch (character) {
      case '\\':
        line += "\\\\";
        break;
      case '\t':
        line += "\\t";
        break;
      case '\n':
        line += "\\n";
        break;
      case '\r':
        line += "\\r";
        break;
      default:
        line += character;
    }
  }
}

}  // namespace

PostgresCopy::PostgresCopy(soci::session& session, const std::string& statement) : session_(session) {
  const CopyResult result(PQexec(connection_of(session_), statement.c_str()), PQclear);
  if (PQresultStatus(result.get()) != PGRES_COPY_IN) throw_copy_error(result.get());
}

void PostgresCopy::add(std::initializer_list<std::string_view> values) {
  bool is_first = true;
  for (const std::string_view value : values) {
    if (!is_first) buffer_ += '\t';
    is_first = false;
    append_value(buffer_, value);
  }
  buffer_ += '\n';
  if (buffer_.size() >= kPart) send();
}

void PostgresCopy::send() {
  if (PQputCopyData(connection_of(session_), buffer_.data(), static_cast<int>(buffer_.size())) != 1) {
    throw_copy_error(nullptr);
  }
  buffer_.clear();
}

void PostgresCopy::finish() {
  if (!buffer_.empty()) send();
  PGconn* connection = connection_of(session_);
  if (PQputCopyEnd(connection, nullptr) != 1) throw_copy_error(nullptr);
  const CopyResult result(PQgetResult(connection), PQclear);
  // The connection takes the next statement once there is no further result.
  while (const CopyResult more{PQgetResult(connection), PQclear}) {
  }
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) throw_copy_error(result.get());
}

}  // namespace prescore::service
