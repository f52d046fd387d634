// Entries in the store: links of the same chain, once a turn, and nothing personal left in the files after an erasure.
#include "service/store/sql_entries.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>
#include <iterator>
#include <set>

#include "service/store/chain.hpp"
#include "service/store/sql_store.hpp"
#include "service_core/support.hpp"

namespace prescore::service {
namespace {

using test::decision_of;

std::string run_sql(const std::string& file, const std::string& statement) {
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  char* error = nullptr;
  sqlite3_exec(database, statement.c_str(), nullptr, nullptr, &error);
  const std::string text = error == nullptr ? "" : error;
  sqlite3_free(error);
  sqlite3_close(database);
  return text;
}

NewEntry entry_of(const NewDecision& decision, const char* kind, std::int64_t turn = 1) {
  NewEntry entry;
  entry.created = decision.created + turn * 1'000'000;
  entry.id = make_uuid(entry.created);
  entry.kind = kind;
  entry.decision_id = decision.id;
  entry.turn = turn;
  entry.caller = "staff";
  entry.body = "{\"turn\":" + std::to_string(turn) + "}\n";
  return entry;
}

class SqlEntries : public testing::Test {
 protected:
  SqlEntries() : place_{folder_.at("decisions.sqlite")} {
    migrate(place_);
    writer_ = open_writer(place_, "main");
    reader_ = open_entry_reader(place_);
  }

  NewDecision decide(int number) {
    NewDecision decision = decision_of(number);
    decision.personal.answers = "{\"age\":\"secret-" + std::to_string(number) + "\"}";
    (void)writer_->append({&decision});
    return decision;
  }

  void append(const NewEntry& entry) {
    writer_->change_entries([&entry](EntryLog& entries) { entries.append(entry); });
  }

  /// Whether any file of the database holds the text.
  [[nodiscard]] bool files_hold(const std::string& text) const {
    for (const char* ending : {"", "-wal", "-shm"}) {
      std::ifstream file(place_.file + ending, std::ios::binary);
      const std::string content{std::istreambuf_iterator<char>(file), {}};
      if (content.find(text) != std::string::npos) return true;
    }
    return false;
  }

  test::TemporaryFolder folder_;
  DatabasePlace place_;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<EntryReader> reader_;
};

TEST_F(SqlEntries, AreLinksOfTheChainOfDecisions) {
  const NewDecision decision = decide(1);
  const ChainHead before = writer_->head();
  NewEntry review = entry_of(decision, entry_kind::kReview);
  review.personal = {"salt", "a reason"};
  append(review);
  EXPECT_EQ(writer_->head().place, 2);
  const auto entries = reader_->entries_of({decision.id});
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].previous_hash, before.hash);
  EXPECT_EQ(entries[0].hash, hash_of(entries[0]));
  EXPECT_EQ(entries[0].hash, writer_->head().hash);
  EXPECT_EQ(entries[0].entry.personal.text, "a reason");
  EXPECT_EQ(entries[0].personal_hash, hash_of(entries[0].entry.personal));
  writer_.reset();
  writer_ = open_writer(place_, "main");
  EXPECT_EQ(writer_->head().place, 2) << "the head after a restart is the entry";
  (void)decide(2);
  EXPECT_EQ(writer_->head().place, 3);
}

TEST_F(SqlEntries, ATurnIsRecordedOnceAndNothingOfTheRest) {
  const NewDecision decision = decide(1);
  append(entry_of(decision, entry_kind::kReview));
  NewEntry again = entry_of(decision, entry_kind::kReview);
  again.id = make_uuid(again.created + 5'000'000);
  EXPECT_THROW(writer_->change_entries([&](EntryLog& entries) {
    entries.append(entry_of(decision, entry_kind::kOutcome));
    entries.append(again);
  }),
               EntryTaken);
  EXPECT_EQ(reader_->entries_of({decision.id}).size(), 1U);
  EXPECT_EQ(writer_->head().place, 2);
  append(entry_of(decision, entry_kind::kOutcome));
  EXPECT_EQ(writer_->head().place, 3);
}

TEST_F(SqlEntries, TheQueueHoldsWhatWaitsForAPerson) {
  const NewDecision first = decide(1);
  const NewDecision other = decide(2);
  const NewDecision last = decide(3);
  ASSERT_EQ(first.outcome, "manual_review");
  ASSERT_NE(other.outcome, "manual_review");
  ReviewFilter filter;
  EXPECT_EQ(reader_->reviews(filter), (std::vector{last.id, first.id}));
  EXPECT_EQ(reader_->open_reviews(), 2);
  filter.limit = 1;
  filter.before = last.id;
  EXPECT_EQ(reader_->reviews(filter), std::vector{first.id});
  append(entry_of(last, entry_kind::kReview));
  EXPECT_EQ(reader_->reviews({}), std::vector{first.id});
  ReviewFilter done;
  done.done = true;
  done.programme = "small-card";
  done.since = last.created;
  EXPECT_EQ(reader_->reviews(done), std::vector{last.id});
  done.programme = "other";
  EXPECT_TRUE(reader_->reviews(done).empty());
}

TEST_F(SqlEntries, StayAsTheyAre) {
  append(entry_of(decide(1), entry_kind::kOutcome));
  EXPECT_NE(run_sql(place_.file, "UPDATE entry SET body = ''"), "");
  EXPECT_NE(run_sql(place_.file, "DELETE FROM entry"), "");
}

TEST_F(SqlEntries, AnErasureLeavesNothingInAnyFileWhileTheServiceRuns) {
  std::vector<NewDecision> decisions;
  for (int number = 0; number < 300; ++number) decisions.push_back(decide(number));
  NewEntry review = entry_of(decisions[7], entry_kind::kReview);
  review.personal = {"salt", "a secret reason"};
  append(review);
  ASSERT_TRUE(files_hold("secret-7\""));
  ASSERT_TRUE(files_hold("a secret reason"));
  {
    EntryCommand command(place_);
    command.change([&](EntryLog& entries) {
      const Erased erased = entries.erase(decisions[7].id);
      EXPECT_EQ(erased.inputs, 1);
      EXPECT_EQ(erased.texts, 1);
      EXPECT_TRUE(entries.erase(decisions[7].id).is_nothing()) << "twice is no error";
      entries.append(entry_of(decisions[7], entry_kind::kErasure));
    });
    EXPECT_TRUE(command.clean());
  }
  EXPECT_FALSE(files_hold("secret-7\""));
  EXPECT_FALSE(files_hold("a secret reason"));
  EXPECT_TRUE(files_hold("secret-8\""));
  EXPECT_TRUE(reader_->was_erased(decisions[7].id));
  EXPECT_EQ(reader_->heads().at(kCommandChain), 1);
  EXPECT_EQ(reader_->heads().at("main"), 301);
  // The service goes on with its own chain.
  (void)decide(300);
  EXPECT_EQ(writer_->head().place, 302);
  EXPECT_TRUE(reader_->entries_of({decisions[7].id})[1].is_erased());
}

TEST_F(SqlEntries, OneCommandWritesAtATime) {
  const EntryCommand command(place_);
  EXPECT_THROW(EntryCommand{place_}, StoreUnusable);
}

TEST_F(SqlEntries, DecisionsWithInputsAreFoundByClientAndAge) {
  std::vector<NewDecision> decisions;
  for (int number = 0; number < 6; ++number) decisions.push_back(decide(number));
  EXPECT_EQ(reader_->of_client("client-1", "", 10), (std::vector{decisions[1].id, decisions[4].id}));
  EXPECT_EQ(reader_->of_client("client-1", decisions[1].id, 10), std::vector{decisions[4].id});
  EXPECT_TRUE(reader_->of_client("", "", 10).empty());
  EXPECT_EQ(reader_->before(decisions[2].created, "", 10), (std::vector{decisions[0].id, decisions[1].id}));
  EXPECT_EQ(reader_->before(decisions[5].created, decisions[0].id, 1), std::vector{decisions[1].id});
}

TEST(Chain, EveryFieldOfAnEntryChangesItsHash) {
  StoredEntry row;
  row.entry = entry_of(decision_of(1), entry_kind::kReview);
  row.previous_hash = chain_start();
  row.chain = "main";
  row.place = 7;
  std::set<std::string> hashes = {hash_of(row)};
  const auto differs = [&](auto change) {
    StoredEntry changed = row;
    change(changed);
    return hashes.insert(hash_of(changed)).second;
  };
  EXPECT_TRUE(differs([](StoredEntry& r) { r.previous_hash.back() = '1'; }));
  EXPECT_TRUE(differs([](StoredEntry& r) { r.chain = "other"; }));
  EXPECT_TRUE(differs([](StoredEntry& r) { ++r.place; }));
  EXPECT_TRUE(differs([](StoredEntry& r) { r.personal_hash = "x"; }));
  EXPECT_TRUE(differs([](StoredEntry& r) { r.entry.id += "x"; }));
  EXPECT_TRUE(differs([](StoredEntry& r) { r.entry.kind = "outcome"; }));
  EXPECT_TRUE(differs([](StoredEntry& r) { r.entry.decision_id += "x"; }));
  EXPECT_TRUE(differs([](StoredEntry& r) { ++r.entry.turn; }));
  EXPECT_TRUE(differs([](StoredEntry& r) { ++r.entry.created; }));
  EXPECT_TRUE(differs([](StoredEntry& r) { r.entry.caller += "x"; }));
  EXPECT_TRUE(differs([](StoredEntry& r) { r.entry.idempotency_key += "x"; }));
  EXPECT_TRUE(differs([](StoredEntry& r) { r.entry.request_hash += "x"; }));
  EXPECT_TRUE(differs([](StoredEntry& r) { r.entry.body += " "; }));
}

}  // namespace
}  // namespace prescore::service
