#include "service/connectors/merged_sources.hpp"

#include <gtest/gtest.h>

#include <map>

namespace prescore::service {
namespace {

using Status = ClientData::Status;

constexpr Moment kDayOfTest = 86'400'000'000;

/// Answers when the test says so.
class FakeConnector final : public Connector {
 public:
  using Connector::Connector;
  [[nodiscard]] std::string_view kind() const noexcept override { return "table"; }
  void ask(std::shared_ptr<const ClientRequest> request, Done done) override {
    asked = std::move(request);
    waiting = std::move(done);
  }
  /// Every question gets its own name as value.
  void find(Moment as_of) {
    Answered answered{CallOutcome::found, 1, 5, "of-" + name(), as_of};
    for (const std::string& question : asked->questions) answered.values.push_back({question, question});
    waiting(std::move(answered));
  }
  void end(CallOutcome outcome) { waiting({outcome, 2, 7}); }

  std::shared_ptr<const ClientRequest> asked;
  Done waiting;
};

class MergedSourcesTest : public testing::Test {
 protected:
  FakeConnector& add(const std::string& name, std::vector<std::string> questions) {
    auto connector = std::make_unique<FakeConnector>(name, std::move(questions));
    FakeConnector& added = *connector;
    connectors_.push_back(std::move(connector));
    return added;
  }
  void find(std::vector<std::string> questions) {
    sources_ = std::make_unique<MergedSources>(std::move(connectors_), Secrets{},
                                               [this](const ConnectorCall& call) { ++reports_[call.outcome]; });
    sources_->find({"c-1", std::move(questions), std::nullopt, "", 100 * kDayOfTest},
                   [this](ClientData data) { found_.push_back(std::move(data)); });
  }

  std::vector<std::unique_ptr<Connector>> connectors_;
  std::unique_ptr<MergedSources> sources_;
  std::vector<ClientData> found_;
  std::map<std::string, int> reports_;
};

TEST_F(MergedSourcesTest, PutsValuesTogetherAndTakesTheOldestDate) {
  FakeConnector& table = add("table", {});
  FakeConnector& bureau = add("bureau", {"score", "requests"});
  find({"score", "region"});
  EXPECT_EQ(table.asked->questions, std::vector<std::string>{"region"});
  EXPECT_EQ(bureau.asked->questions, std::vector<std::string>{"score"});
  bureau.find(99 * kDayOfTest);
  EXPECT_TRUE(found_.empty()) << "one still works";
  table.find(90 * kDayOfTest);
  ASSERT_EQ(found_.size(), 1U);
  const ClientData& data = found_.front();
  EXPECT_EQ(data.status, Status::found);
  EXPECT_EQ(data.as_of, 90 * kDayOfTest);
  EXPECT_EQ(data.source, "of-table+of-bureau");
  ASSERT_EQ(data.values.size(), 2U);
  ASSERT_EQ(data.calls.size(), 2U);
  EXPECT_EQ(data.calls[0].connector, "table");
  EXPECT_EQ(data.calls[1].connector, "bureau");
  EXPECT_EQ(data.calls[1].outcome, "found");
  EXPECT_EQ(reports_, (std::map<std::string, int>{{"found", 2}}));
}

TEST_F(MergedSourcesTest, HasNoDateWhereOneIsNotKnown) {
  FakeConnector& table = add("table", {});
  FakeConnector& bureau = add("bureau", {"score"});
  find({"score", "region"});
  table.find(90 * kDayOfTest);
  bureau.waiting({CallOutcome::found, 1, 0, "bureau", std::nullopt, {{"score", "1"}}});
  EXPECT_EQ(found_.front().as_of, std::nullopt);
}

TEST_F(MergedSourcesTest, GivesNoHalfOfTheValues) {
  FakeConnector& table = add("table", {});
  FakeConnector& bureau = add("bureau", {"score"});
  find({"score", "region"});
  table.find(90 * kDayOfTest);
  bureau.end(CallOutcome::timeout);
  const ClientData& data = found_.front();
  EXPECT_EQ(data.status, Status::unavailable);
  EXPECT_TRUE(data.values.empty() && data.source.empty() && !data.as_of);
  ASSERT_EQ(data.calls.size(), 2U);
  EXPECT_EQ(data.calls[1].outcome, "timeout");
  EXPECT_EQ(data.calls[1].attempts, 2);
  EXPECT_EQ(data.calls[1].milliseconds, 7);
}

TEST_F(MergedSourcesTest, AClientThatOneDoesNotKnowIsNotFoundUnlessAnotherFailed) {
  FakeConnector& table = add("table", {});
  FakeConnector& bureau = add("bureau", {"score"});
  find({"score", "region"});
  table.end(CallOutcome::not_found);
  bureau.find(90 * kDayOfTest);
  EXPECT_EQ(found_.front().status, Status::not_found);
}

TEST_F(MergedSourcesTest, AFailureCountsMoreThanAnUnknownClient) {
  FakeConnector& table = add("table", {});
  FakeConnector& bureau = add("bureau", {"score"});
  find({"score", "region"});
  bureau.end(CallOutcome::server_error);
  table.end(CallOutcome::not_found);
  EXPECT_EQ(found_.front().status, Status::unavailable);
}

TEST_F(MergedSourcesTest, AsksOnlyConnectorsOfTheQuestions) {
  FakeConnector& table = add("table", {"region"});
  FakeConnector& bureau = add("bureau", {"score"});
  find({"region"});
  EXPECT_EQ(bureau.asked, nullptr);
  table.find(kDayOfTest);
  EXPECT_EQ(found_.front().status, Status::found);
  EXPECT_EQ(found_.front().calls.size(), 1U);
}

TEST_F(MergedSourcesTest, AQuestionOfNoConnectorMeansNoClientData) {
  FakeConnector& table = add("table", {"region"});
  find({"region", "score"});
  EXPECT_EQ(table.asked, nullptr);
  ASSERT_EQ(found_.size(), 1U);
  EXPECT_EQ(found_.front().status, Status::unavailable);
  EXPECT_TRUE(found_.front().calls.empty());
}

}  // namespace
}  // namespace prescore::service
