#include "service/store/reader_pool.hpp"
#include "service/store/sql_rows.hpp"
#include "service/store/sql_session.hpp"

namespace prescore::service {
namespace {

/// Rows that a walk reads at a time.
constexpr int kWalkPart = 1000;

std::string select_from(const std::string& text) {
  return "SELECT " + std::string(kDecisionColumns) + ", salt, client, answers, enrichment FROM " + text;
}

/// Of `decision` and the personal part beside it, which may be gone.
std::string select_decisions(const std::string& where) {
  return select_from("decision LEFT JOIN decision_personal ON decision_id = id " + where);
}

/// The next text of a column, or nothing. It is one step in the index.
std::optional<std::string> next_of(soci::session& session, const std::string& column, const std::string& caller,
                                   const std::string& last) {
  std::string next;
  soci::indicator has_next = soci::i_null;
  const std::string within = column == "caller" ? "" : "caller = :caller AND ";
  soci::statement statement(session);
  if (!within.empty()) statement.exchange(soci::use(caller));
  statement.exchange(soci::use(last));
  statement.exchange(soci::into(next, has_next));
  statement.alloc();
  statement.prepare("SELECT min(" + column + ") FROM decision WHERE " + within + column + " > :last");
  statement.define_and_bind();
  statement.execute(true);
  return has_next == soci::i_ok ? std::optional(next) : std::nullopt;
}

/// Whose decisions, of which outcome.
struct ListPart {
  std::string caller;
  std::string outcome;
};

/// The parts of a list. There are few callers and few outcomes.
std::vector<ListPart> parts_of(soci::session& session, const DecisionFilter& filter) {
  std::vector<ListPart> parts;
  const auto add_outcomes = [&](const std::string& caller) {
    if (filter.outcome) return parts.push_back({caller, *filter.outcome});
    for (auto next = next_of(session, "outcome", caller, ""); next; next = next_of(session, "outcome", caller, *next)) {
      parts.push_back({caller, *next});
    }
  };
  if (!filter.caller.empty()) {
    add_outcomes(filter.caller);
    return parts;
  }
  for (auto next = next_of(session, "caller", "", ""); next; next = next_of(session, "caller", "", *next)) {
    add_outcomes(*next);
  }
  return parts;
}

/// The query of a part of a list, and what it is bound to.
///
/// Its time must not depend on how many rows there are, and each index costs every decision that is recorded. So there
/// is one index for lists, (caller, outcome, id): the newest rows of each part are taken, and of those the newest.
// The rows of one client are few; CROSS JOIN keeps SQLite from starting with the other table.
struct ListQuery {
  ListQuery(const DecisionFilter& wanted, const std::vector<ListPart>& list_parts)
      : filter(wanted), parts(list_parts), since(wanted.since.value_or(0)), first(least_uuid(since)) {
    const std::string limit = " DESC LIMIT " + std::to_string(filter.limit);
    if (filter.client) {
      text = select_from(
          "decision_personal CROSS JOIN decision WHERE decision_id = id AND client = :client AND client <> ''" +
          condition("decision_id", 0) + " ORDER BY decision_id" + limit);
      return;
    }
    std::string newest;
    for (std::size_t part = 0; part < parts.size(); ++part) {
      newest += (part == 0 ? "" : " UNION ALL ") + std::string("SELECT id FROM (SELECT id FROM decision WHERE true") +
                condition("id", part) + " ORDER BY id" + limit + ") AS part" + std::to_string(part);
    }
    text = select_decisions("WHERE id IN (" + newest + ") ORDER BY id" + limit);
  }

  void bind(soci::statement& statement) const {
    if (filter.client) statement.exchange(soci::use(*filter.client));
    for (const ListPart& part : parts) {
      if (needs_caller()) statement.exchange(soci::use(part.caller));
      if (needs_outcome()) statement.exchange(soci::use(part.outcome));
      statement.exchange(soci::use(first));
      statement.exchange(soci::use(since));
      if (filter.before) statement.exchange(soci::use(*filter.before));
      if (filter.client) return;
    }
  }

  const DecisionFilter& filter;
  const std::vector<ListPart>& parts;
  SqlNumber since;
  std::string first;
  std::string text;

 private:
  [[nodiscard]] bool needs_caller() const noexcept { return !filter.client || !filter.caller.empty(); }
  [[nodiscard]] bool needs_outcome() const noexcept { return !filter.client || filter.outcome; }

  /// Names are numbered, because not every database takes one name twice.
  [[nodiscard]] std::string condition(const std::string& id, std::size_t part) const {
    const std::string number = std::to_string(part);
    std::string condition;
    if (needs_caller()) condition += " AND caller = :caller" + number;
    if (needs_outcome()) condition += " AND outcome = :outcome" + number;
    condition += " AND " + id + " >= :first" + number + " AND created >= :since" + number;
    if (filter.before) condition += " AND " + id + " < :before" + number;
    return condition;
  }
};

/// Where a row is read to.
struct ReadRow {
  DecisionRow row;
  soci::indicator has_personal = soci::i_null;
  soci::indicator ignored[3] = {};

  void bind(soci::statement& statement) {
    row.each_column([&](auto& column) { statement.exchange(soci::into(column)); });
    PersonalPart& personal = row.stored.decision.personal;
    statement.exchange(soci::into(personal.salt, has_personal));
    statement.exchange(soci::into(personal.client, ignored[0]));
    statement.exchange(soci::into(personal.answers, ignored[1]));
    statement.exchange(soci::into(personal.enrichment, ignored[2]));
  }

  /// The row that was read last; the next one takes its place.
  [[nodiscard]] const StoredDecision& current() {
    row.from_sql();
    row.stored.is_erased = has_personal != soci::i_ok;
    if (row.stored.is_erased) row.stored.decision.personal = {};
    return row.stored;
  }
};

class SqlReader final : public Reader {
 public:
  explicit SqlReader(DatabasePlace place) : pool_(std::move(place)) {
    pool_.read([this](soci::session& session) { require_schema(session, pool_.place()); });
  }

  std::optional<StoredDecision> find_decision(const std::string& id, const std::string& caller) override {
    std::optional<StoredDecision> found;
    read([&](soci::session& session) {
      ReadRow row;
      soci::statement statement(session);
      row.bind(statement);
      statement.exchange(soci::use(id));
      statement.exchange(soci::use(caller));
      statement.exchange(soci::use(caller));
      run(statement, select_decisions("WHERE id = :id AND (:caller = '' OR caller = :same)"));
      if (statement.fetch()) found = row.current();
    });
    return found;
  }

  std::optional<Recorded> find_earlier(const std::string& caller, const std::string& key,
                                       const std::string& request_hash) override {
    std::optional<Recorded> found;
    read([&](soci::session& session) {
      std::string hash;
      std::string answer;
      session << "SELECT request_hash, answer FROM decision WHERE caller = :caller AND idempotency_key = :key",
          soci::use(caller), soci::use(key), soci::into(hash), soci::into(answer);
      found.reset();
      if (!session.got_data()) return;
      found =
          hash == request_hash ? Recorded{Recorded::Kind::replayed, answer} : Recorded{Recorded::Kind::key_reused, {}};
    });
    return found;
  }

  std::vector<StoredDecision> list_decisions(const DecisionFilter& filter) override {
    std::vector<StoredDecision> list;
    read([&](soci::session& session) {
      list.clear();
      const std::vector<ListPart> parts = parts_of(session, filter);
      if (parts.empty()) return;
      const ListQuery query(filter, parts);
      ReadRow row;
      soci::statement statement(session);
      row.bind(statement);
      query.bind(statement);
      run(statement, query.text);
      while (statement.fetch()) list.push_back(row.current());
    });
    return list;
  }

  void walk_decisions(const std::function<void(const StoredDecision&)>& visit) override {
    // A connection of its own: a walk takes long, and others read meanwhile. Part by part, because PostgreSQL sends all
    // rows of a statement at once.
    const auto session = open_session(pool_.place(), SessionUse::walk);
    with_store_errors([&] {
      std::string chain;
      SqlNumber place = 0;
      ReadRow row;
      soci::statement statement(*session);
      row.bind(statement);
      statement.exchange(soci::use(chain));
      statement.exchange(soci::use(place));
      prepare(statement, select_decisions("WHERE (chain, place) > (:chain, :place) ORDER BY chain, place LIMIT " +
                                          std::to_string(kWalkPart)));
      for (int rows = kWalkPart; rows == kWalkPart;) {
        statement.execute();
        for (rows = 0; statement.fetch(); ++rows) visit(row.current());
        chain = row.row.stored.chain;
        place = row.row.place;
      }
    });
  }

  std::vector<StoredVersion> versions() override {
    std::vector<StoredVersion> list;
    read([&](soci::session& session) {
      list.clear();
      StoredVersion version;
      SqlNumber added = 0;
      soci::statement statement =
          (session.prepare << "SELECT programme, version, added, added_by FROM programme ORDER BY added",
           soci::into(version.programme), soci::into(version.version), soci::into(added), soci::into(version.added_by));
      statement.execute();
      while (statement.fetch()) {
        version.added = added;
        list.push_back(version);
      }
    });
    return list;
  }

  std::optional<StoredVersion> find_version(const std::string& programme, const std::string& version) override {
    std::optional<StoredVersion> found;
    read([&](soci::session& session) {
      StoredVersion stored{programme, version, {}, {}, 0, {}};
      SqlNumber added = 0;
      session << "SELECT packed, added, added_by FROM programme WHERE programme = :programme AND version = :version",
          soci::use(programme), soci::use(version), soci::into(stored.packed), soci::into(added),
          soci::into(stored.added_by);
      stored.added = added;
      found = session.got_data() ? std::optional(stored) : std::nullopt;
    });
    return found;
  }

  std::vector<std::string> documents(const std::string& programme, const std::string& version) override {
    std::vector<std::string> list;
    read([&](soci::session& session) {
      list.clear();
      std::string document;
      soci::statement statement =
          (session.prepare << "SELECT document FROM model_document WHERE programme = :programme AND version = :version"
                              " ORDER BY added DESC",
           soci::use(programme), soci::use(version), soci::into(document));
      statement.execute();
      while (statement.fetch()) list.push_back(document);
    });
    return list;
  }

  std::vector<ReleaseStep> steps(std::int64_t after) override {
    std::vector<ReleaseStep> list;
    read([&](soci::session& session) {
      list.clear();
      ReleaseStep step;
      const SqlNumber first = after;
      SqlNumber place = 0;
      SqlNumber made = 0;
      soci::statement statement =
          (session.prepare << "SELECT place, programme, version, step, made, made_by FROM release_step"
                              " WHERE place > :after ORDER BY place",
           soci::use(first), soci::into(place), soci::into(step.programme), soci::into(step.version),
           soci::into(step.step), soci::into(made), soci::into(step.made_by));
      statement.execute();
      while (statement.fetch()) {
        step.place = place;
        step.made = made;
        list.push_back(step);
      }
    });
    return list;
  }

 private:
  static void prepare(soci::statement& statement, const std::string& text) {
    statement.alloc();
    statement.prepare(text);
    statement.define_and_bind();
  }

  static void run(soci::statement& statement, const std::string& text) {
    prepare(statement, text);
    statement.execute();
  }

  void read(const std::function<void(soci::session&)>& work) { pool_.read(work); }

  ReaderPool pool_;
};

}  // namespace

std::unique_ptr<Reader> open_reader(const DatabasePlace& place) { return std::make_unique<SqlReader>(place); }

}  // namespace prescore::service
