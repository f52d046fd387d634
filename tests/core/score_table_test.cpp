// The table of scores over the answer grid: its cells, and how many there may be.
#include "prescore/score_table.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "prescore/batch.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::leaf;
using test::split;
using test::tree_of;

TEST(ScoreTable, HasOneCellForAllThatTheForestCannotTellApart) {
  const Tree ages = tree_of({split(0, 1, 9, 1), split(0, 0, 4, 3), leaf(2), leaf(3), leaf(4)}, {0, 0, 1, 2, 3});
  const Tree jobs = tree_of({split(3, 1, 0, 1), leaf(1), leaf(2)}, {0, 1, 2});
  // Ages: missing, 1..4, 5..10, above; jobs: missing, 1, above.
  EXPECT_EQ(ScoreTable::cells_needed({1, {ages, jobs}}, 12), 12U);
  EXPECT_EQ(ScoreTable::cells_needed({1, {ages, jobs}}, 11), std::nullopt);
  EXPECT_EQ(ScoreTable::cells_needed({1, {tree_of({leaf(0)}, {1})}}, 1), 1U);
}

TEST(ScoreTable, IsEmptyUntilACellIsFilledIn) {
  const Forest forest = {1, {tree_of({split(2, 1, 0, 1), leaf(1), leaf(2)}, {0, 1, 2})}};
  ScoreTable table(forest);
  Features row;
  row.codes[2] = 1;
  const std::size_t cell = table.cell_of(row);
  EXPECT_EQ(table.find(cell), std::nullopt);
  for (const CellRisk& risk : {CellRisk{0, 0}, {-INT32_MAX, kWholePpm}, {INT32_MAX, 1}, {-1, 0}}) {
    table.fill_in(cell, risk);
    EXPECT_EQ(table.find(cell), risk);
  }
  row.codes[2] = 2;
  EXPECT_EQ(table.find(table.cell_of(row)), std::nullopt);
}

/// A programme whose forest tells two answers apart at each of so many questions: 2^questions cells.
Programme with_grid_of_two_to_the(std::uint8_t questions) {
  Programme programme;
  programme.pd_table.knots = {{0, 0}};
  for (std::uint8_t question = 0; question < questions; ++question) {
    programme.questionnaire.questions.push_back(
        test::choice_question(test::numbered("q", question).c_str(), {"a", "b"}));
    programme.encoding.emplace_back().option_codes = {1, 2};
    programme.forest.trees.push_back(tree_of({split(question, 0, 1, 1), leaf(1), leaf(2)}, {0, 0, 1}));
  }
  return programme;
}

TEST(ScoreTable, IsMadeForAGridOf32MebibytesAndNoLargerOne) {
  const Programme largest = with_grid_of_two_to_the(22);
  BatchDecider decider(largest);
  ASSERT_TRUE(decider.is_tabulated());
  Applicant all_right;
  all_right.values.fill(1);
  const std::vector<Applicant> applicants = {Applicant{}, all_right};
  std::vector<std::int32_t> scores(2);
  decider.score(applicants, scores);
  EXPECT_EQ(scores, (std::vector<std::int32_t>{0, 22}));
  const Programme larger = with_grid_of_two_to_the(23);
  EXPECT_FALSE(BatchDecider(larger).is_tabulated());
  EXPECT_FALSE(BatchDecider(larger, std::numeric_limits<std::size_t>::max()).is_tabulated());
  EXPECT_FALSE(BatchDecider(largest, (std::size_t{1} << 22) - 1).is_tabulated());
}

}  // namespace
}  // namespace prescore
