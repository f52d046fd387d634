// The core's ways to a score, timed by the same code natively and as WebAssembly.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "prescore/batch.hpp"

namespace prescore {

/// What is timed. The rows begin as answers; only `bare` finds them encoded.
enum class ScoringWay : std::uint8_t {
  /// All rows: encode, then walk the forest, several rows in step.
  walked,
  /// All rows: encode, then look up the answer grid, where it is small enough; else as `walked`.
  looked_up,
  /// All rows: the whole decision, as `prescore score` makes it.
  decided,
  /// One row at a time: the forest alone.
  bare,
  /// One row at a time: encode, then the forest.
  encoded,
};

/// By the name of the enumerator.
[[nodiscard]] std::optional<ScoringWay> find_way(std::string_view name) noexcept;

class ScoreTimer {
 public:
  /// `answers` holds an answer for each question of `programme`, row after row.
  ScoreTimer(Programme programme, std::span<const std::int32_t> answers);
  ScoreTimer(const ScoreTimer&) = delete;
  ScoreTimer& operator=(const ScoreTimer&) = delete;

  /// Microseconds of the processor's time a row, measured for at least so many milliseconds and over all rows. As
  /// WebAssembly there is no such clock: then it is time on the wall.
  [[nodiscard]] double microseconds_a_row(ScoringWay way, double milliseconds);

  /// The score of each row. `decided` says a PD in ppm instead.
  [[nodiscard]] std::span<const std::int32_t> scores(ScoringWay way);

 private:
  void run(ScoringWay way);
  void decide();

  Programme programme_;
  std::vector<Applicant> applicants_;
  std::vector<Features> features_;
  std::vector<BatchDecision> decisions_;
  std::vector<std::int32_t> scores_;
  BatchDecider walker_;
  BatchDecider decider_;
};

}  // namespace prescore
