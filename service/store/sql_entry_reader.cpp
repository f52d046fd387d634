#include <utility>

#include "service/store/reader_pool.hpp"
#include "service/store/sql_entries.hpp"
#include "service/store/sql_entry_rows.hpp"
#include "service/store/sql_session.hpp"

namespace prescore::service {
namespace {

class SqlEntryReader final : public EntryReader {
 public:
  explicit SqlEntryReader(DatabasePlace place) : pool_(std::move(place)) {
    read([this](soci::session& session) { require_schema(session, pool_.place()); });
  }

  std::vector<StoredEntry> entries_of(const std::vector<std::string>& decision_ids) override {
    if (decision_ids.empty()) return {};
    return entries(
        "WHERE entry.decision_id IN (" + places_for(decision_ids) + ") ORDER BY entry.decision_id, kind, turn",
        [&](soci::statement& statement) {
          for (const std::string& id : decision_ids) statement.exchange(soci::use(id));
        });
  }

  std::vector<std::string> reviews(const ReviewFilter& filter) override {
    std::string query = filter.done ? "SELECT decision_id FROM entry JOIN decision ON decision.id = decision_id"
                                      " WHERE kind = 'review'"
                                    : "SELECT decision_id FROM review_open WHERE decision_id <> ''";
    const std::string programme = filter.done ? "decision.programme" : "programme";
    if (filter.programme) query += " AND " + programme + " = :programme";
    if (filter.since) query += " AND decision_id >= :first";
    if (filter.before) query += " AND decision_id < :before";
    query += " ORDER BY decision_id DESC LIMIT " + std::to_string(filter.limit);
    const std::string first = least_uuid(filter.since.value_or(0));
    return ids(query, [&](soci::statement& statement) {
      if (filter.programme) statement.exchange(soci::use(*filter.programme));
      if (filter.since) statement.exchange(soci::use(first));
      if (filter.before) statement.exchange(soci::use(*filter.before));
    });
  }

  std::int64_t open_reviews() override { return count("SELECT count(*) FROM review_open", {}); }

  std::map<std::string, std::int64_t> heads() override {
    std::map<std::string, std::int64_t> heads;
    read([&](soci::session& session) {
      heads.clear();
      for (const char* table : {"decision", "entry"}) {
        // One step in the index for each chain: there are few.
        std::string chain;
        for (;;) {
          soci::indicator has_next = soci::i_null;
          std::string next;
          session << "SELECT min(chain) FROM " + std::string(table) + " WHERE chain > :last", soci::use(chain),
              soci::into(next, has_next);
          if (has_next != soci::i_ok) break;
          chain = next;
          SqlNumber place = 0;
          session << "SELECT max(place) FROM " + std::string(table) + " WHERE chain = :chain", soci::use(chain),
              soci::into(place);
          heads[chain] = std::max<std::int64_t>(heads[chain], place);
        }
      }
    });
    return heads;
  }

  std::vector<StoredEntry> entries_after(const std::string& chain, std::int64_t place, int limit) override {
    const SqlNumber from = place;
    return entries("WHERE chain = :chain AND place > :place ORDER BY place LIMIT " + std::to_string(limit),
                   [&](soci::statement& statement) {
                     statement.exchange(soci::use(chain));
                     statement.exchange(soci::use(from));
                   });
  }

  bool was_erased(const std::string& decision_id) override {
    return count("SELECT count(*) FROM entry WHERE decision_id = :id AND kind = 'erasure'", {decision_id}) > 0;
  }

  std::vector<std::string> of_client(const std::string& client, const std::string& after, int limit) override {
    return ids(
        "SELECT decision_id FROM decision_personal WHERE client = :client AND client <> ''"
        " AND decision_id > :after ORDER BY decision_id LIMIT " +
            std::to_string(limit),
        [&](soci::statement& statement) {
          statement.exchange(soci::use(client));
          statement.exchange(soci::use(after));
        });
  }

  std::vector<std::string> before(Moment moment, const std::string& after, int limit) override {
    const std::string end = least_uuid(moment);
    return ids(
        "SELECT decision_id FROM decision_personal WHERE decision_id > :after AND decision_id < :end"
        " ORDER BY decision_id LIMIT " +
            std::to_string(limit),
        [&](soci::statement& statement) {
          statement.exchange(soci::use(after));
          statement.exchange(soci::use(end));
        });
  }

 private:
  void read(const std::function<void(soci::session&)>& work) { pool_.read(work); }

  template <typename Use>
  [[nodiscard]] std::vector<StoredEntry> entries(const std::string& where, Use use) {
    std::vector<StoredEntry> list;
    read([&](soci::session& session) { list = read_entries(session, select_entries(where), use); });
    return list;
  }

  /// Runs a query of one number.
  [[nodiscard]] std::int64_t count(const std::string& query, const std::vector<std::string>& values) {
    SqlNumber number = 0;
    read([&](soci::session& session) {
      soci::statement statement(session);
      statement.exchange(soci::into(number));
      for (const std::string& value : values) statement.exchange(soci::use(value));
      statement.alloc();
      statement.prepare(query);
      statement.define_and_bind();
      statement.execute(true);
    });
    return number;
  }

  /// Runs a query of one column of ids.
  template <typename Use>
  [[nodiscard]] std::vector<std::string> ids(const std::string& query, Use use) {
    std::vector<std::string> list;
    read([&](soci::session& session) {
      list.clear();
      std::string id;
      soci::statement statement(session);
      statement.exchange(soci::into(id));
      use(statement);
      statement.alloc();
      statement.prepare(query);
      statement.define_and_bind();
      statement.execute();
      while (statement.fetch()) list.push_back(id);
    });
    return list;
  }

  ReaderPool pool_;
};

}  // namespace

std::unique_ptr<EntryReader> open_entry_reader(const DatabasePlace& place) {
  return std::make_unique<SqlEntryReader>(place);
}

}  // namespace prescore::service
