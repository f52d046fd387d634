// The shipped models keep to their directions: the PD never rises with income, education or a stable job, whatever else
// an applicant answers. Proven over all answers, not sampled.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "json/programme_json.hpp"
#include "prescore/pd_table.hpp"
#include "support/random.hpp"
#include "support/random_programme.hpp"
#include "support/read_file.hpp"

namespace prescore {
namespace {

using Codes = std::vector<std::uint8_t>;

/// A question whose risk moves one way along its values.
struct Direction {
  std::size_t question = 0;
  bool rises = false;
  /// The codes of its answers in the order of the values: from the lowest number, or as the options are listed.
  Codes along;
};

Codes codes_along(const Question& question, const FeatureEncoding& feature) {
  Codes codes;
  if (question.kind == QuestionKind::choice) {
    std::copy_if(feature.option_codes.begin(), feature.option_codes.end(), std::back_inserter(codes),
                 [](std::uint8_t code) { return code != 0; });
    return codes;
  }
  for (std::size_t code = 1; code <= feature.cuts.size() + 1; ++code) codes.push_back(static_cast<std::uint8_t>(code));
  return codes;
}

std::vector<Direction> directions_of(const Model& model) {
  std::vector<Direction> directions;
  const auto& questions = model.programme.questionnaire.questions;
  for (const auto& item : model.provenance["settings"]["risk_along_values"].items()) {
    const std::string& id = item.key();
    const auto place = std::find_if(questions.begin(), questions.end(), [&](const auto& one) { return one.id == id; });
    const auto index = static_cast<std::size_t>(place - questions.begin());
    directions.push_back({index, item.value() == "rises", codes_along(*place, model.programme.encoding[index])});
  }
  return directions;
}

/// All codes that an answer to a question can have, a missing one included where the data held it.
Codes all_codes(const Programme& programme, std::size_t question) {
  Codes codes = codes_along(programme.questionnaire.questions[question], programme.encoding[question]);
  if (programme.encoding[question].missing_seen) codes.push_back(kMissingCode);
  return codes;
}

Model shipped(const std::string& name) {
  const std::string path = PRESCORE_MODELS_FOLDER "/" + name + "/model.json";
  return read_model(test::read_file(path.c_str()), path);
}

/// Calls `visit` for every choice of one code from each list; the lists may be empty of choice but not of codes.
template <typename Visit>
void for_each_point(const std::vector<Codes>& lists, Visit visit) {
  std::vector<std::size_t> place(lists.size(), 0);
  Features features;
  for (std::size_t index = 0; index < lists.size(); ++index) features.codes[index] = lists[index].front();
  for (;;) {
    visit(features);
    std::size_t index = 0;
    for (; index < lists.size(); ++index) {
      place[index] = (place[index] + 1) % lists[index].size();
      features.codes[index] = lists[index][place[index]];
      if (place[index] != 0) break;
    }
    if (index == lists.size()) return;
  }
}

/// Counts the steps along a direction at which `value` goes the wrong way.
template <typename Value>
std::size_t count_breaks(const Direction& direction, const Codes& along, Features features, Value value) {
  std::size_t breaks = 0;
  std::int64_t before = 0;
  for (std::size_t step = 0; step < along.size(); ++step) {
    features.codes[direction.question] = along[step];
    const std::int64_t now = value(features);
    if (step > 0 && (direction.rises ? now < before : now > before)) ++breaks;
    before = now;
  }
  return breaks;
}

/// Of the codes that a tree treats alike one, the first.
Codes told_apart(const Tree& tree, std::size_t question, const Codes& codes) {
  std::set<std::vector<bool>> seen;
  Codes kept;
  for (const std::uint8_t code : codes) {
    Features features;
    features.codes[question] = code;
    std::vector<bool> ways;
    for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
      const Node& node = tree.nodes[index];
      if (!tree.is_leaf(index) && node.feature == question)
        ways.push_back(next_node(node, features.codes) == node.left);
    }
    if (seen.insert(ways).second) kept.push_back(code);
  }
  return kept;
}

std::int64_t leaf_value(const Tree& tree, const Features& features) {
  std::size_t index = 0;
  while (!tree.is_leaf(index)) index = next_node(tree.nodes[index], features.codes);
  return tree.values[index];
}

class ShippedDirections : public testing::TestWithParam<const char*> {};

TEST_P(ShippedDirections, EveryTreeKeepsToThemOverAllOfItsCells) {
  // A sum of trees that each fall falls, and a PD table never falls where the score rises.
  const Model model = shipped(GetParam());
  const std::vector<Direction> directions = directions_of(model);
  ASSERT_GE(directions.size(), 3U);
  std::size_t cells = 0;
  for (const Tree& tree : model.programme.forest.trees) {
    std::vector<Codes> lists;
    for (std::size_t question = 0; question < model.programme.questionnaire.questions.size(); ++question) {
      lists.push_back(told_apart(tree, question, all_codes(model.programme, question)));
    }
    for (const Direction& direction : directions) {
      std::vector<Codes> others = lists;
      others[direction.question] = {direction.along.front()};
      const Codes along = told_apart(tree, direction.question, direction.along);
      for_each_point(others, [&](const Features& features) {
        ++cells;
        ASSERT_EQ(count_breaks(direction, along, features, [&](const Features& f) { return leaf_value(tree, f); }), 0U);
      });
    }
  }
  EXPECT_GT(cells, 1000U);
  const auto& knots = model.programme.pd_table.knots;
  for (std::size_t knot = 1; knot < knots.size(); ++knot) EXPECT_GE(knots[knot].pd_ppm, knots[knot - 1].pd_ppm);
}

TEST_P(ShippedDirections, AreKeptByThePdOfAnyoneAlongAllAnswersToOneQuestion) {
  const Model model = shipped(GetParam());
  const Programme& programme = model.programme;
  test::Random random(41);
  for (int row = 0; row < 100; ++row) {
    const Applicant applicant = test::random_covered_applicant(programme, random);
    const Features features = encode(programme.questionnaire, programme.encoding, applicant);
    for (const Direction& direction : directions_of(model)) {
      const auto pd = [&](const Features& f) { return programme.pd_table.pd_ppm(programme.forest.score(f.codes)); };
      ASSERT_EQ(count_breaks(direction, direction.along, features, pd), 0U);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Programmes, ShippedDirections, testing::Values("instant-card", "instant-card-full"),
                         [](const auto& programme) {
                           std::string name = programme.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(ShippedGrid, KeepsToTheDirectionsOfTheSixQuestionsInEveryCell) {
  const Model model = shipped("instant-card");
  const Programme& programme = model.programme;
  const std::vector<Direction> directions = directions_of(model);
  const auto pd = [&](const Features& f) { return programme.pd_table.pd_ppm(programme.forest.score(f.codes)); };
  std::size_t points = 0;
  for (const Direction& direction : directions) {
    std::vector<Codes> lists;
    for (std::size_t question = 0; question < programme.questionnaire.questions.size(); ++question) {
      lists.push_back(question == direction.question ? Codes{direction.along.front()} : all_codes(programme, question));
    }
    for_each_point(lists, [&](const Features& features) {
      points += direction.along.size();
      ASSERT_EQ(count_breaks(direction, direction.along, features, pd), 0U);
    });
  }
  RecordProperty("points", static_cast<int>(points));
  EXPECT_GT(points, 10'000U);
}

}  // namespace
}  // namespace prescore
