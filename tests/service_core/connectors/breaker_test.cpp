#include "service/connectors/breaker.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace prescore::service {
namespace {

using State = Breaker::State;

/// A breaker with a clock of its own, which opens after three failures for ten seconds.
class BreakerTest : public testing::Test {
 protected:
  /// A call that ends at once.
  bool call(bool succeeds) {
    const auto ticket = breaker_.admit(now_);
    if (ticket) breaker_.record(*ticket, succeeds, now_);
    return ticket.has_value();
  }
  void pass(std::chrono::seconds time) { now_ += time; }
  void open() {
    for (int time = 0; time < 3; ++time) call(false);
  }

  Breaker::Clock::time_point now_{std::chrono::hours(1)};
  std::vector<State> changes_;
  Breaker breaker_{{3, std::chrono::seconds(10)}, [this](State state) { changes_.push_back(state); }};
};

TEST_F(BreakerTest, OpensAfterSoManyFailuresInARow) {
  EXPECT_TRUE(call(false));
  EXPECT_TRUE(call(false));
  EXPECT_EQ(breaker_.state(), State::closed);
  EXPECT_TRUE(call(false));
  EXPECT_EQ(breaker_.state(), State::open);
  EXPECT_FALSE(call(true));
}

TEST_F(BreakerTest, ASuccessBreaksTheRow) {
  for (int time = 0; time < 10; ++time) {
    call(false);
    call(false);
    call(true);
  }
  EXPECT_EQ(breaker_.state(), State::closed);
}

TEST_F(BreakerTest, TriesOneCallAfterItsTimeAndCloses) {
  open();
  pass(std::chrono::seconds(9));
  EXPECT_FALSE(breaker_.admit(now_));
  pass(std::chrono::seconds(1));
  const auto trial = breaker_.admit(now_);
  ASSERT_TRUE(trial);
  EXPECT_EQ(breaker_.state(), State::half_open);
  EXPECT_FALSE(breaker_.admit(now_)) << "only one call tries";
  breaker_.record(*trial, true, now_);
  EXPECT_EQ(breaker_.state(), State::closed);
  EXPECT_TRUE(call(true));
  EXPECT_EQ(changes_, (std::vector{State::open, State::half_open, State::closed}));
}

TEST_F(BreakerTest, OpensAgainAfterATrialThatFailed) {
  open();
  pass(std::chrono::seconds(10));
  EXPECT_TRUE(call(false));
  EXPECT_EQ(breaker_.state(), State::open);
  pass(std::chrono::seconds(9));
  EXPECT_FALSE(call(true)) << "its time began again";
  pass(std::chrono::seconds(1));
  EXPECT_TRUE(call(true));
  EXPECT_EQ(breaker_.state(), State::closed);
}

TEST_F(BreakerTest, IgnoresCallsThatBeganBeforeItOpened) {
  const auto slow = breaker_.admit(now_);
  const auto slower = breaker_.admit(now_);
  ASSERT_TRUE(slow && slower);
  open();
  breaker_.record(*slow, true, now_);
  EXPECT_EQ(breaker_.state(), State::open);
  pass(std::chrono::seconds(10));
  const auto trial = breaker_.admit(now_);
  ASSERT_TRUE(trial);
  breaker_.record(*slower, true, now_);
  EXPECT_EQ(breaker_.state(), State::half_open) << "only the trial decides";
  breaker_.record(*trial, false, now_);
  EXPECT_EQ(breaker_.state(), State::open);
}

TEST_F(BreakerTest, NeedsSoManyFailuresAgainOnceItClosed) {
  open();
  pass(std::chrono::seconds(10));
  call(true);
  call(false);
  call(false);
  EXPECT_EQ(breaker_.state(), State::closed);
  call(false);
  EXPECT_EQ(breaker_.state(), State::open);
}

}  // namespace
}  // namespace prescore::service
