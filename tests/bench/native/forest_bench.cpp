// What encoding and forests of growing size cost a row.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <vector>

#include "prescore/batch_forest.hpp"
#include "prescore/encoding.hpp"
#include "prescore/forest.hpp"
#include "support/random.hpp"

namespace prescore {
namespace {

constexpr std::size_t kRows = 4096;
constexpr std::uint8_t kFeatures = 6;

/// Every leaf at `depth`, splits at random: the most nodes that a tree of that depth can have.
Tree full_tree(std::uint32_t depth, test::Random& random) {
  Tree tree;
  tree.depth = depth;
  const std::uint32_t splits = (std::uint32_t{1} << depth) - 1;
  for (std::uint32_t index = 0; index < 2 * splits + 1; ++index) {
    const bool is_leaf = index >= splits;
    Node node;
    if (is_leaf) {
      node.left = index;
    } else {
      node = {static_cast<std::uint8_t>(random.below(kFeatures)), 1,
              static_cast<std::uint8_t>(random.below(kMaxCodes - 1)), 0, 2 * index + 1};
    }
    tree.nodes.push_back(node);
    tree.values.push_back(is_leaf ? static_cast<std::int32_t>(random.below(1000)) : 0);
  }
  return tree;
}

Forest forest_of(const benchmark::State& state, test::Random& random) {
  Forest forest;
  for (std::int64_t tree = 0; tree < state.range(0); ++tree) {
    forest.trees.push_back(full_tree(static_cast<std::uint32_t>(state.range(1)), random));
  }
  return forest;
}

std::vector<Features> random_rows(test::Random& random) {
  std::vector<Features> rows(kRows);
  for (Features& row : rows) {
    for (std::size_t feature = 0; feature < kFeatures; ++feature) {
      row.codes[feature] = static_cast<std::uint8_t>(1 + random.below(kMaxCodes));
    }
  }
  return rows;
}

/// One row after another, as a page scores.
void one_row(benchmark::State& state) {
  test::Random random(7);
  const Forest forest = forest_of(state, random);
  const std::vector<Features> rows = random_rows(random);
  std::size_t row = 0;
  for (auto step : state) {
    benchmark::DoNotOptimize(step);
    benchmark::DoNotOptimize(forest.score(rows[row].codes));
    row = (row + 1) % kRows;
  }
  state.counters["rows"] = 1;
}

/// Many rows at once.
void many_rows(benchmark::State& state) {
  test::Random random(7);
  const BatchForest forest(forest_of(state, random));
  const std::vector<Features> rows = random_rows(random);
  std::vector<std::int32_t> scores(kRows);
  for (auto step : state) {
    benchmark::DoNotOptimize(step);
    forest.score(rows, scores);
    benchmark::DoNotOptimize(scores.data());
  }
  state.counters["rows"] = kRows;
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  for (const int trees : {10, 30, 100, 300, 1000}) benchmark->Args({trees, 8});
  for (const int depth : {4, 6, 10, 12}) benchmark->Args({100, depth});
}

BENCHMARK(one_row)->Apply(sizes);
BENCHMARK(many_rows)->Apply(sizes);

/// Six numbers become codes, each by so many cuts.
void encode_row(benchmark::State& state) {
  test::Random random(7);
  Questionnaire questionnaire;
  Encoding encoding;
  for (std::size_t question = 0; question < kFeatures; ++question) {
    questionnaire.questions.emplace_back().maximum = 1'000'000;
    FeatureEncoding& feature = encoding.emplace_back();
    feature.maximum_seen = 1'000'000;
    for (std::int64_t cut = 1; cut <= state.range(0); ++cut) {
      feature.cuts.push_back(static_cast<std::int32_t>(1'000'000 * cut / (state.range(0) + 1)));
    }
  }
  std::vector<Applicant> applicants(kRows);
  for (Applicant& applicant : applicants) {
    for (std::size_t question = 0; question < kFeatures; ++question) {
      applicant.values[question] = static_cast<std::int32_t>(random.below(1'000'000));
    }
  }
  std::size_t row = 0;
  for (auto step : state) {
    benchmark::DoNotOptimize(step);
    benchmark::DoNotOptimize(encode(questionnaire, encoding, applicants[row]));
    row = (row + 1) % kRows;
  }
  state.counters["rows"] = 1;
}
BENCHMARK(encode_row)->Arg(1)->Arg(15)->Arg(63)->Arg(253);

}  // namespace
}  // namespace prescore
