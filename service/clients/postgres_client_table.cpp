// Loading into PostgreSQL.
//
// Steps, all in one transaction: COPY puts the rows, each with the number of its line, into a temporary table of this
// connection; its unique index finds repeated references; then the rows that the load replaces are deleted and the new
// ones inserted, in the order of their references. Decisions see the old rows until the commit and the new ones after
// it, and wait for nothing: both steps lock no reader out.
// Why not a new table that takes the place of the old one: to swap them PostgreSQL must lock the table against readers.
// While a backup reads the old one, the swap would wait, and every decision would wait behind it. The role that loads
// would have to own tables beside the log as well.
#include "service/clients/postgres_client_table.hpp"

#include <soci/soci.h>

#include <optional>

#include "base/input_error.hpp"
#include "service/store/postgres_copy.hpp"
#include "service/store/sql_session.hpp"

namespace prescore::service {
namespace {

/// Held to the end of the transaction: two loads would forget each other's clients, and a load would bring back whom an
/// erasure takes out meanwhile.
void lock_clients(soci::session& session, const DatabasePlace& place) {
  int is_locked = 0;
  session << "SELECT CAST(pg_try_advisory_xact_lock(hashtextextended('prescore clients', 0)) AS integer)",
      soci::into(is_locked);
  if (is_locked != 0) return;
  throw InputError("another load-clients or erase writes the clients of " + shown(place) + ": wait until it has ended");
}

std::unique_ptr<soci::session> begin_change(const DatabasePlace& place) {
  auto session = open_session(place, SessionUse::load);
  require_schema(*session, place);
  with_store_errors([&] {
    *session << "BEGIN";
    lock_clients(*session, place);
  });
  return session;
}

class PostgresClientTarget final : public ClientTarget {
 public:
  PostgresClientTarget(const DatabasePlace& place, const LoadOrder& order)
      : order_(order), session_(begin_change(place)) {
    with_store_errors([this] {
      // Each statement is about all rows, unlike those of decisions, for whose sake sessions read by indexes alone.
      for (const char* setting :
           {"enable_seqscan = on", "enable_hashjoin = on", "work_mem = '64MB'", "maintenance_work_mem = '64MB'"}) {
        *session_ << std::string("SET LOCAL ") + setting;
      }
      *session_ << "CREATE TEMPORARY TABLE loaded_client (line bigint NOT NULL, id text COLLATE \"C\" NOT NULL,"
                   " answers text NOT NULL) ON COMMIT DROP";
      // ANALYZE counts its rows, and must leave no value in the server's statistics (see sql_migrations.cpp).
      *session_ << "ALTER TABLE pg_temp.loaded_client ALTER id SET STATISTICS 0, ALTER answers SET STATISTICS 0";
    });
    copy_.emplace(*session_, "COPY pg_temp.loaded_client (line, id, answers) FROM STDIN");
  }

  void add(std::uint64_t line, std::string_view client, std::string_view answers) override {
    copy_->add({std::to_string(line), client, answers});
  }

  RepeatedClients finish() override {
    copy_->finish();
    with_store_errors([this] { *session_ << "SAVEPOINT copied"; });
    try {
      with_store_errors([this] { *session_ << "CREATE UNIQUE INDEX ON pg_temp.loaded_client (id)"; });
      return {};
    } catch (const StoreConflict&) {
      return find_repeated();
    }
  }

  std::uint64_t commit() override {
    long long rows = 0;
    with_store_errors([&] {
      *session_ << "ANALYZE pg_temp.loaded_client";
      if (order_.mode == LoadMode::update) {
        *session_ << "DELETE FROM client USING pg_temp.loaded_client AS loaded"
                     " WHERE client.id = loaded.id AND client.source = :source",
            soci::use(order_.source);
      } else {
        *session_ << "DELETE FROM client WHERE source = :source", soci::use(order_.source);
      }
      const long long as_of = order_.as_of;
      *session_ << "INSERT INTO client (id, source, as_of, answers)"
                   " SELECT id, CAST(:source AS text), CAST(:as_of AS bigint), answers"
                   " FROM pg_temp.loaded_client ORDER BY id",
          soci::use(order_.source), soci::use(as_of);
      *session_ << "SELECT count(*) FROM client", soci::into(rows);
      *session_ << "COMMIT";
    });
    return static_cast<std::uint64_t>(rows);
  }

 private:
  RepeatedClients find_repeated() {
    const std::string later =
        "FROM (SELECT line, row_number() OVER (PARTITION BY id ORDER BY line) AS time FROM pg_temp.loaded_client)"
        " AS counted WHERE time > 1";
    RepeatedClients repeated;
    with_store_errors([&] {
      *session_ << "ROLLBACK TO SAVEPOINT copied";
      long long rows = 0;
      *session_ << "SELECT count(*) " + later, soci::into(rows);
      repeated.rows = static_cast<std::uint64_t>(rows);
      const std::string first = "SELECT line " + later + " ORDER BY line LIMIT " + std::to_string(kExampleLines);
      for (const long long line : soci::rowset<long long>(session_->prepare << first)) {
        repeated.lines.push_back(static_cast<std::uint64_t>(line));
      }
    });
    return repeated;
  }

  const LoadOrder order_;
  // Without COMMIT the transaction ends with the connection, and nothing of it stays.
  std::unique_ptr<soci::session> session_;
  std::optional<PostgresCopy> copy_;
};

}  // namespace

std::unique_ptr<ClientTarget> open_postgres_client_target(const DatabasePlace& place, const LoadOrder& order) {
  return std::make_unique<PostgresClientTarget>(place, order);
}

std::uint64_t remove_from_postgres_clients(const DatabasePlace& place, const std::string& client, bool dry) {
  const std::uint64_t rows = find_in_postgres_clients(place, client).size();
  if (rows == 0 || dry) return rows;
  const auto session = begin_change(place);
  with_store_errors([&] {
    *session << "DELETE FROM client WHERE id = :client", soci::use(client);
    *session << "COMMIT";
  });
  return rows;
}

std::vector<ClientRow> find_in_postgres_clients(const DatabasePlace& place, const std::string& client) {
  const auto session = open_session(place, SessionUse::read);
  require_schema(*session, place);
  std::vector<ClientRow> rows;
  with_store_errors([&] {
    ClientRow row;
    long long as_of = 0;
    soci::statement select =
        (session->prepare << "SELECT source, as_of, answers FROM client WHERE id = :client ORDER BY source",
         soci::use(client), soci::into(row.source), soci::into(as_of), soci::into(row.answers));
    select.execute();
    while (select.fetch()) {
      row.as_of = as_of;
      rows.push_back(row);
    }
  });
  return rows;
}

}  // namespace prescore::service
