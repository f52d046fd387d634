#include "score_timer.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <utility>

#include "prescore/encoding.hpp"

namespace prescore {
namespace {

constexpr std::array<std::string_view, 5> kWayNames = {"walked", "looked_up", "decided", "bare", "encoded"};

}  // namespace

std::optional<ScoringWay> find_way(std::string_view name) noexcept {
  const auto found = std::find(kWayNames.begin(), kWayNames.end(), name);
  if (found == kWayNames.end()) return std::nullopt;
  return static_cast<ScoringWay>(found - kWayNames.begin());
}

ScoreTimer::ScoreTimer(Programme programme, std::span<const std::int32_t> answers)
    : programme_(std::move(programme)), walker_(programme_, 0), decider_(programme_) {
  const std::size_t questions = programme_.questionnaire.questions.size();
  for (std::size_t begin = 0; begin + questions <= answers.size(); begin += questions) {
    Applicant& applicant = applicants_.emplace_back();
    std::copy_n(answers.begin() + static_cast<std::ptrdiff_t>(begin), questions, applicant.values.begin());
    features_.push_back(encode(programme_.questionnaire, programme_.encoding, applicant));
  }
  decisions_.resize(applicants_.size());
  scores_.resize(applicants_.size());
}

double ScoreTimer::microseconds_a_row(ScoringWay way, double milliseconds) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  const std::clock_t processor_start = std::clock();
  for (std::size_t passes = 1;; ++passes) {
    run(way);
    if (std::chrono::duration<double, std::milli>(Clock::now() - start).count() < milliseconds) continue;
    const double taken = 1e6 * static_cast<double>(std::clock() - processor_start) / CLOCKS_PER_SEC;
    return taken / static_cast<double>(passes * applicants_.size());
  }
}

std::span<const std::int32_t> ScoreTimer::scores(ScoringWay way) {
  run(way);
  return scores_;
}

void ScoreTimer::run(ScoringWay way) {
  switch (way) {
    case ScoringWay::walked:
      return walker_.score(applicants_, scores_);
    case ScoringWay::looked_up:
      return decider_.score(applicants_, scores_);
    case ScoringWay::decided:
      return decide();
    case ScoringWay::bare:
      for (std::size_t row = 0; row < features_.size(); ++row) {
        scores_[row] = programme_.forest.score(features_[row].codes);
      }
      return;
    case ScoringWay::encoded:
      for (std::size_t row = 0; row < applicants_.size(); ++row) {
        const Features features = encode(programme_.questionnaire, programme_.encoding, applicants_[row]);
        scores_[row] = programme_.forest.score(features.codes);
      }
  }
}

void ScoreTimer::decide() {
  decider_.decide(applicants_, decisions_);
  for (std::size_t row = 0; row < decisions_.size(); ++row) scores_[row] = decisions_[row].pd_ppm.value_or(-1);
}

}  // namespace prescore
