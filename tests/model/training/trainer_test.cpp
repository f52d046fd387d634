// Both methods on made-up rows: what a forest promises, whatever grew it.
#include <gtest/gtest.h>

#include <cmath>

#include "judging/metrics.hpp"
#include "model/training/support.hpp"
#include "training/train.hpp"
#include "trees/binning.hpp"
#include "trees/forest_trainer.hpp"

namespace prescore {
namespace {

std::string name_of(const testing::TestParamInfo<Method>& info) {
  return info.param == Method::bagging ? "Bagging" : "Boosting";
}

class Trainer : public testing::TestWithParam<Method> {
 protected:
  ProgrammeFolder folder_ = test::made_up_programme(GetParam());

  [[nodiscard]] Model train(const TrainingRows& rows, std::uint64_t seed = 1, unsigned threads = 1) const {
    return train_on_rows(folder_, rows, {seed, threads, false});
  }
};

TEST_P(Trainer, WritesTheSameBytesOnAnyNumberOfThreads) {
  const TrainingRows rows = test::made_up_rows(2'000, 1);
  const std::string alone = readable(to_json(train(rows, 3, 1)));
  EXPECT_EQ(readable(to_json(train(rows, 3, 2))), alone);
  EXPECT_EQ(readable(to_json(train(rows, 3, 7))), alone);
  EXPECT_NE(readable(to_json(train(rows, 4, 1))), alone);
}

TEST_P(Trainer, FollowsTheDirectionsOverTheWholeGrid) {
  const TrainingRows rows = test::made_up_rows(3'000, 2);
  EXPECT_EQ(test::count_broken_directions(train(rows).programme, folder_.settings.directions), 0U);
  EXPECT_EQ(test::count_broken_directions_by_tree(train(rows).programme, folder_.settings.directions), 0U);
}

TEST_P(Trainer, FollowsTheDirectionsWithShrinkageAndCoarseLeaves) {
  folder_.settings.shrinkage = 200.0;
  folder_.settings.leaf_scale = 64;
  const TrainingRows rows = test::made_up_rows(3'000, 2);
  EXPECT_EQ(test::count_broken_directions(train(rows).programme, folder_.settings.directions), 0U);
  EXPECT_EQ(test::count_broken_directions_by_tree(train(rows).programme, folder_.settings.directions), 0U);
}

TEST_P(Trainer, BreaksTheDirectionsThatItIsNotTold) {
  const std::vector<RiskDirection> wished = folder_.settings.directions;
  folder_.settings.directions.assign(4, RiskDirection::free);
  const Programme free = train(test::made_up_rows(3'000, 2)).programme;
  EXPECT_GT(test::count_broken_directions(free, wished), 20U);
  EXPECT_GT(test::count_broken_directions_by_tree(free, wished), 20U);
}

TEST_P(Trainer, TellsDefaultersFromRepayersOnLaterRows) {
  const Programme programme = train(test::made_up_rows(6'000, 3)).programme;
  const TrainingRows later = test::made_up_rows(6'000, 4);
  std::vector<ScoredOutcome> scored_outcomes;
  std::vector<ScoredOutcome> by_true_risk;
  for (std::size_t row = 0; row < later.size(); ++row) {
    Applicant applicant;
    for (std::size_t index = 0; index < 4; ++index) applicant.values[index] = later.values[index][row];
    const Features features = encode(programme.questionnaire, programme.encoding, applicant);
    scored_outcomes.push_back(
        {programme.pd_table.pd_ppm(programme.forest.score(features.codes)), later.defaulted[row] == 1});
    const auto& values = applicant.values;
    by_true_risk.push_back(
        {test::made_up_risk(values[0], values[1], values[2], values[3]) * 1'000, later.defaulted[row] == 1});
  }
  EXPECT_GT(area_under_roc(by_true_risk), 0.62);
  EXPECT_GT(area_under_roc(scored_outcomes), area_under_roc(by_true_risk) - 0.02);
  EXPECT_LT(calibration_error(scored_outcomes), 0.03);
}

TEST_P(Trainer, JudgesItselfOnRowsItDidNotSee) {
  // The outcome is a coin: a judge that uses the training rows finds a pattern in it.
  TrainingRows rows = test::made_up_rows(2'000, 5);
  test::Random coin(6);
  for (auto& defaulted : rows.defaulted) defaulted = coin.chance(300) ? 1 : 0;
  folder_.settings.leaf_rows = 1;
  const Model model = train(rows);
  EXPECT_NEAR(model.provenance["held_out"]["all"]["auroc"].get<double>(), 0.5, 0.04);
}

TEST_P(Trainer, KeepsTheLimitsOfTheSettings) {
  folder_.settings.depth = 3;
  folder_.settings.leaves = 6;
  const Forest forest = train(test::made_up_rows(3'000, 7)).programme.forest;
  ASSERT_EQ(forest.trees.size(), 30U);
  for (const Tree& tree : forest.trees) {
    EXPECT_LE(tree.depth, 3U);
    EXPECT_LE(tree.nodes.size(), 11U);
  }
}

TEST_P(Trainer, WeighsDefaultsAsTold) {
  const TrainingRows rows = test::made_up_rows(3'000, 8);
  const Encoding encoding = bin_values(rows, folder_.questionnaire, folder_.settings);
  const Cells cells = find_cells(rows, folder_.questionnaire, encoding);
  const auto mean_log_odds = [&](double default_weight) {
    TrainingSettings settings = folder_.settings;
    settings.default_weight = default_weight;
    const Forest forest = train_forest(cells, count_outcomes(cells, rows), settings, {1, 1, false});
    double sum = 0.0;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      sum += log_odds(forest.score(cells.codes_of(cell)), forest, GetParam());
    }
    return sum / static_cast<double>(cells.size());
  };
  // Boosting starts from the weighted base rate, which its scores do not hold.
  const double expected = GetParam() == Method::bagging ? std::log(5.0) : 0.0;
  EXPECT_NEAR(mean_log_odds(5.0) - mean_log_odds(1.0), expected, 0.25);
}

TEST(Bagging, RoundsLeavesToTheScaleOfTheSettings) {
  ProgrammeFolder folder = test::made_up_programme(Method::bagging);
  folder.settings.leaf_scale = 32;
  const Model model = train_on_rows(folder, test::made_up_rows(2'000, 1), {});
  EXPECT_EQ(model.programme.forest.leaf_scale, 32);
  for (const Tree& tree : model.programme.forest.trees) {
    for (const std::int32_t value : tree.values) EXPECT_LE(value, 32);
  }
  const double mean_pd = model.provenance["held_out"]["all"]["mean_pd"];
  EXPECT_NEAR(mean_pd, model.provenance["held_out"]["all"]["base_rate"].get<double>(), 0.02);
}

INSTANTIATE_TEST_SUITE_P(Methods, Trainer, testing::Values(Method::bagging, Method::boosting), name_of);

TEST(Boosting, StepsTowardsTheLogOddsOfItsOnlySplit) {
  // One yes-or-no question with 10 % and 40 % defaults: once converged, the scores lie as far apart as the log-odds.
  Cells cells;
  cells.features = 1;
  cells.codes = {1, 2};
  cells.code_counts = {2};
  cells.missing_seen = {false};
  const std::vector<OutcomeCounts> counts = {{900, 100}, {600, 400}};
  TrainingSettings settings = test::made_up_programme(Method::boosting).settings;
  settings.trees = 200;
  settings.features_per_split = 1;
  settings.rows_per_tree = 1.0;
  settings.ridge = 0.0;
  settings.directions = {RiskDirection::free};
  const Forest forest = train_forest(cells, counts, settings, {1, 1, false});
  const double apart = forest.score(cells.codes_of(1)) - forest.score(cells.codes_of(0));
  EXPECT_NEAR(apart / forest.leaf_scale, std::log(400.0 / 600.0) - std::log(100.0 / 900.0), 0.02);
}

TEST(Bagging, GivesEveryLeafTheShareOfItsSample) {
  Cells cells;
  cells.features = 1;
  cells.codes = {1, 2};
  cells.code_counts = {2};
  cells.missing_seen = {false};
  const std::vector<OutcomeCounts> counts = {{9'000, 1'000}, {6'000, 4'000}};
  TrainingSettings settings = test::made_up_programme(Method::bagging).settings;
  settings.features_per_split = 1;
  settings.directions = {RiskDirection::free};
  const Forest forest = train_forest(cells, counts, settings, {1, 1, false});
  const double scale = 30.0 * forest.leaf_scale;
  EXPECT_NEAR(forest.score(cells.codes_of(0)) / scale, 0.1, 0.005);
  EXPECT_NEAR(forest.score(cells.codes_of(1)) / scale, 0.4, 0.005);
}

}  // namespace
}  // namespace prescore
