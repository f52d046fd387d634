// Retention: the age of a command line as a moment, and decisions of that age.
#include "service/commands/later.hpp"

#include <gtest/gtest.h>

#include "service/store/sql_entries.hpp"
#include "service_core/store/test_postgres.hpp"
#include "service_core/support.hpp"

namespace prescore::service {
namespace {

Moment moment(const char* text) { return *parse_moment(text); }

TEST(MomentBefore, CountsDaysMonthsAndYearsOfTheCalendar) {
  const Moment now = moment("2026-03-31T10:20:30.5Z");
  EXPECT_EQ(moment_before(now, "1d"), moment("2026-03-30T10:20:30.5Z"));
  EXPECT_EQ(moment_before(now, "90d"), moment("2025-12-31T10:20:30.5Z"));
  EXPECT_EQ(moment_before(now, "1m"), moment("2026-02-28T10:20:30.5Z")) << "a month without a 31st";
  EXPECT_EQ(moment_before(now, "36m"), moment("2023-03-31T10:20:30.5Z"));
  EXPECT_EQ(moment_before(now, "3y"), moment("2023-03-31T10:20:30.5Z"));
  EXPECT_EQ(moment_before(moment("2024-02-29"), "1y"), moment("2023-02-28"));
  EXPECT_EQ(moment_before(now, "9999y"), moment("1970-01-01T10:20:30.5Z")) << "no decision is older";
}

TEST(MomentBefore, TakesNothingElse) {
  for (const char* age : {"", "d", "0d", "-1d", "+1d", "10000d", "1w", "1.5y", "1 y", "3Y", "3", "y3"}) {
    EXPECT_FALSE(moment_before(moment("2026-03-31"), age)) << age;
  }
}

/// `eraser`: the same place, for the role that erases.
void expect_retained(const DatabasePlace& place, const DatabasePlace& eraser) {
  const auto writer = open_writer(place, "main");
  NewDecision old = test::decision_of(1);
  NewDecision young = test::decision_of(2);
  Clock clock;
  young.created = clock.now();
  young.id = make_uuid(young.created);
  (void)writer->append({&old, &young});
  const auto reader = open_reader(place);
  retain(eraser, "1y", true);
  EXPECT_FALSE(reader->find_decision(old.id, "")->is_erased) << "a dry run changes nothing";
  retain(eraser, "1y", false);
  EXPECT_TRUE(reader->find_decision(old.id, "")->is_erased);
  EXPECT_FALSE(reader->find_decision(young.id, "")->is_erased);
  const auto entries = open_entry_reader(place)->entries_of({old.id, young.id});
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_NE(entries[0].entry.body.find("\"why\":\"retention\""), std::string::npos);
}

TEST(Retain, ErasesWhatIsOlderAndRecordsIt) {
  const test::TemporaryFolder folder;
  const DatabasePlace place{folder.at("decisions.sqlite")};
  migrate(place);
  expect_retained(place, place);
}

TEST(Retain, ErasesOnPostgresAsTheRoleThatMay) {
  const DatabasePlace place = test::TestPostgres::instance().make_database();
  expect_retained(place, test::TestPostgres::as(place, "eraser"));
}

}  // namespace
}  // namespace prescore::service
