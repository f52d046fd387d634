// From a data file to a model, on made-up applicants.
#include "training/train.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "model/support.hpp"
#include "prescore/check.hpp"
#include "prescore/evaluate.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::input_error_of;
using test::kAge;
using test::kEducation;
using test::kIncome;
using test::kJob;
using test::made_up_rows;
using test::MadeUpRow;

Model train_on(const std::string& csv, const Json& settings, const TrainingOptions& options) {
  std::istringstream rows(csv);
  return train(read_programme(test::small_programme_files(settings)), {{rows, "F.csv", csv.size()}, "0f"}, options);
}

Model train_on(const std::string& csv, const Json& settings, std::uint64_t seed = 1, unsigned threads = 1) {
  TrainingOptions options;
  options.seed = seed;
  options.threads = threads;
  return train_on(csv, settings, options);
}

Model train_on(const std::vector<MadeUpRow>& rows, const Json& settings = test::small_training_settings()) {
  return train_on(test::csv_of(rows), settings);
}

/// small_training_settings with one number of the forest changed.
Json settings_with(const char* key, const Json& value) {
  Json settings = test::small_training_settings();
  settings["forest"][key] = value;
  return settings;
}

std::string error_of(const std::vector<MadeUpRow>& rows, const Json& settings = test::small_training_settings()) {
  return input_error_of([&] { (void)train_on(rows, settings); });
}

std::string bytes_of(const Model& model) { return readable(to_json(model)); }

TEST(Train, GivesTheSameBytesOnAnyNumberOfThreads) {
  const std::string csv = test::csv_of(made_up_rows(1'500, 60));
  const Json settings = test::small_training_settings();
  const std::string alone = bytes_of(train_on(csv, settings, 7, 1));
  EXPECT_EQ(bytes_of(train_on(csv, settings, 7, 2)), alone);
  EXPECT_EQ(bytes_of(train_on(csv, settings, 7, 5)), alone);
  EXPECT_NE(bytes_of(train_on(csv, settings, 8, 1)), alone);
}

TEST(Train, WritesAModelThatReadsBack) {
  const Model model = train_on(made_up_rows(1'500, 61));
  EXPECT_FALSE(check(model.programme));
  EXPECT_EQ(model.programme.id, "small-card");
  EXPECT_EQ(bytes_of(model_from_json(to_json(model), "M.json")), bytes_of(model));
}

TEST(Train, KeepsTheLimitsOfTheSettings) {
  const Model model = train_on(made_up_rows(3'000, 62));
  ASSERT_EQ(model.programme.forest.trees.size(), 12U);
  for (const Tree& tree : model.programme.forest.trees) {
    EXPECT_LE(tree.depth, 4U);
    EXPECT_LE((tree.nodes.size() + 1) / 2, 12U);
    EXPECT_GT(tree.nodes.size(), 1U);
  }
}

TEST(Train, AsksOtherQuestionsWhereFeaturesAreDrawnAtRandom) {
  Json settings = settings_with("features_per_split", 1);
  settings["forest"]["trees"] = 40;
  std::set<int> roots;
  for (const Tree& tree : train_on(made_up_rows(1'500, 64), settings).programme.forest.trees) {
    roots.insert(tree.nodes[0].feature);
  }
  EXPECT_GE(roots.size(), 3U);
}

/// How often the PD moves against its direction between neighbours on the whole grid of answers.
std::size_t broken_directions(const Programme& programme) {
  const auto pd = [&](int age, int income, int education, int job) {
    return decide(programme, test::applicant_of({age, income, education, job})).pd_ppm.value_or(-1);
  };
  std::size_t broken = 0;
  std::size_t covered = 0;
  for (int age = 18; age <= 70; age += 4) {
    for (int income = 5'000; income <= 150'000; income += 1'000) {
      for (int education = 0; education <= 2; ++education) {
        for (int job = 0; job <= 1; ++job) {
          const int here = pd(age, income, education, job);
          covered += here >= 0 ? 1U : 0U;
          if (income < 150'000) broken += pd(age, income + 1'000, education, job) > here ? 1U : 0U;
          if (education < 2) broken += pd(age, income, education + 1, job) > here ? 1U : 0U;
          if (job == 0) broken += pd(age, income, education, 1) < here ? 1U : 0U;
        }
      }
    }
  }
  EXPECT_EQ(covered, 14U * 146U * 3U * 2U);
  return broken;
}

TEST(Train, FollowsTheDirectionsOverTheWholeGrid) {
  // Incomes of 5,000 to 150,000 and ages of 18 to 70 at the ends, so that the grid is covered.
  std::vector<MadeUpRow> rows = made_up_rows(3'000, 65);
  rows[0].age = 18;
  rows[1].age = 70;
  rows[2].income = 5'000;
  rows[3].income = 150'000;
  Json settings = settings_with("leaf_rows", 5);
  settings["forest"]["leaves"] = 200;
  settings["forest"]["depth"] = 8;
  EXPECT_EQ(broken_directions(train_on(rows, settings).programme), 0U);
  settings["risk_along_values"] = Json::object();
  EXPECT_GT(broken_directions(train_on(rows, settings).programme), 100U);
}

TEST(Train, GivesPeopleWithoutAnEducationAPdButNoOneWithoutAnAge) {
  const Programme programme = train_on(made_up_rows(2'000, 67)).programme;
  EXPECT_TRUE(programme.encoding[kEducation].missing_seen);
  EXPECT_FALSE(programme.encoding[kAge].missing_seen);
  EXPECT_TRUE(decide(programme, test::applicant_of({40, 50'000, kMissing, 0})).pd_ppm);
  EXPECT_FALSE(decide(programme, test::applicant_of({kMissing, 50'000, 1, 0})).pd_ppm);
}

TEST(Train, UsesOnlyApplicationsBeforeTheDay) {
  const Json settings = test::small_training_settings();
  const auto rows = made_up_rows(2'000, 69);
  const std::string csv = test::csv_of(rows);
  TrainingOptions options;
  options.window.before = parse_date("2014-02-01");
  const Json provenance = train_on(csv, settings, options).provenance;
  EXPECT_EQ(provenance["rows"],
            std::count_if(rows.begin(), rows.end(), [](const MadeUpRow& row) { return row.day <= 31; }));
  EXPECT_EQ(provenance["last_application"], "2014-01-31");
  options.window.before = parse_date("2013-01-01");
  EXPECT_NE(input_error_of([&] {
              (void)train_on(csv, settings, options);
            }).find("no usable rows between --since and --before"),
            std::string::npos);
}

struct BrokenSetting {
  const char* pointer;
  const char* value;
  const char* message;
};

TEST(Train, NamesTheBadSetting) {
  const std::vector<BrokenSetting> table = {
      {"/forest/trees", "0", "training.json, /forest/trees: must be a whole number from 1 to 10000"},
      {"/forest/depth", "25", "training.json, /forest/depth: must be a whole number from 1 to 24"},
      {"/forest/features_per_split", "5",
       "training.json, /forest/features_per_split: must be a whole number from 1 to 4"},
      {"/forest/default_weight", "0", "training.json, /forest/default_weight: must be a number from 0.001 to 1000.0"},
      {"/risk_along_values/sex", "\"falls\"", "training.json, /risk_along_values/sex: \"sex\" is not a question"},
      {"/risk_along_values/income", "\"down\"",
       "training.json, /risk_along_values/income: must be \"falls\" or \"rises\""},
  };
  for (const auto& [pointer, value, message] : table) {
    Json settings = test::small_training_settings();
    settings[Json::json_pointer(pointer)] = Json::parse(value);
    EXPECT_EQ(error_of(made_up_rows(10, 71), settings), message) << pointer;
  }
  Json misspelt = settings_with("tress", 3);
  EXPECT_TRUE(error_of(made_up_rows(10, 71), misspelt)
                  .starts_with("training.json, /forest: has the unknown key \"tress\"; known are: method, trees, "));
}

}  // namespace
}  // namespace prescore
