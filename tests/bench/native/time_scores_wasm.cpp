// The same as time_scores, as WebAssembly called from Node: memory is asked for by malloc, and never given back.
#include <emscripten/em_macros.h>

#include <cstdint>
#include <span>

#include "prescore/packed.hpp"
#include "score_timer.hpp"

namespace {

prescore::ScoreTimer* timer = nullptr;

}  // namespace

extern "C" {

/// Returns whether the model was read. `count` answers follow one another.
EMSCRIPTEN_KEEPALIVE bool prepare(const std::uint8_t* model, std::uint32_t size, const std::int32_t* answers,
                                  std::uint32_t count) {
  const auto programme = prescore::read_packed({model, size});
  if (programme.ok()) timer = new prescore::ScoreTimer(programme.value(), {answers, count});
  return programme.ok();
}

EMSCRIPTEN_KEEPALIVE double microseconds_a_row(std::uint32_t way, double milliseconds) {
  return timer->microseconds_a_row(static_cast<prescore::ScoringWay>(way), milliseconds);
}

EMSCRIPTEN_KEEPALIVE const std::int32_t* scores(std::uint32_t way) {
  return timer->scores(static_cast<prescore::ScoringWay>(way)).data();
}
}
