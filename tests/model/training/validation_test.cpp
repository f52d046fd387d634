// Choosing a size, cross-validating, and what stops a training.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "model/training/support.hpp"
#include "training/cross_validation.hpp"
#include "training/size_search.hpp"
#include "training/train.hpp"
#include "training/training_checks.hpp"

namespace prescore {
namespace {

std::string error_of(const TrainingRows& rows) {
  return test::input_error_of([&] { require_trainable(rows, test::made_up_programme(Method::bagging), "F.csv"); });
}

TEST(RequireTrainable, TakesGoodRows) {
  EXPECT_NO_THROW(require_trainable(test::made_up_rows(200, 1), test::made_up_programme(Method::bagging), "F.csv"));
}

TEST(RequireTrainable, NamesTheColumnOfOneOutcomeOnly) {
  TrainingRows rows = test::made_up_rows(200, 1);
  std::fill(rows.defaulted.begin(), rows.defaulted.end(), 0);
  EXPECT_EQ(error_of(rows), "F.csv, column \"default\": all 200 rows were repaid; training needs both outcomes");
  std::fill(rows.defaulted.begin(), rows.defaulted.end(), 1);
  EXPECT_EQ(error_of(rows), "F.csv, column \"default\": all 200 rows defaulted; training needs both outcomes");
}

TEST(RequireTrainable, NamesAConstantOrEmptyColumn) {
  TrainingRows rows = test::made_up_rows(200, 1);
  std::fill(rows.values[2].begin(), rows.values[2].end(), 1);
  EXPECT_EQ(error_of(rows),
            "F.csv, column \"town\": it is the same in every row; remove the question \"town\" from "
            "questionnaire.json");
  std::fill(rows.values[2].begin(), rows.values[2].end(), kMissing);
  EXPECT_EQ(error_of(rows),
            "F.csv, column \"town\": it is empty in every row; remove the question \"town\" from questionnaire.json");
}

TEST(RequireTrainable, RefusesRowsThatAreAllAlike) {
  TrainingRows rows = test::made_up_rows(200, 1);
  for (auto& values : rows.values) std::fill(values.begin(), values.end(), 1);
  EXPECT_EQ(error_of(rows),
            "F.csv: all 200 rows have the same answers, so nothing separates defaulters from the others");
}

TEST(RequireTrainable, RefusesTenRows) {
  TrainingRows rows = test::made_up_rows(10, 1);
  for (std::size_t row = 0; row < 10; ++row) rows.defaulted[row] = static_cast<std::uint8_t>(row % 2);
  EXPECT_EQ(error_of(rows),
            "F.csv: 10 usable rows; training needs at least 100 (100, and twice \"leaf_rows\" of training.json)");
  EXPECT_EQ(error_of(test::made_up_rows(0, 1)), "F.csv: no usable rows between --since and --before");
}

TEST(RequireTrainable, ListsTheCausesWhereEveryRowWasLeftOut) {
  TrainingRows rows = test::made_up_rows(0, 1);
  rows.left_out = 18;
  rows.left_out_because = {{1, IssueCode::unknown_option, 17, "\"E\""}, {2, IssueCode::unknown_option, 1, "\"x\""}};
  EXPECT_EQ(
      error_of(rows),
      "F.csv: the questionnaire does not take the answers of any row; unknown option of grade, for example \"E\": "
      "17 rows; unknown option of town, for example \"x\": 1 row");
}

// One row with an unknown option stopped the training before.
TEST(RequireTrainable, TakesTheOtherRowsWhereAnAnswerIsNoOption) {
  TrainingRows rows = test::made_up_rows(200, 1);
  rows.left_out = 1;
  rows.left_out_because = {{1, IssueCode::unknown_option, 1, "\"E\""}};
  EXPECT_NO_THROW(require_trainable(rows, test::made_up_programme(Method::bagging), "F.csv"));
}

TEST(Train, SaysThatNoTreeFoundASplit) {
  ProgrammeFolder folder = test::made_up_programme(Method::bagging);
  folder.settings.leaf_rows = 900;
  const std::string message =
      test::input_error_of([&] { (void)train_on_rows(folder, test::made_up_rows(1'000, 1), {}); });
  EXPECT_NE(message.find("no tree found a split"), std::string::npos);
}

TEST(SizeSearch, TakesTheFewestNodesThatAreAsGoodAsTheBest) {
  ProgrammeFolder folder = test::made_up_programme(Method::boosting);
  const Json search = search_size(folder, test::made_up_rows(6'000, 41), {1, 2, false});
  EXPECT_EQ(folder.settings.trees, search["chosen"]["trees"]);
  EXPECT_EQ(folder.settings.depth, search["chosen"]["depth"]);
  double best = 0.0;
  for (const Json& trial : search["tried"]) best = std::max(best, trial["auroc_on_later_rows"].get<double>());
  double chosen_nodes = 0.0;
  double fewest = 1e9;
  for (const Json& trial : search["tried"]) {
    if (trial["trees"] == folder.settings.trees && trial["depth"] == folder.settings.depth) {
      chosen_nodes = trial["nodes"].get<double>();
      EXPECT_GE(trial["auroc_on_later_rows"].get<double>(), best - 0.001001);
    }
    if (trial["auroc_on_later_rows"].get<double>() >= best - 0.000999) {
      fewest = std::min(fewest, trial["nodes"].get<double>());
    }
  }
  EXPECT_LE(chosen_nodes, fewest);
}

TEST(SizeSearch, ChoosesTheSameOnAnyNumberOfThreads) {
  ProgrammeFolder folder = test::made_up_programme(Method::bagging);
  const TrainingRows rows = test::made_up_rows(1'500, 42);
  ProgrammeFolder other = folder;
  EXPECT_EQ(search_size(folder, rows, {1, 1, false}), search_size(other, rows, {1, 3, false}));
}

TEST(SizeSearch, RefusesRowsOfOneDay) {
  ProgrammeFolder folder = test::made_up_programme(Method::bagging);
  TrainingRows rows = test::made_up_rows(500, 43);
  std::fill(rows.dates.begin(), rows.dates.end(), rows.dates.front());
  EXPECT_NE(test::input_error_of([&] { (void)search_size(folder, rows, {}); }).find("too few days"), std::string::npos);
}

TEST(DealFolds, GivesEachFoldItsShareOfEachOutcome) {
  const TrainingRows rows = test::made_up_rows(1'003, 44);
  const auto folds = deal_folds(rows, 5, 7);
  std::array<std::array<int, 2>, 5> counts{};
  for (std::size_t row = 0; row < rows.size(); ++row) ++counts.at(folds[row])[rows.defaulted[row]];
  for (const std::size_t outcome : {0U, 1U}) {
    const auto less = [&](const auto& a, const auto& b) { return a[outcome] < b[outcome]; };
    const auto [low, high] = std::minmax_element(counts.begin(), counts.end(), less);
    EXPECT_LE((*high)[outcome] - (*low)[outcome], 1);
  }
  EXPECT_EQ(deal_folds(rows, 5, 7), folds);
  EXPECT_NE(deal_folds(rows, 5, 8), folds);
}

TEST(CrossValidate, JudgesEveryRowOnceByAModelThatDidNotSeeIt) {
  TrainingRows rows = test::made_up_rows(1'500, 45);
  test::Random coin(46);
  for (auto& defaulted : rows.defaulted) defaulted = coin.chance(300) ? 1 : 0;
  ProgrammeFolder folder = test::made_up_programme(Method::bagging);
  folder.settings.leaf_rows = 1;
  const Json report = cross_validate_rows(folder, rows, 5, {1, 1, false});
  EXPECT_EQ(report["all_rows"]["rows"], rows.size());
  EXPECT_EQ(report["by_fold"].size(), 5U);
  EXPECT_NEAR(report["auroc"]["mean"].get<double>(), 0.5, 0.05);
}

}  // namespace
}  // namespace prescore
