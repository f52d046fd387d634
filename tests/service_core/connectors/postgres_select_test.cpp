// A SELECT on a real PostgreSQL.
#include <gtest/gtest.h>

#include "service/connectors/select_session.hpp"
#include "service_core/store/test_postgres.hpp"

namespace prescore::service {
namespace {

using test::TestPostgres;

class PostgresSelect : public testing::Test {
 protected:
  PostgresSelect() : place_(TestPostgres::instance().make_empty_database()) {
    EXPECT_EQ(TestPostgres::run_as_owner(
                  place_, "CREATE TABLE person (id text, region integer, score numeric, home text, day timestamptz)"),
              "");
    EXPECT_EQ(TestPostgres::run_as_owner(
                  place_, "INSERT INTO person VALUES ('c-1', 30, -0.5, NULL, '2026-11-01 03:00:00.5+03')"),
              "");
  }

  [[nodiscard]] static SelectSession::Clock::time_point in(std::chrono::milliseconds time) {
    return SelectSession::Clock::now() + time;
  }
  [[nodiscard]] std::unique_ptr<SelectSession> open(const std::string& statement) const {
    return open_postgres_select(place_.connection, place_.password, statement, in(std::chrono::seconds(10)));
  }
  [[nodiscard]] CallOutcome refusal(const std::string& statement) const {
    try {
      (void)open(statement);
    } catch (const SelectFailed& failed) {
      return failed.outcome();
    }
    return CallOutcome::found;
  }

  DatabasePlace place_;
};

TEST_F(PostgresSelect, ReadsRowsAsTextsWithDatesInUtc) {
  const auto session = open("SELECT region, score, home, day AS as_of FROM person WHERE id = :client");
  EXPECT_EQ(session->columns(), (std::vector<std::string>{"region", "score", "home", "as_of"}));
  EXPECT_EQ(session->find("c-1", kMostRows, in(std::chrono::seconds(5))),
            (std::vector<SelectRow>{{"30", "-0.5", std::nullopt, "2026-11-01 00:00:00.5+00"}}));
  for (const std::string& client : {std::string("c-2"), std::string("x' OR '1'='1"), std::string("c-1\0x", 5)}) {
    EXPECT_TRUE(session->find(client, kMostRows, in(std::chrono::seconds(5))).empty());
  }
}

TEST_F(PostgresSelect, AReferenceThatTheColumnCannotHoldBelongsToNoClient) {
  const auto session = open("SELECT score FROM person WHERE region = :client::integer");
  EXPECT_TRUE(session->find("abc", kMostRows, in(std::chrono::seconds(5))).empty());
  EXPECT_EQ(session->find("30", kMostRows, in(std::chrono::seconds(5))).size(), 1U);
}

TEST_F(PostgresSelect, RefusesStatementsThatAreNoSelectOfOneClient) {
  for (const char* statement :
       {"SELECT regoin FROM person WHERE id = :client", "SELECT region FROM person", "SELEC :client",
        "SELECT region FROM person WHERE id = ':client'", "DELETE FROM person WHERE id = :client"}) {
    EXPECT_EQ(refusal(statement), CallOutcome::wrong_answer) << statement;
  }
}

TEST_F(PostgresSelect, ChangesNothing) {
  const auto session = open("DELETE FROM person WHERE id = :client RETURNING region");
  EXPECT_THROW((void)session->find("c-1", kMostRows, in(std::chrono::seconds(5))), SelectFailed);
  EXPECT_EQ(TestPostgres::value_of(place_, "SELECT count(*) FROM person"), "1");
}

TEST_F(PostgresSelect, EndsAtItsDeadline) {
  const auto session = open("SELECT pg_sleep(20)::text AS region FROM person WHERE id = :client");
  const auto begin = SelectSession::Clock::now();
  try {
    (void)session->find("c-1", kMostRows, in(std::chrono::milliseconds(100)));
    FAIL() << "it ended";
  } catch (const SelectFailed& failed) {
    EXPECT_EQ(failed.outcome(), CallOutcome::timeout);
  }
  EXPECT_LT(SelectSession::Clock::now() - begin, std::chrono::seconds(5));
}

}  // namespace
}  // namespace prescore::service
