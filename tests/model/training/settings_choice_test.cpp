// What training.json may leave out: the rules, the choice on folds, and what a run reports about it.
#include "training/settings_choice.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "model/training/support.hpp"
#include "training/default_settings.hpp"
#include "training/train.hpp"

namespace prescore {
namespace {

const std::vector<std::string> kAllKeys = {"method", "trees", "depth", "leaves", "leaf_rows", "features_per_split"};

ProgrammeFolder without(std::vector<std::string> keys, Method method = Method::bagging) {
  ProgrammeFolder folder = test::made_up_programme(method);
  folder.settings.left_out = std::move(keys);
  return folder;
}

TEST(SettingsToTry, KeepWhatIsStated) {
  const ProgrammeFolder folder = without({"trees", "leaf_rows"});
  const auto all = settings_to_try(folder.settings, Method::bagging, {5'000, 4});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].trees, 100U);
  EXPECT_EQ(all[0].leaf_rows, 2U);
  EXPECT_EQ(all[0].depth, folder.settings.depth);
  EXPECT_EQ(all[0].leaves, folder.settings.leaves);
  EXPECT_EQ(all[0].features_per_split, folder.settings.features_per_split);
}

TEST(SettingsToTry, GrowLeavesWithTheRows) {
  const ProgrammeFolder folder = without(kAllKeys);
  for (const Method method : {Method::bagging, Method::boosting}) {
    const auto few = settings_to_try(folder.settings, method, {500, 4}).front();
    const auto many = settings_to_try(folder.settings, method, {50'000, 4}).front();
    EXPECT_LT(few.leaf_rows, many.leaf_rows);
  }
}

TEST(SettingsToTry, AllowNoForestThatCouldNotBeExplained) {
  ProgrammeFolder folder = without({"trees"});
  folder.settings.depth = 24;
  folder.settings.leaves = 1U << 19U;
  for (const Method method : {Method::bagging, Method::boosting}) {
    const auto tried = settings_to_try(folder.settings, method, {5'000, 4}).front();
    EXPECT_LE(std::uint64_t{tried.trees} * tried.leaves, 1U << 20U);
    EXPECT_GE(tried.trees, 1U);
  }
}

TEST(ChooseSettings, LeavesCompleteSettingsAlone) {
  const ProgrammeFolder folder = test::made_up_programme(Method::bagging);
  const SettingsChoice choice = choose_settings(folder, test::made_up_rows(500, 1), {});
  EXPECT_TRUE(choice.report.is_null());
  EXPECT_EQ(choice.settings.trees, folder.settings.trees);
}

TEST(ChooseSettings, TriesBothMethodsAndTakesASmallForestNearTheBest) {
  const SettingsChoice choice = choose_settings(without(kAllKeys), test::made_up_rows(3'000, 2), {1, 2, false});
  EXPECT_TRUE(choice.settings.left_out.empty());
  double best = 0.0;
  bool bagging = false;
  for (const Json& trial : choice.report["tried"]) {
    best = std::max(best, trial["auroc_on_unseen_rows"].get<double>());
    bagging = bagging || trial["method"] == "bagging";
  }
  EXPECT_TRUE(bagging);
  const Json& chosen = choice.report["chosen"];
  EXPECT_GE(chosen["auroc_on_unseen_rows"].get<double>(), best - 0.001 - 1e-6);
  for (const Json& trial : choice.report["tried"]) {
    if (trial["auroc_on_unseen_rows"].get<double>() < best - 0.001 + 1e-6) continue;
    EXPECT_GE(trial["most_leaves"], chosen["most_leaves"]);
  }
  EXPECT_EQ(chosen["trees"], choice.settings.trees);
  EXPECT_EQ(chosen["depth"], choice.settings.depth);
}

TEST(ChooseSettings, DoesNotDependOnTheThreads) {
  const TrainingRows rows = test::made_up_rows(1'000, 3);
  const ProgrammeFolder folder = without(kAllKeys);
  EXPECT_EQ(choose_settings(folder, rows, {7, 1, false}).report, choose_settings(folder, rows, {7, 3, false}).report);
}

TEST(ChooseSettings, NeverChangesAStatedMethod) {
  const TrainingRows rows = test::made_up_rows(1'000, 4);
  const SettingsChoice choice = choose_settings(without({"trees", "depth"}, Method::boosting), rows, {});
  EXPECT_EQ(choice.settings.method, Method::boosting);
  for (const Json& trial : choice.report["tried"]) EXPECT_EQ(trial["method"], "boosting");
}

TEST(ChooseSettings, GrowsNothingWhereARuleDecides) {
  const SettingsChoice choice = choose_settings(without({"trees", "leaves"}), test::made_up_rows(500, 5), {});
  EXPECT_FALSE(choice.report.contains("tried"));
  EXPECT_EQ(choice.settings.leaves, 32U);
}

TEST(TrainOnRows, RecordsTheChoiceAndTheCompleteSettings) {
  const Model model = train_on_rows(without(kAllKeys), test::made_up_rows(1'000, 6), {1, 2, false});
  const Json& chosen = model.provenance["settings_choice"]["chosen"];
  const Json& forest = model.provenance["settings"]["forest"];
  for (const char* key : {"method", "trees", "depth"}) EXPECT_EQ(forest[key], chosen[key]) << key;
  EXPECT_EQ(model.programme.forest.trees.size(), chosen["trees"].get<std::size_t>());
}

}  // namespace
}  // namespace prescore
