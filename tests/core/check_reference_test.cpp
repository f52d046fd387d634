// `check` on the reference: each rule broken once, in a programme that is otherwise good.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "prescore/check.hpp"
#include "prescore/programme.hpp"
#include "support/mutation.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using enum ModelErrorCode;
using test::choice_question;
using test::expect_refused;
using test::kAge;
using test::kEducation;
using test::kJob;
using test::leaf;
using test::small_programme;
using test::split;
using test::tree_of;

TEST(CheckReference, RefusesBadAnswers) {
  expect_refused(
      Section::reference,
      {{"one too few", [](Programme& p) { p.reference.answers.pop_back(); }, inconsistent_count, 3},
       {"one too many", [](Programme& p) { p.reference.answers.push_back(0); }, inconsistent_count, 5},
       {"missing", [](Programme& p) { p.reference.answers[kAge] = kMissing; }, out_of_range, kAge},
       {"younger than the data", [](Programme& p) { p.reference.answers[kAge] = 20; }, out_of_range, kAge},
       {"older than the data", [](Programme& p) { p.reference.answers[kAge] = 71; }, out_of_range, kAge},
       {"unknown option", [](Programme& p) { p.reference.answers[kJob] = 2; }, out_of_range, kJob},
       {"negative option", [](Programme& p) { p.reference.answers[kJob] = -1; }, out_of_range, kJob},
       {"unseen option", [](Programme& p) { p.reference.answers[kEducation] = 2; }, out_of_range, kEducation}});
}

TEST(CheckReference, RefusesBadPopulations) {
  expect_refused(
      Section::reference,
      {{"nobody", [](Programme& p) { p.reference.population.clear(); }, inconsistent_count, 4},
       {"too many", [](Programme& p) { p.reference.population.resize(65, p.reference.population[0]); },
        inconsistent_count, 69},
       {"no weight", [](Programme& p) { p.reference.population[1].weight = 0; }, inconsistent_count, 5},
       {"too much weight", [](Programme& p) { p.reference.population[1].weight = kMaxReferenceWeight; },
        inconsistent_count, 5},
       {"a code beyond the cuts", [](Programme& p) { p.reference.population[1].codes[kAge] = 4; }, out_of_range, 5},
       {"missing, never seen so", [](Programme& p) { p.reference.population[0].codes[kAge] = 0; }, out_of_range, 4},
       {"an answer beyond the questions", [](Programme& p) { p.reference.population[0].codes[4] = 1; }, out_of_range,
        4}});
}

TEST(CheckReference, AcceptsAMissingAnswerThatTheDataHeld) {
  Programme programme = small_programme();
  programme.reference.population[0].codes[kJob] = kMissingCode;
  EXPECT_FALSE(check(programme));
}

TEST(CheckReference, AcceptsAsManyPeopleAndAsMuchWeightAsAllowed) {
  Programme programme = small_programme();
  programme.reference.population.resize(64, programme.reference.population[0]);
  for (ReferenceVector& vector : programme.reference.population) vector.weight = 1024;
  EXPECT_FALSE(check(programme));
  programme.reference.population[63].weight = 1025;
  const auto error = check(programme);
  ASSERT_TRUE(error);
  EXPECT_EQ(name(error->code), "inconsistent_count");
  EXPECT_EQ(error->index, 4U + 63U);
}

/// One tree that asks `questions` different questions on its longest way, with a leaf of `value` at its end.
Programme deep_programme(std::uint8_t questions, std::int32_t value) {
  Programme programme;
  programme.id = "deep";
  std::vector<Node> nodes = {leaf(0)};
  for (std::uint8_t index = 0; index < questions; ++index) {
    programme.questionnaire.questions.push_back(choice_question(test::numbered("q", index).c_str(), {"a", "b"}));
    programme.encoding.emplace_back().option_codes = {1, 2};
    const auto left = static_cast<std::uint32_t>(nodes.size());
    nodes.back() = split(index, 1, 0, left);
    nodes.push_back(leaf(left));
    nodes.push_back(leaf(left + 1));
  }
  std::vector<std::int32_t> values(nodes.size(), 0);
  values.back() = value;
  programme.forest.trees.push_back(tree_of(std::move(nodes), std::move(values)));
  programme.pd_table.knots = {{0, 0}};
  programme.policy.offers = {{"card", kWholePpm, {}}};
  programme.reference.answers.assign(questions, 0);
  programme.reference.population.emplace_back().codes.fill(0);
  std::fill_n(programme.reference.population[0].codes.begin(), questions, std::uint8_t{1});
  return programme;
}

TEST(CheckReference, RefusesContributionsThatLeave64Bits) {
  // lcm(1..32) is 144,403,552,893,600: with scores up to 15,968 a quarter of 2^63 is just not exceeded.
  EXPECT_FALSE(check(deep_programme(32, 15'968)));
  Programme with_nothing_added = deep_programme(32, 15'968);
  with_nothing_added.forest.trees.push_back(tree_of({leaf(0)}, {0}));
  EXPECT_FALSE(check(with_nothing_added));
  const auto error = check(deep_programme(32, 15'969));
  ASSERT_TRUE(error);
  EXPECT_EQ(name(error->code), "sum_overflow");
  EXPECT_EQ(name(error->section), "reference");
  EXPECT_EQ(error->index, 32U);
}

TEST(CheckReference, RefusesMoreThanAnExplainerMayHold) {
  Programme programme = small_programme();
  programme.reference.population.resize(kMaxReferenceVectors, programme.reference.population[0]);
  Tree& tree = programme.forest.trees[1];
  tree.values.assign(tree.nodes.size(), 0);
  const auto nodes = [&] {
    std::size_t sum = 0;
    for (const Tree& one : programme.forest.trees) sum += one.nodes.size();
    return sum;
  };
  // 2^25 nodes times people, 64 people.
  const std::size_t most = std::size_t{1} << 19;
  const std::size_t added = (most - nodes()) / tree.nodes.size();
  programme.forest.trees.resize(programme.forest.trees.size() + added, Tree(tree));
  EXPECT_FALSE(check(programme));
  programme.forest.trees.push_back(Tree(programme.forest.trees[1]));
  const auto error = check(programme);
  ASSERT_TRUE(error);
  EXPECT_EQ(name(error->code), "too_large");
  EXPECT_EQ(name(error->section), "reference");
}

}  // namespace
}  // namespace prescore
