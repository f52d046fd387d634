// The store in both databases: what is recorded is read back, keys decide once, and rows stay. Then what only a file
// can suffer: foreign databases are refused.
#include "service/store/sql_store.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>

#include "service/store/chain.hpp"
#include "service_core/store/test_postgres.hpp"
#include "service_core/support.hpp"

namespace prescore::service {
namespace {

using test::decision_of;
using test::TemporaryFolder;

/// Runs a statement past the service; the error, or an empty text.
std::string run_sqlite(const std::string& file, const std::string& statement) {
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  char* error = nullptr;
  sqlite3_exec(database, statement.c_str(), nullptr, nullptr, &error);
  const std::string text = error == nullptr ? "" : error;
  sqlite3_free(error);
  sqlite3_close(database);
  return text;
}

/// The same on either database; on PostgreSQL as the owner of the tables.
std::string run_sql(const DatabasePlace& place, const std::string& statement) {
  return place.is_postgres() ? test::TestPostgres::run_as_owner(place, statement) : run_sqlite(place.file, statement);
}

enum class Kind { sqlite, postgres };

/// A database of its own for each test, with the tables made.
class SqlStore : public testing::TestWithParam<Kind> {
 protected:
  SqlStore()
      : place_(GetParam() == Kind::sqlite ? DatabasePlace{folder_.at("decisions.sqlite")}
                                          : test::TestPostgres::instance().make_database()) {
    if (!place_.is_postgres()) migrate(place_);
    writer_ = open_writer(place_, "main");
    reader_ = open_reader(place_);
  }

  Recorded append(const NewDecision& decision) { return writer_->append({&decision}).front(); }
  void add_step(const ReleaseStep& step) { EXPECT_TRUE(writer_->add_step(step)); }

  TemporaryFolder folder_;
  DatabasePlace place_;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<Reader> reader_;
};
INSTANTIATE_TEST_SUITE_P(Sqlite, SqlStore, testing::Values(Kind::sqlite));
INSTANTIATE_TEST_SUITE_P(Postgres, SqlStore, testing::Values(Kind::postgres));

/// What only a file can suffer.
class SqliteStore : public testing::Test {
 protected:
  SqliteStore() : place_{folder_.at("decisions.sqlite")} {
    migrate(place_);
    writer_ = open_writer(place_, "main");
    reader_ = open_reader(place_);
  }

  Recorded append(const NewDecision& decision) { return writer_->append({&decision}).front(); }

  TemporaryFolder folder_;
  DatabasePlace place_;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<Reader> reader_;
};

TEST_P(SqlStore, GivesBackWhatWasRecorded) {
  const NewDecision decision = decision_of(1);
  EXPECT_EQ(append(decision).kind, Recorded::Kind::recorded);
  const auto stored = reader_->find_decision(decision.id, "asker");
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->decision.answer, decision.answer);
  EXPECT_EQ(stored->decision.personal, decision.personal);
  EXPECT_EQ(stored->decision.created, decision.created);
  EXPECT_EQ(stored->decision.pd_ppm, decision.pd_ppm);
  EXPECT_EQ(stored->place, 1);
  EXPECT_EQ(stored->hash, hash_of(*stored));
  EXPECT_FALSE(stored->is_erased);
}

TEST_P(SqlStore, ADecisionIsFoundByItsCallerOnly) {
  const NewDecision decision = decision_of(1);
  (void)append(decision);
  EXPECT_FALSE(reader_->find_decision(decision.id, "other"));
  EXPECT_TRUE(reader_->find_decision(decision.id, ""));
  DecisionFilter filter;
  filter.caller = "other";
  EXPECT_TRUE(reader_->list_decisions(filter).empty());
}

TEST_P(SqlStore, AKeyDecidesOnceAndForItsCallerAlone) {
  const NewDecision first = decision_of(1);
  (void)append(first);
  NewDecision again = decision_of(1);
  again.id = make_uuid(again.created);
  again.answer = "{}\n";
  const Recorded replayed = append(again);
  EXPECT_EQ(replayed.kind, Recorded::Kind::replayed);
  EXPECT_EQ(replayed.earlier_answer, first.answer);
  EXPECT_EQ(reader_->find_earlier(again.caller, again.idempotency_key, again.request_hash)->earlier_answer,
            first.answer);
  EXPECT_FALSE(reader_->find_earlier("other", again.idempotency_key, again.request_hash));
  again.request_hash = "another";
  EXPECT_EQ(reader_->find_earlier(again.caller, again.idempotency_key, again.request_hash)->kind,
            Recorded::Kind::key_reused);
  EXPECT_EQ(append(again).kind, Recorded::Kind::key_reused);
  again.caller = "other";
  EXPECT_EQ(append(again).kind, Recorded::Kind::recorded);
  EXPECT_EQ(writer_->head().place, 2);
}

TEST_P(SqlStore, AKeyTwiceInOneCommitIsRecordedOnce) {
  const NewDecision one = decision_of(1);
  NewDecision two = decision_of(1);
  two.id = make_uuid(two.created);
  const auto recorded = writer_->append({&one, &two});
  EXPECT_EQ(recorded[0].kind, Recorded::Kind::recorded);
  EXPECT_EQ(recorded[1].kind, Recorded::Kind::replayed);
  EXPECT_EQ(recorded[1].earlier_answer, one.answer);
}

TEST_P(SqlStore, RowsFollowEachOtherAcrossARestart) {
  (void)append(decision_of(1));
  (void)append(decision_of(2));
  writer_.reset();
  writer_ = open_writer(place_, "main");
  EXPECT_EQ(writer_->head().place, 2);
  EXPECT_EQ(writer_->head().newest, decision_of(2).created);
  (void)append(decision_of(3));
  std::string previous(chain_start());
  std::int64_t place = 0;
  reader_->walk_decisions([&](const StoredDecision& row) {
    EXPECT_EQ(row.place, ++place);
    EXPECT_EQ(row.previous_hash, previous);
    EXPECT_EQ(row.hash, hash_of(row));
    previous = row.hash;
  });
  EXPECT_EQ(place, 3);
  EXPECT_EQ(writer_->head().hash, previous);
}

TEST_P(SqlStore, ListsAreFilteredAndGoOnFromTheirCursor) {
  for (int number = 1; number <= 9; ++number) (void)append(decision_of(number));
  DecisionFilter filter;
  filter.caller = "asker";
  filter.limit = 4;
  const auto first = reader_->list_decisions(filter);
  ASSERT_EQ(first.size(), 4U);
  EXPECT_EQ(first.front().decision.idempotency_key, test::key_of(9));
  filter.before = first.back().decision.id;
  EXPECT_EQ(reader_->list_decisions(filter).front().decision.idempotency_key, test::key_of(5));
  filter = {};
  filter.caller = "asker";
  filter.client = "client-1";
  EXPECT_EQ(reader_->list_decisions(filter).size(), 3U);
  filter.outcome = "likely_approval";
  EXPECT_EQ(reader_->list_decisions(filter).size(), 1U);
  filter = {};
  filter.caller = "asker";
  filter.since = decision_of(8).created;
  EXPECT_EQ(reader_->list_decisions(filter).size(), 2U);
  filter.client = "' OR 1=1 --";
  EXPECT_TRUE(reader_->list_decisions(filter).empty());
}

TEST_P(SqlStore, AnErasedPersonalPartLeavesTheDecision) {
  const NewDecision decision = decision_of(1);
  (void)append(decision);
  EXPECT_EQ(run_sql(place_, "DELETE FROM decision_personal"), "");
  const auto stored = reader_->find_decision(decision.id, "asker");
  ASSERT_TRUE(stored);
  EXPECT_TRUE(stored->is_erased);
  EXPECT_EQ(stored->decision.personal, PersonalPart{});
  EXPECT_EQ(stored->hash, hash_of(*stored));
}

TEST_P(SqlStore, VersionsDocumentsAndStepsAreKeptAsTheyCame) {
  writer_->add_version({"card", "sha256:1", "AAAA", "{\"a\":1}", 5, "anna"});
  writer_->add_version({"card", "sha256:1", "BBBB", "{\"a\":2}", 6, "boris"});
  writer_->add_version({"card", "sha256:1", "CCCC", "{\"a\":2}", 7, "boris"});
  writer_->add_version({"card", "sha256:2", "DDDD", "", 8, "anna"});
  ASSERT_EQ(reader_->versions().size(), 2U);
  EXPECT_EQ(reader_->find_version("card", "sha256:1")->packed, "AAAA");
  EXPECT_EQ(reader_->documents("card", "sha256:1"), (std::vector<std::string>{"{\"a\":2}", "{\"a\":1}"}));
  EXPECT_TRUE(reader_->documents("card", "sha256:2").empty());
  EXPECT_FALSE(reader_->find_version("other", "sha256:1"));
  add_step({1, "card", "sha256:1", "proposed", 7, "anna"});
  add_step({2, "card", "sha256:1", "active", 8, "boris"});
  EXPECT_FALSE(writer_->add_step({2, "card", "sha256:2", "active", 9, "anna"})) << "the place is taken";
  ASSERT_EQ(reader_->steps().size(), 2U);
  EXPECT_EQ(reader_->steps()[1].place, 2);
  EXPECT_EQ(reader_->steps()[1].made_by, "boris");
}

TEST_P(SqlStore, NothingThatIsRecordedCanBeChangedOrRemoved) {
  (void)append(decision_of(1));
  writer_->add_version({"card", "sha256:1", "AAAA", "{}", 5, "anna"});
  add_step({1, "card", "sha256:1", "active", 7, "anna"});
  for (const char* table : {"decision", "programme", "model_document", "release_step"}) {
    const std::string name = table;
    EXPECT_NE(run_sql(place_, "DELETE FROM " + name), "") << name;
    EXPECT_NE(run_sql(place_, "UPDATE " + name + " SET programme = 'x'"), "") << name;
  }
}

TEST_F(SqliteStore, TakesOneWriterAtATime) {
  EXPECT_THROW((void)open_writer(place_, "main"), StoreUnusable);
  writer_.reset();
  EXPECT_NO_THROW((void)open_writer(place_, "main"));
}

TEST_F(SqliteStore, ARemovedFileIsNoticedAndAFileThatComesBackIsTaken) {
  (void)append(decision_of(1));
  const std::string away = folder_.at("away");
  std::filesystem::rename(place_.file, away);
  EXPECT_THROW((void)append(decision_of(2)), StoreUnavailable);
  EXPECT_NE(writer_->try_to_write(), "");
  std::filesystem::rename(away, place_.file);
  EXPECT_EQ(writer_->try_to_write(), "");
  EXPECT_EQ(append(decision_of(2)).kind, Recorded::Kind::recorded);
  EXPECT_EQ(writer_->head().place, 2);
}

TEST_F(SqliteStore, AnOlderCopyInThePlaceOfTheDatabaseIsRefused) {
  writer_.reset();
  reader_.reset();
  const std::string copy = folder_.at("copy");
  std::filesystem::copy_file(place_.file, copy);
  writer_ = open_writer(place_, "main");
  (void)append(decision_of(1));
  std::filesystem::rename(copy, place_.file);
  for (const char* tail : {"-wal", "-shm"}) std::filesystem::remove(place_.file + tail);
  EXPECT_THROW((void)append(decision_of(2)), StoreUnavailable);
}

TEST(Migrate, MakesAFileForItsOwnerOnlyAndMayRunAgain) {
  const TemporaryFolder folder;
  const DatabasePlace place{folder.at("new.sqlite")};
  migrate(place);
  migrate(place);
  const auto rights = std::filesystem::status(place.file).permissions();
  EXPECT_EQ(rights, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(Migrate, RefusesANewerDatabaseAndLeavesIt) {
  const TemporaryFolder folder;
  const DatabasePlace place{folder.at("newer.sqlite")};
  migrate(place);
  ASSERT_EQ(run_sql(place, "INSERT INTO schema_version (version) VALUES (99)"), "");
  for (const auto& open : {std::function<void()>([&] { migrate(place); }),
                           std::function<void()>([&] { (void)open_writer(place, "main"); }),
                           std::function<void()>([&] { (void)open_reader(place); })}) {
    try {
      open();
      ADD_FAILURE() << "a newer database was taken";
    } catch (const StoreUnusable& error) {
      EXPECT_NE(std::string(error.what()).find("version 99"), std::string::npos) << error.what();
      EXPECT_NE(std::string(error.what()).find("run the newer prescore-service"), std::string::npos);
    }
  }
}

TEST(Migrate, RefusesADatabaseOfAnotherProgramAndWhatIsNoDatabase) {
  const TemporaryFolder folder;
  const DatabasePlace other{folder.at("other.sqlite")};
  ASSERT_EQ(run_sql(other, "CREATE TABLE notes (text text)"), "");
  EXPECT_THROW(migrate(other), StoreUnusable);
  const DatabasePlace text{folder.at("text.sqlite")};
  std::ofstream(text.file) << "This is a text of a person, and no database at all. " << std::string(600, 'x');
  EXPECT_THROW(migrate(text), std::runtime_error);
}

TEST(OpenStore, NeedsAMigratedFile) {
  const TemporaryFolder folder;
  const DatabasePlace nothing{folder.at("nothing.sqlite")};
  EXPECT_THROW((void)open_reader(nothing), StoreUnavailable);
  ASSERT_EQ(run_sql({folder.at("empty.sqlite")}, "VACUUM"), "");
  std::ofstream(folder.at("empty.sqlite"));
  EXPECT_THROW((void)open_writer({folder.at("empty.sqlite")}, "main"), StoreUnusable);
}

}  // namespace
}  // namespace prescore::service
