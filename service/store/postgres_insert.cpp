#include "service/store/postgres_insert.hpp"

#include <memory>

#include "service/store/postgres_connection.hpp"
#include "service/store/sql_rows.hpp"
#include "service/store/sql_session.hpp"

namespace prescore::service {
namespace {

constexpr const char* kStatement = "insert_decisions";
/// PostgreSQL's numbers of its types.
constexpr std::uint32_t kTextType = 25;
constexpr std::uint32_t kNumberType = 20;

/// Where `caller` stands in kDecisionColumns; `idempotency_key` follows.
constexpr std::size_t kCallerColumn = 4;
constexpr const char* kPersonalColumns = "decision_id, salt, client, answers, enrichment";

using Outcome = std::unique_ptr<PGresult, void (*)(PGresult*)>;

void put(char* at, std::uint64_t number, int bytes) noexcept {
  for (int index = 0; index < bytes; ++index) at[index] = static_cast<char>(number >> (8 * (bytes - 1 - index)));
}

void append_number(std::string& bytes, std::uint64_t number, int size) {
  const std::size_t at = bytes.size();
  bytes.resize(at + static_cast<std::size_t>(size));
  put(&bytes[at], number, size);
}

/// The row's fields, then those of its personal part, in the order of the statement's parameters.
template <typename Visit>
void each_field(DecisionRow& row, Visit visit) {
  row.each_column(visit);
  PersonalPart& personal = row.stored.decision.personal;
  visit(row.stored.decision.id), visit(personal.salt), visit(personal.client), visit(personal.answers);
  visit(personal.enrichment);
}

/// "CAST($1 AS text[]), ..." for the columns from `first` to before `end`.
std::string parameters(const std::vector<PostgresColumn>& columns, std::size_t first, std::size_t end) {
  std::string text;
  for (std::size_t index = first; index < end; ++index) {
    text += (text.empty() ? "CAST($" : ", CAST($") + std::to_string(index + 1) +
            (columns[index].has_numbers() ? " AS bigint[])" : " AS text[])");
  }
  return text;
}

/// Inserts all rows, or none where a key is there already.
std::string statement_of(const std::vector<PostgresColumn>& columns) {
  std::size_t of_decision = 0;
  DecisionRow row;
  row.each_column([&of_decision](const auto&) { ++of_decision; });
  const std::string fields = kDecisionColumns;
  const std::string rows = "unnest(" + parameters(columns, 0, of_decision) + ") AS row (" + fields + ")";
  const std::string personal = kPersonalColumns;
  return "WITH taken AS (SELECT 1 FROM unnest(" + parameters(columns, kCallerColumn, kCallerColumn + 2) +
         ") AS asked (caller, idempotency_key) JOIN decision AS known USING (caller, idempotency_key) LIMIT 1),"
         " personal AS (INSERT INTO decision_personal (" +
         personal + ") SELECT * FROM unnest(" + parameters(columns, of_decision, columns.size()) +
         ") WHERE NOT EXISTS (SELECT 1 FROM taken)) INSERT INTO decision (" + fields + ") SELECT * FROM " + rows +
         " WHERE NOT EXISTS (SELECT 1 FROM taken)"
         " ORDER BY caller COLLATE \"C\", idempotency_key COLLATE \"C\"";
}

[[noreturn]] void throw_error(const PGresult* result) {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  throw StoreUnavailable(postgres_reason(state == nullptr ? "" : state));
}

/// Runs `send` on the connection, which is cut if the server does not answer in time.
template <typename Send>
Outcome ask(soci::session& session, Send send) {
  const AnswerDeadline deadline(session, answer_limit(SessionUse::write));
  return {send(connection_of(session)), PQclear};
}

/// The parameters of a statement that are arrays in binary form.
struct Arrays {
  explicit Arrays(std::vector<PostgresColumn>& columns) {
    for (PostgresColumn& column : columns) {
      const std::string& bytes = column.finish();
      values.push_back(bytes.data());
      lengths.push_back(static_cast<int>(bytes.size()));
      formats.push_back(1);
    }
  }
  [[nodiscard]] int size() const noexcept { return static_cast<int>(values.size()); }

  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;
};

}  // namespace

void PostgresColumn::add(std::string_view text) {
  append_number(bytes_, text.size(), 4);
  bytes_ += text;
  ++count_;
}

void PostgresColumn::add(std::int64_t number) {
  has_numbers_ = true;
  append_number(bytes_, sizeof number, 4);
  append_number(bytes_, static_cast<std::uint64_t>(number), 8);
  ++count_;
}

void PostgresColumn::clear() noexcept {
  bytes_.resize(kHeadBytes);
  count_ = 0;
}

const std::string& PostgresColumn::finish() {
  put(bytes_.data(), 1, 4);
  put(&bytes_[4], 0, 4);
  put(&bytes_[8], has_numbers_ ? kNumberType : kTextType, 4);
  put(&bytes_[12], count_, 4);
  put(&bytes_[16], 1, 4);
  return bytes_;
}

PostgresInsert::PostgresInsert(soci::session& session) : session_(session) {
  DecisionRow row;
  each_field(row, [this](const auto& field) { columns_.emplace_back().add(field); });
  const std::string text = statement_of(columns_);
  const Outcome prepared = ask(
      session_, [&text](PGconn* connection) { return PQprepare(connection, kStatement, text.c_str(), 0, nullptr); });
  if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK) throw_error(prepared.get());
}

void PostgresInsert::clear() {
  for (PostgresColumn& column : columns_) column.clear();
}

void PostgresInsert::add(const StoredDecision& row) {
  DecisionRow bound;
  bound.stored = row;
  bound.to_sql();
  auto column = columns_.begin();
  each_field(bound, [&column](const auto& field) { (column++)->add(field); });
}

bool PostgresInsert::run() {
  const Arrays arrays(columns_);
  const Outcome result = ask(session_, [&arrays](PGconn* connection) {
    return PQexecPrepared(connection, kStatement, arrays.size(), arrays.values.data(), arrays.lengths.data(),
                          arrays.formats.data(), 0);
  });
  if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) return std::string_view(PQcmdTuples(result.get())) != "0";
  const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
  if (state != nullptr && std::string_view(state) == kUniqueViolation) return false;
  throw_error(result.get());
}

KnownKeys PostgresInsert::find(const std::vector<const NewDecision*>& decisions) {
  std::vector<PostgresColumn> keys(2);
  for (const NewDecision* decision : decisions) {
    keys[0].add(decision->caller);
    keys[1].add(decision->idempotency_key);
  }
  const Arrays arrays(keys);
  const Outcome result = ask(session_, [&arrays](PGconn* connection) {
    return PQexecParams(connection,
                        "SELECT caller, idempotency_key, id, request_hash, answer FROM decision"
                        " WHERE (caller, idempotency_key) IN (SELECT * FROM unnest(CAST($1 AS text[]),"
                        " CAST($2 AS text[])))",
                        arrays.size(), nullptr, arrays.values.data(), arrays.lengths.data(), arrays.formats.data(), 0);
  });
  if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) throw_error(result.get());
  KnownKeys known;
  for (int row = 0; row < PQntuples(result.get()); ++row) {
    const auto field = [&result, row](int column) { return std::string(PQgetvalue(result.get(), row, column)); };
    known[{field(0), field(1)}] = {field(2), field(3), field(4)};
  }
  return known;
}

}  // namespace prescore::service
