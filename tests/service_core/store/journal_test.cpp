// The thread that writes: one commit for all who wait, an answer for everybody, and nothing dropped.
#include "service/store/journal.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <future>

#include "service_core/support.hpp"

namespace prescore::service {
namespace {

using test::decision_of;

/// A disk that can be held, and that can fail.
class Disk {
 public:
  void hold() {
    const std::lock_guard lock(mutex_);
    held_ = true;
  }
  void release() {
    const std::lock_guard lock(mutex_);
    held_ = false;
    wake_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    ++arrived_;
    wake_.notify_all();
    wake_.wait(lock, [this] { return !held_; });
  }
  /// Until the writer waits for the disk for the `count`-th time.
  void await_writer(int count) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [&] { return arrived_ >= count; });
  }

  std::atomic<bool> fails = false;

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  bool held_ = false;
  int arrived_ = 0;
};

class FakeWriter final : public Writer {
 public:
  FakeWriter(Disk& disk, std::vector<std::size_t>& groups) : disk_(disk), groups_(groups) {}

  std::vector<Recorded> append(const std::vector<const NewDecision*>& decisions) override {
    disk_.wait();
    if (disk_.fails) throw StoreUnavailable("the disk is full");
    groups_.push_back(decisions.size());
    head_.place += static_cast<std::int64_t>(decisions.size());
    return std::vector<Recorded>(decisions.size());
  }
  void add_version(const StoredVersion&) override {}
  bool add_step(const ReleaseStep&) override {
    if (disk_.fails) throw StoreUnavailable("the disk is full");
    return true;
  }
  void change_entries(const std::function<void(EntryLog&)>&) override {}
  std::string try_to_write() override { return disk_.fails ? "the disk is full" : ""; }
  [[nodiscard]] const ChainHead& head() const noexcept override { return head_; }

 private:
  Disk& disk_;
  std::vector<std::size_t>& groups_;
  ChainHead head_;
};

class JournalTest : public testing::Test {
 protected:
  Journal& start(std::size_t capacity = 1000) {
    journal_ = std::make_unique<Journal>(std::make_unique<FakeWriter>(disk_, groups_), capacity,
                                         [this](const std::string& reason) { reports_.push_back(reason); });
    return *journal_;
  }

  /// How many decisions of a job were recorded.
  std::future<std::size_t> submit(int count = 1, Journal::Wake when = Journal::Wake::now) {
    std::vector<NewDecision> decisions;
    for (int number = 0; number < count; ++number) decisions.push_back(decision_of(number));
    auto promise = std::make_shared<std::promise<std::size_t>>();
    const bool taken = journal_->submit(
        std::make_shared<const std::vector<NewDecision>>(std::move(decisions)),
        [promise](std::span<Recorded> recorded) { promise->set_value(recorded.size()); }, when);
    if (!taken) promise->set_value(kRefused);
    return promise->get_future();
  }

  static constexpr std::size_t kRefused = 999'999;

  Disk disk_;
  std::vector<std::size_t> groups_;
  std::vector<std::string> reports_;
  std::unique_ptr<Journal> journal_;
};

TEST_F(JournalTest, WritesAllThatWaitInOneCommit) {
  Journal& journal = start();
  disk_.hold();
  std::vector<std::future<std::size_t>> done;
  done.push_back(submit());
  disk_.await_writer(1);
  for (int job = 0; job < 5; ++job) done.push_back(submit(2));
  EXPECT_EQ(done[0].wait_for(std::chrono::milliseconds(20)), std::future_status::timeout) << "before the disk";
  disk_.release();
  EXPECT_EQ(done[0].get(), 1U);
  for (int job = 1; job <= 5; ++job) EXPECT_EQ(done[static_cast<std::size_t>(job)].get(), 2U);
  journal_.reset();
  EXPECT_EQ(groups_, (std::vector<std::size_t>{1, 10}));
  (void)journal;
}

TEST_F(JournalTest, SleepsUntilItIsCalledAndThenTakesAllThatCame) {
  Journal& journal = start();
  EXPECT_EQ(submit().get(), 1U);
  while (journal.waiting() > 0) std::this_thread::yield();
  auto first = submit(1, Journal::Wake::later);
  auto second = submit(2, Journal::Wake::later);
  EXPECT_EQ(first.wait_for(std::chrono::milliseconds(20)), std::future_status::timeout) << "nobody called";
  journal.wake();
  EXPECT_EQ(first.get(), 1U);
  EXPECT_EQ(second.get(), 2U);
  journal_.reset();
  EXPECT_EQ(groups_, (std::vector<std::size_t>{1, 3}));
}

TEST_F(JournalTest, TakesWhatCameBeforeItsThreadRan) {
  for (int turn = 0; turn < 50; ++turn) {
    Journal& journal = start();
    auto done = submit(1, Journal::Wake::later);
    journal.wake();
    EXPECT_EQ(done.get(), 1U);
  }
}

TEST_F(JournalTest, AnswersAGroupTogether) {
  std::vector<std::string> order;
  journal_ = std::make_unique<Journal>(
      std::make_unique<FakeWriter>(disk_, groups_), 1000, [](const std::string&) {},
      [&order](const std::function<void()>& answer_all) {
        order.emplace_back("begin");
        answer_all();
        order.emplace_back("end");
      });
  std::vector<NewDecision> decisions = {decision_of(1)};
  const auto job = std::make_shared<const std::vector<NewDecision>>(std::move(decisions));
  disk_.hold();
  for (int count = 0; count < 3; ++count) {
    EXPECT_TRUE(journal_->submit(job, [&order](std::span<Recorded>) { order.emplace_back("answer"); }));
    if (count == 0) disk_.await_writer(1);
  }
  disk_.release();
  journal_.reset();
  EXPECT_EQ(order, (std::vector<std::string>{"begin", "answer", "end", "begin", "answer", "answer", "end"}));
}

TEST_F(JournalTest, CountsCommitsAndKnowsItsHead) {
  Journal& journal = start();
  EXPECT_EQ(submit(3).get(), 3U);
  EXPECT_EQ(submit().get(), 1U);
  EXPECT_EQ(journal.commits(), 2U);
  EXPECT_EQ(journal.head().place, 4);
  EXPECT_TRUE(journal.is_healthy());
}

TEST_F(JournalTest, RefusesWhatDoesNotFitAndTakesItLater) {
  Journal& journal = start(3);
  disk_.hold();
  auto first = submit(2);
  disk_.await_writer(1);
  EXPECT_EQ(submit(2).get(), kRefused);
  auto second = submit(1);
  EXPECT_EQ(submit().get(), kRefused);
  EXPECT_EQ(journal.waiting(), 3U);
  disk_.release();
  EXPECT_EQ(first.get(), 2U);
  EXPECT_EQ(second.get(), 1U);
  while (journal.waiting() > 0) std::this_thread::yield();
  EXPECT_EQ(submit(3).get(), 3U);
}

TEST_F(JournalTest, SaysThatNothingWasRecordedAndRecoversByItself) {
  Journal& journal = start();
  disk_.fails = true;
  EXPECT_EQ(submit(2).get(), 0U);
  EXPECT_FALSE(journal.is_healthy());
  EXPECT_EQ(submit().get(), 0U);
  disk_.fails = false;
  while (!journal.is_healthy()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_EQ(submit().get(), 1U);
  journal_.reset();
  EXPECT_EQ(reports_, (std::vector<std::string>{"the disk is full", ""}));
}

TEST_F(JournalTest, RunsTasksInTurnAndReportsTheirFailure) {
  Journal& journal = start();
  const auto run = [&journal](const Journal::Task& task) {
    std::promise<bool> promise;
    EXPECT_TRUE(journal.submit(task, [&promise](bool is_done) { promise.set_value(is_done); }));
    return promise.get_future().get();
  };
  EXPECT_TRUE(run([](Writer& writer) { (void)writer.add_step({}); }));
  disk_.fails = true;
  EXPECT_FALSE(run([](Writer& writer) { (void)writer.add_step({}); }));
}

TEST_F(JournalTest, WritesWhatWaitsBeforeItStops) {
  start();
  disk_.hold();
  auto first = submit();
  disk_.await_writer(1);
  auto second = submit(4);
  std::thread stopping([this] { journal_.reset(); });
  disk_.release();
  stopping.join();
  EXPECT_EQ(first.get(), 1U);
  EXPECT_EQ(second.get(), 4U);
}

}  // namespace
}  // namespace prescore::service
