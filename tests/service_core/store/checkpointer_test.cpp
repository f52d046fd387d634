// The log file of SQLite under a writer that never rests: it begins again, and everything that was recorded is there.
#include "service/store/checkpointer.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>

#include "service/store/chain.hpp"
#include "service/store/sql_store.hpp"
#include "service_core/support.hpp"

namespace prescore::service {
namespace {

using test::decision_of;
using test::TemporaryFolder;

/// About a page of the database each.
std::vector<NewDecision> large_decisions(int first, int count) {
  std::vector<NewDecision> decisions;
  for (int number = first; number < first + count; ++number) {
    decisions.push_back(decision_of(number));
    decisions.back().answer.append(3000, 'x');
  }
  return decisions;
}

std::vector<const NewDecision*> pointers_to(const std::vector<NewDecision>& decisions) {
  std::vector<const NewDecision*> pointers;
  for (const NewDecision& decision : decisions) pointers.push_back(&decision);
  return pointers;
}

constexpr int kTogether = 200;

/// Records so many groups, more than one call of the system can write each.
void record(Writer& writer, int groups) {
  for (int group = 0; group < groups; ++group) {
    const std::vector<NewDecision> decisions = large_decisions(group * kTogether + 1, kTogether);
    (void)writer.append(pointers_to(decisions));
    writer.tidy();
  }
}

TEST(Checkpointer, TheLogBeginsAgainUnderABusyWriter) {
  const TemporaryFolder folder;
  const DatabasePlace place{folder.at("decisions.sqlite")};
  migrate(place);
  const auto writer = open_writer(place, "main");
  constexpr int kGroups = 200;
  record(*writer, kGroups);
  // All groups together are more than 160 MB. On a busy machine the log is longer than on an idle one.
  EXPECT_LT(std::filesystem::file_size(place.file + "-wal"), 120U * 1024 * 1024);
  EXPECT_GT(std::filesystem::file_size(place.file), 20U * 1024 * 1024);
  const auto reader = open_reader(place);
  std::int64_t rows = 0;
  std::string previous(chain_start());
  reader->walk_decisions([&](const StoredDecision& row) {
    EXPECT_EQ(row.place, ++rows);
    EXPECT_EQ(row.previous_hash, previous);
    EXPECT_EQ(hash_of(row), row.hash);
    previous = row.hash;
  });
  EXPECT_EQ(rows, kGroups * kTogether);
}

TEST(Checkpointer, AReaderOfLongAgoStopsNobodyAndSeesWhatItSaw) {
  const TemporaryFolder folder;
  const DatabasePlace place{folder.at("decisions.sqlite")};
  migrate(place);
  const auto writer = open_writer(place, "main");
  sqlite3* backup = nullptr;
  ASSERT_EQ(sqlite3_open(place.file.c_str(), &backup), SQLITE_OK);
  const auto count = [backup] {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(backup, "SELECT count(*) FROM decision", -1, &statement, nullptr);
    EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
    const int rows = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return rows;
  };
  sqlite3_exec(backup, "BEGIN", nullptr, nullptr, nullptr);
  EXPECT_EQ(count(), 0);
  record(*writer, 60);
  EXPECT_EQ(count(), 0);
  sqlite3_exec(backup, "COMMIT", nullptr, nullptr, nullptr);
  EXPECT_EQ(count(), 60 * kTogether);
  sqlite3_close(backup);
}

}  // namespace
}  // namespace prescore::service
