// One row through a forest of random trees.
#include <benchmark/benchmark.h>

#include "prescore/forest.hpp"
#include "support/random_programme.hpp"

namespace prescore {
namespace {

constexpr std::size_t kRows = 1024;

void score_one_row(benchmark::State& state) {
  test::Random random(7);
  const Programme programme = test::random_programme(random);
  std::vector<Features> rows;
  for (std::size_t row = 0; row < kRows; ++row) rows.push_back(test::random_features(programme, random));
  std::size_t row = 0;
  for (auto step : state) {
    benchmark::DoNotOptimize(step);
    benchmark::DoNotOptimize(programme.forest.score(rows[row].codes));
    row = (row + 1) % kRows;
  }
}
BENCHMARK(score_one_row);

}  // namespace
}  // namespace prescore
