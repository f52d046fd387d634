// A SELECT on a real SQLite file, and the threads that ask it.
#include "service/connectors/select_connector.hpp"

#include <gtest/gtest.h>

#include <future>

#include "service/connectors/sqlite_handle.hpp"
#include "service_core/support.hpp"

namespace prescore::service {
namespace {

using std::chrono::milliseconds;

SelectSession::Clock::time_point soon() { return SelectSession::Clock::now() + std::chrono::seconds(5); }

constexpr const char* kStatement = "SELECT region, score, day AS as_of FROM people WHERE id = :client";

class SqliteSelectTest : public testing::Test {
 protected:
  SqliteSelectTest() {
    SqliteDatabase database(file_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    database.run(
        "CREATE TABLE people (id text, region integer, score real, day text);"
        "INSERT INTO people VALUES ('c-1', 30, -0.5, '2026-11-01'), ('twice', 1, 1, NULL), ('twice', 2, 2, NULL)");
  }

  std::string refusal(const std::string& statement) {
    try {
      (void)open_sqlite_select(file_, statement, soon());
    } catch (const SelectFailed& failed) {
      return std::string(name(failed.outcome())) + ": " + failed.what();
    }
    return "taken";
  }

  test::TemporaryFolder folder_;
  std::string file_ = folder_.at("core.sqlite");
};

TEST_F(SqliteSelectTest, ReadsRowsAsTexts) {
  const auto session = open_sqlite_select(file_, kStatement, soon());
  EXPECT_EQ(session->columns(), (std::vector<std::string>{"region", "score", "as_of"}));
  EXPECT_EQ(session->find("c-1", kMostRows, soon()), (std::vector<SelectRow>{{"30", "-0.5", "2026-11-01"}}));
  EXPECT_TRUE(session->find("c-2", kMostRows, soon()).empty());
  EXPECT_TRUE(session->find("c-1' OR '1'='1", kMostRows, soon()).empty());
  EXPECT_EQ(session->find("twice", kMostRows, soon()).size(), 2U);
}

TEST_F(SqliteSelectTest, RefusesStatementsThatAreNoSelectOfOneClient) {
  EXPECT_NE(refusal("SELECT regoin FROM people WHERE id = :client").find("regoin"), std::string::npos);
  for (const char* statement :
       {"SELECT region FROM peple WHERE id = :client", "SELECT region FROM people", "SELECT :client, :other",
        "DELETE FROM people WHERE id = :client", "INSERT INTO people (id) VALUES (:client)", "SELEC :client", ":client",
        "SELECT region FROM people WHERE id = :client; DELETE FROM people", "", "PRAGMA user_version = 5 -- :client"}) {
    EXPECT_EQ(refusal(statement).substr(0, 12), "wrong_answer") << statement;
  }
  EXPECT_EQ(refusal("SELECT region FROM people WHERE id = :client"), "taken");
}

TEST_F(SqliteSelectTest, WritesNothing) {
  const std::string statement = "DELETE FROM people WHERE id = :client RETURNING region";
  EXPECT_EQ(refusal(statement).substr(0, 12), "wrong_answer");
  EXPECT_EQ(open_sqlite_select(file_, kStatement, soon())->find("c-1", kMostRows, soon()).size(), 1U);
}

TEST_F(SqliteSelectTest, SaysThatTheFileIsNotThere) {
  try {
    (void)open_sqlite_select(folder_.at("other.sqlite"), kStatement, soon());
    FAIL() << "it opened a file that is not there";
  } catch (const SelectFailed& failed) {
    EXPECT_EQ(failed.outcome(), CallOutcome::unreachable);
  }
  EXPECT_FALSE(std::filesystem::exists(folder_.at("other.sqlite")));
}

TEST_F(SqliteSelectTest, EndsAStatementThatTakesTooLong) {
  const auto session = open_sqlite_select(file_,
                                          "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
                                          " SELECT count(*) AS region FROM n WHERE :client <> x",
                                          soon());
  const auto begin = SelectSession::Clock::now();
  try {
    (void)session->find("c-1", kMostRows, begin + milliseconds(50));
    FAIL() << "it ended";
  } catch (const SelectFailed& failed) {
    EXPECT_EQ(failed.outcome(), CallOutcome::timeout);
  }
  EXPECT_LT(SelectSession::Clock::now() - begin, std::chrono::seconds(2));
}

/// A session that answers when the test lets it.
class Gate {
 public:
  void open() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    wake_.notify_all();
  }
  void pass() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return is_open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_open_ = false;
};

class FakeSession final : public SelectSession {
 public:
  explicit FakeSession(std::function<std::vector<SelectRow>()> rows) : rows_(std::move(rows)) {
    set_columns({"region"});
  }
  std::vector<SelectRow> find(const std::string&, std::size_t, Clock::time_point) override { return rows_(); }

 private:
  std::function<std::vector<SelectRow>()> rows_;
};

class SelectConnectorTest : public testing::Test {
 protected:
  SelectConnectorTest() {
    settings_.name = "core";
    settings_.questions = {"region"};
    settings_.threads = 1;
    settings_.waiting = 1;
    settings_.breaker = {3, std::chrono::seconds(60)};
  }

  std::unique_ptr<SelectConnector> make(SelectConnector::Open open) {
    return std::make_unique<SelectConnector>(
        settings_,
        SelectConnector::Parts{"select", std::move(open),
                               [](const auto& columns, const auto& rows, const auto& request) {
                                 return values_of(rows, columns, request, "core");
                               }},
        nullptr);
  }
  static std::future<Answered> ask(SelectConnector& connector) {
    auto promise = std::make_shared<std::promise<Answered>>();
    connector.ask(std::make_shared<ClientRequest>(ClientRequest{"c-1", {"region"}, std::nullopt, "", 0}),
                  [promise](Answered answered) { promise->set_value(std::move(answered)); });
    return promise->get_future();
  }

  SelectSettings settings_;
};

TEST_F(SelectConnectorTest, RefusesAtOnceWhereTheQueueIsFull) {
  Gate gate;
  const auto connector = make([&gate](auto) {
    return std::make_unique<FakeSession>([&gate] {
      gate.pass();
      return std::vector<SelectRow>{{"30"}};
    });
  });
  auto first = ask(*connector);
  auto second = ask(*connector);
  EXPECT_EQ(ask(*connector).get().outcome, CallOutcome::queue_full);
  gate.open();
  EXPECT_EQ(first.get().outcome, CallOutcome::found);
  EXPECT_EQ(second.get().values.at(0).text, "30");
}

TEST_F(SelectConnectorTest, ACallThatWaitedTooLongIsNotMade) {
  settings_.timeout = milliseconds(30);
  int asked = 0;
  const auto connector = make([&asked](auto) {
    return std::make_unique<FakeSession>([&asked] {
      ++asked;
      std::this_thread::sleep_for(milliseconds(60));
      return std::vector<SelectRow>{{"30"}};
    });
  });
  auto first = ask(*connector);
  auto second = ask(*connector);
  (void)first.get();
  const Answered late = second.get();
  EXPECT_EQ(late.outcome, CallOutcome::timeout);
  EXPECT_EQ(late.attempts, 0);
  EXPECT_EQ(asked, 1);
}

TEST_F(SelectConnectorTest, TriesOnceMoreWhereAnOpenConnectionBroke) {
  int opened = 0;
  const auto connector = make([&opened](auto) {
    return std::make_unique<FakeSession>([calls = 0, own = ++opened]() mutable {
      if (own == 1 && ++calls == 2) throw SelectFailed(CallOutcome::unreachable, "gone");
      return std::vector<SelectRow>{{"30"}};
    });
  });
  EXPECT_EQ(ask(*connector).get().outcome, CallOutcome::found);
  const Answered again = ask(*connector).get();
  EXPECT_EQ(again.outcome, CallOutcome::found);
  EXPECT_EQ(again.attempts, 2);
  EXPECT_EQ(opened, 2);
}

TEST_F(SelectConnectorTest, LeavesADatabaseAloneThatDoesNotAnswer) {
  int opened = 0;
  const auto connector = make([&opened](auto) -> std::unique_ptr<SelectSession> {
    ++opened;
    throw SelectFailed(CallOutcome::unreachable, "away");
  });
  for (int time = 0; time < 3; ++time) EXPECT_EQ(ask(*connector).get().outcome, CallOutcome::unreachable);
  EXPECT_EQ(ask(*connector).get().outcome, CallOutcome::breaker_open);
  EXPECT_EQ(opened, 3);
}

TEST_F(SelectConnectorTest, AnswersWhatWaitsWhenItEnds) {
  Gate gate;
  auto connector = make([&gate](auto) {
    return std::make_unique<FakeSession>([&gate] {
      gate.pass();
      return std::vector<SelectRow>{};
    });
  });
  auto first = ask(*connector);
  auto second = ask(*connector);
  std::thread later([&gate] {
    std::this_thread::sleep_for(milliseconds(50));
    gate.open();
  });
  connector.reset();
  later.join();
  EXPECT_EQ(first.wait_for(milliseconds(0)), std::future_status::ready);
  EXPECT_EQ(second.wait_for(milliseconds(0)), std::future_status::ready);
}

}  // namespace
}  // namespace prescore::service
