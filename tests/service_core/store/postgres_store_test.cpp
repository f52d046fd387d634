// What only PostgreSQL has: several writers, roles, connections that break, and a server that does not answer.
#include <gtest/gtest.h>

#include <future>
#include <map>

#include "service/store/chain.hpp"
#include "service/store/sql_entries.hpp"
#include "service/store/sql_store.hpp"
#include "service_core/store/test_postgres.hpp"
#include "service_core/support.hpp"

namespace prescore::service {
namespace {

using test::decision_of;
using test::TestPostgres;

class PostgresStore : public testing::Test {
 protected:
  PostgresStore() : place_(TestPostgres::instance().make_database()) {}

  [[nodiscard]] std::unique_ptr<Writer> open() const { return open_writer(place_, "main"); }
  [[nodiscard]] std::string owner(const std::string& statement) const {
    return TestPostgres::run_as_owner(place_, statement);
  }
  /// Ends the connections of the service, as a restart of the server does.
  void end_connections() const {
    (void)TestPostgres::value_of(place_,
                                 "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE usename ="
                                 " 'service' AND datname = current_database()");
  }

  /// Walks all chains; returns the rows of each.
  [[nodiscard]] std::map<std::string, std::int64_t> whole_chains() const {
    std::map<std::string, std::int64_t> rows;
    std::map<std::string, std::string> heads;
    open_reader(place_)->walk_decisions([&](const StoredDecision& row) {
      const auto head = heads.try_emplace(row.chain, std::string(chain_start())).first;
      EXPECT_EQ(row.place, ++rows[row.chain]) << row.chain;
      EXPECT_EQ(row.previous_hash, head->second);
      EXPECT_EQ(row.hash, hash_of(row));
      head->second = row.hash;
    });
    return rows;
  }

  DatabasePlace place_;
};

std::string unusable(const std::function<void()>& work) {
  try {
    work();
  } catch (const StoreUnusable& error) {
    return error.what();
  }
  return "";
}

Recorded append_one(Writer& writer, const NewDecision& decision) { return writer.append({&decision}).front(); }

TEST_F(PostgresStore, EachWriterHasAChainAndTheNextOneGoesOnInAFreeOne) {
  auto one = open();
  auto two = open();
  (void)append_one(*one, decision_of(1));
  (void)append_one(*two, decision_of(2));
  EXPECT_EQ(one->head().chain, "main-1");
  EXPECT_EQ(two->head().chain, "main-2");
  one.reset();
  // The server ends the connection, and with it the lock, a little later.
  for (int tries = 0; tries < 100 && (!one || one->head().chain != "main-1"); ++tries) one.reset(), one = open();
  EXPECT_EQ(one->head().chain, "main-1");
  EXPECT_EQ(one->head().place, 1);
  (void)append_one(*one, decision_of(3));
  EXPECT_EQ(whole_chains(), (std::map<std::string, std::int64_t>{{"main-1", 2}, {"main-2", 1}}));
}

TEST_F(PostgresStore, AKeyThatAnotherProcessTookLeavesNoHole) {
  const auto one = open();
  const auto two = open();
  NewDecision theirs = decision_of(2);
  (void)append_one(*two, theirs);
  const NewDecision first = decision_of(1);
  NewDecision again = decision_of(2);
  again.id = make_uuid(again.created);
  NewDecision other = decision_of(2);
  other.request_hash = "another";
  const NewDecision last = decision_of(3);
  const auto recorded = one->append({&first, &again, &other, &last});
  EXPECT_EQ(recorded[0].kind, Recorded::Kind::recorded);
  EXPECT_EQ(recorded[1].kind, Recorded::Kind::replayed);
  EXPECT_EQ(recorded[1].earlier_answer, theirs.answer);
  EXPECT_EQ(recorded[2].kind, Recorded::Kind::key_reused);
  EXPECT_EQ(recorded[3].kind, Recorded::Kind::recorded);
  EXPECT_EQ(one->head().place, 2);
  EXPECT_EQ(whole_chains().at("main-1"), 2);
}

TEST_F(PostgresStore, WritersThatTakeTheSameKeysAtTheSameTimeDecideEachOnce) {
  constexpr int kGroups = 20;
  constexpr int kSize = 40;
  const auto write = [this](bool is_reversed) {
    const auto writer = open();
    int count = 0;
    for (int group = 0; group < kGroups; ++group) {
      std::vector<NewDecision> decisions;
      for (int number = 0; number < kSize; ++number) {
        decisions.push_back(decision_of(group * kSize + (is_reversed ? kSize - number : number + 1)));
        decisions.back().id = make_uuid(decisions.back().created);
      }
      std::vector<const NewDecision*> pointers;
      for (const NewDecision& decision : decisions) pointers.push_back(&decision);
      for (const Recorded& one : writer->append(pointers)) count += one.kind == Recorded::Kind::recorded ? 1 : 0;
    }
    return count;
  };
  auto other = std::async(std::launch::async, [&] { return write(true); });
  const int mine = write(false);
  EXPECT_EQ(mine + other.get(), kGroups * kSize);
  std::int64_t rows = 0;
  for (const auto& [chain, count] : whole_chains()) rows += count;
  EXPECT_EQ(rows, kGroups * kSize);
}

TEST_F(PostgresStore, AConnectionThatEndedIsReplacedAndNothingIsLost) {
  const auto writer = open();
  const auto reader = open_reader(place_);
  (void)append_one(*writer, decision_of(1));
  EXPECT_EQ(reader->versions().size(), 0U);
  end_connections();
  EXPECT_EQ(append_one(*writer, decision_of(2)).kind, Recorded::Kind::recorded);
  EXPECT_EQ(reader->versions().size(), 0U);
  end_connections();
  EXPECT_EQ(writer->try_to_write().substr(0, 9), "the datab");
  EXPECT_EQ(writer->try_to_write(), "");
  std::int64_t rows = 0;
  for (const auto& [chain, count] : whole_chains()) rows += count;
  EXPECT_EQ(rows, 2);
}

TEST_F(PostgresStore, ALockedTableIsUnavailableAndFreeAgainAfterwards) {
  const auto writer = open();
  const auto reader = open_reader(place_);
  auto locked = std::async(std::launch::async, [this] {
    return owner("BEGIN; LOCK TABLE decision IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(4); COMMIT");
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THROW((void)append_one(*writer, decision_of(1)), StoreUnavailable);
  EXPECT_THROW((void)reader->find_decision(decision_of(1).id, ""), StoreUnavailable);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(3));
  EXPECT_EQ(locked.get(), "");
  const NewDecision decision = decision_of(1);
  EXPECT_EQ(append_one(*writer, decision).kind, Recorded::Kind::recorded);
  // Reads fail at once for a while, so that they hold no thread.
  bool can_read = false;
  for (int tries = 0; tries < 100 && !can_read; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    try {
      can_read = reader->find_decision(decision.id, "").has_value();
    } catch (const StoreUnavailable&) {
      continue;
    }
  }
  EXPECT_TRUE(can_read);
}

TEST_F(PostgresStore, ADatabaseThatLacksWhatWasAnsweredIsRefused) {
  const auto writer = open();
  (void)append_one(*writer, decision_of(1));
  EXPECT_EQ(owner("ALTER TABLE decision DISABLE TRIGGER USER; DELETE FROM decision; "
                  "ALTER TABLE decision ENABLE TRIGGER USER"),
            "");
  end_connections();
  EXPECT_THROW((void)append_one(*writer, decision_of(2)), StoreUnavailable);
  EXPECT_NE(writer->try_to_write().find("lacks decisions"), std::string::npos);
}

TEST_F(PostgresStore, TheRoleThatServesCanOnlyAddAndRead) {
  for (const char* statement :
       {"UPDATE decision SET outcome = 'x'", "DELETE FROM decision", "TRUNCATE decision", "DELETE FROM release_step",
        "UPDATE entry SET body = ''", "UPDATE decision_personal SET client = 'x'", "DELETE FROM decision_personal",
        "DROP TABLE decision", "CREATE TABLE other (id text)", "INSERT INTO schema_version (version) VALUES (99)"}) {
    const std::string error = owner("SET ROLE service; " + std::string(statement));
    EXPECT_TRUE(error.find("permission denied") != std::string::npos ||
                error.find("must be owner") != std::string::npos)
        << statement << ": " << error;
  }
  for (const char* change : {"INSERT INTO client VALUES ('c', 's', 0, '{}')", "DELETE FROM client"}) {
    EXPECT_NE(owner("SET ROLE service; " + std::string(change)).find("permission denied"), std::string::npos);
    EXPECT_EQ(owner("SET ROLE loader; " + std::string(change)), "");
  }
  for (const char* query : {"SELECT * FROM decision", "SELECT * FROM decision_personal", "SELECT * FROM entry",
                            "UPDATE client SET answers = ''", "TRUNCATE client", "DROP TABLE client"}) {
    EXPECT_NE(owner("SET ROLE loader; " + std::string(query)), "") << query;
  }
  EXPECT_EQ(owner("SET ROLE eraser; DELETE FROM decision_personal"), "");
  EXPECT_NE(owner("SET ROLE eraser; DELETE FROM decision"), "");
}

TEST_F(PostgresStore, ServesAsNoRoleThatMayChangeWhatIsRecorded) {
  const std::string of_owner = unusable([this] { (void)open_writer(TestPostgres::as(place_, "admin"), "main"); });
  EXPECT_NE(of_owner.find("may change or remove what is recorded"), std::string::npos) << of_owner;
  EXPECT_EQ(owner("GRANT UPDATE (outcome) ON decision TO service"), "");
  EXPECT_NE(unusable([this] { (void)open(); }).find("(decision)"), std::string::npos);
  EXPECT_EQ(owner("REVOKE UPDATE (outcome) ON decision FROM service"), "");
  EXPECT_NO_THROW((void)open());
}

TEST_F(PostgresStore, MigratesOnceAndRefusesANewerDatabaseAndOtherEncodings) {
  const DatabasePlace owner_place = TestPostgres::as(place_, "admin");
  EXPECT_NO_THROW(migrate(owner_place, {"service", ""}));
  EXPECT_NE(unusable([&] {
              migrate(owner_place, {"nobody here", ""});
            }).find("no role nobody here"),
            std::string::npos);
  EXPECT_NE(unusable([&] {
              migrate(owner_place, {"service", "eraser", "service"});
            }).find("a role of its own for each"),
            std::string::npos);
  EXPECT_EQ(owner("INSERT INTO schema_version (version) VALUES (99)"), "");
  EXPECT_NE(unusable([&] { migrate(owner_place); }).find("run the newer"), std::string::npos);
  EXPECT_NE(unusable([this] { (void)open(); }).find("version 99"), std::string::npos);
  const DatabasePlace latin =
      TestPostgres::instance().make_empty_database("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
  EXPECT_NE(unusable([&] { migrate(latin); }).find("ENCODING 'UTF8'"), std::string::npos);
  const DatabasePlace empty = TestPostgres::instance().make_empty_database();
  EXPECT_NE(unusable([&] { (void)open_reader(empty); }).find("run prescore-service migrate"), std::string::npos);
}

TEST_F(PostgresStore, CommitsWaitForTheDiskWhateverTheServerIsSetTo) {
  EXPECT_EQ(owner("ALTER ROLE service SET synchronous_commit = off"), "");
  const auto writer = open();
  (void)append_one(*writer, decision_of(1));
  // The server writes its log to the disk by itself after 200 ms.
  EXPECT_EQ(TestPostgres::value_of(place_, "SELECT pg_current_wal_insert_lsn() - pg_current_wal_flush_lsn() < 64"),
            "t");
  EXPECT_EQ(owner("ALTER ROLE service RESET synchronous_commit"), "");
}

NewEntry entry_of(const NewDecision& decision, const char* kind, int turn) {
  NewEntry entry;
  entry.created = decision.created + turn;
  entry.id = make_uuid(entry.created);
  entry.kind = kind;
  entry.decision_id = decision.id;
  entry.turn = turn;
  entry.caller = "staff";
  entry.body = "{}\n";
  return entry;
}

TEST_F(PostgresStore, ReviewsAreLinksAndAnotherProcessThatReviewsTooFindsOut) {
  const auto one = open();
  const auto two = open();
  const NewDecision decision = decision_of(1);
  ASSERT_EQ(decision.outcome, "manual_review");
  (void)append_one(*one, decision);
  const auto reader = open_entry_reader(place_);
  EXPECT_EQ(reader->reviews({}), std::vector{decision.id});
  NewEntry review = entry_of(decision, entry_kind::kReview, 1);
  review.personal = {"salt", "a reason"};
  one->change_entries([&review](EntryLog& entries) {
    entries.hold(review.decision_id);
    entries.append(review);
  });
  EXPECT_EQ(one->head().place, 2);
  EXPECT_TRUE(reader->reviews({}).empty());
  EXPECT_EQ(reader->entries_of({decision.id}).front().entry.personal, review.personal);
  EXPECT_THROW(
      two->change_entries([&](EntryLog& entries) { entries.append(entry_of(decision, entry_kind::kReview, 1)); }),
      EntryTaken);
  two->change_entries([&](EntryLog& entries) { entries.append(entry_of(decision, entry_kind::kOutcome, 1)); });
  EXPECT_EQ(two->head().place, 1);
  EXPECT_EQ(reader->heads(), (std::map<std::string, std::int64_t>{{"main-1", 2}, {"main-2", 1}}));
  end_connections();
  (void)append_one(*one, decision_of(2));
  EXPECT_EQ(one->head().place, one->head().chain == "main-1" ? 3 : 1) << "the head was an entry";
}

TEST_F(PostgresStore, TheEraserErasesBesideTheServiceInAChainOfItsOwn) {
  const auto writer = open();
  const NewDecision decision = decision_of(1);
  (void)append_one(*writer, decision);
  const auto erase = [&decision](EntryCommand& command) {
    command.change([&decision](EntryLog& entries) {
      EXPECT_EQ(entries.erase(decision.id).inputs, 1);
      entries.append(entry_of(decision, entry_kind::kErasure, 1));
    });
  };
  EntryCommand of_service(place_);
  EXPECT_THROW(erase(of_service), StoreUnavailable) << "the service may not erase";
  EXPECT_THROW(EntryCommand(TestPostgres::as(place_, "eraser")), StoreUnusable) << "one command at a time";
}

TEST_F(PostgresStore, AnErasureIsRecordedAndLeavesTheDecision) {
  const auto writer = open();
  const NewDecision decision = decision_of(1);
  (void)append_one(*writer, decision);
  EntryCommand command(TestPostgres::as(place_, "eraser"));
  command.change([&decision](EntryLog& entries) {
    EXPECT_EQ(entries.erase(decision.id).inputs, 1);
    entries.append(entry_of(decision, entry_kind::kErasure, 1));
  });
  EXPECT_TRUE(command.clean());
  EXPECT_TRUE(open_reader(place_)->find_decision(decision.id, "")->is_erased);
  EXPECT_TRUE(open_entry_reader(place_)->was_erased(decision.id));
}

TEST(ShownPlace, NeverShowsAPassword) {
  const auto shown_of = [](const std::string& connection) {
    DatabasePlace place;
    place.connection = connection;
    place.password = "canary";
    return shown(place);
  };
  EXPECT_EQ(shown_of("postgresql://anna:canary@db.bank:5433/prescore?sslmode=require"),
            "postgresql://anna@db.bank:5433/prescore");
  EXPECT_EQ(shown_of("postgresql:///prescore?host=/run/x&port=5433&user=anna&password=canary"),
            "postgresql://anna@/prescore?host=/run/x&port=5433");
  EXPECT_FALSE(is_valid_connection("postgresql://anna:can%ary@db.bank/prescore"));
  DatabasePlace nowhere;
  nowhere.connection = "postgresql://anna:canary@127.0.0.1:1/prescore";
  try {
    (void)open_reader(nowhere);
    ADD_FAILURE() << "nobody listens there";
  } catch (const StoreUnavailable& error) {
    EXPECT_NE(std::string(error.what()).find("cannot be reached"), std::string::npos) << error.what();
    EXPECT_EQ(std::string(error.what()).find("canary"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace prescore::service
