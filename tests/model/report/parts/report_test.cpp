// Reports of rows that lack something: dates, an outcome in a group, the provenance of the model.

#include "report/parts/report.hpp"

#include <gtest/gtest.h>

#include "report/page/card.hpp"
#include "report/page/page.hpp"
#include "support/random.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

/// Applicants of the small programme, the young ones riskier. Without dates if `months` is 0.
TrainingRows rows_over(int months, std::size_t count = 400) {
  test::Random random(5);
  TrainingRows rows;
  rows.values.resize(4);
  for (std::size_t row = 0; row < count; ++row) {
    const auto age = static_cast<std::int32_t>(random.between(21, 70));
    rows.values[test::kAge].push_back(age);
    rows.values[test::kIncome].push_back(static_cast<std::int32_t>(random.between(1'000, 1'000'000)));
    rows.values[test::kEducation].push_back(static_cast<std::int32_t>(random.below(2)));
    rows.values[test::kJob].push_back(static_cast<std::int32_t>(random.below(2)));
    rows.defaulted.push_back(random.chance(age < 30 ? 400 : 100) ? 1 : 0);
    if (months == 0) continue;
    const auto month = static_cast<unsigned>(1 + row % static_cast<std::size_t>(months));
    rows.dates.push_back(Date(std::chrono::year(2024), std::chrono::month(month), std::chrono::day(7)));
  }
  return rows;
}

Json report_on(const TrainingRows& rows, const Json& provenance) {
  ReportRequest request;
  request.model_name = "M.json";
  request.data = {"F.csv", "abc", [&](const DateWindow& /*window*/) { return rows; }};
  return make_report({test::small_programme(), {}, provenance}, request);
}

std::string page_of(const Json& report) {
  return report_page(report, [](std::string_view /*text*/) { return std::string("hash"); });
}

TEST(Report, LeavesMonthsOutWhereRowsHaveNoDates) {
  const Json report = report_on(rows_over(0), nullptr);
  EXPECT_TRUE(report["applications"]["first"].is_null());
  EXPECT_TRUE(report["months"].empty());
  EXPECT_FALSE(report["drift"]["several_months"].get<bool>());
  const std::string page = page_of(report);
  EXPECT_EQ(page.find("id=\"stability\""), std::string::npos);
  EXPECT_EQ(page.find("#stability"), std::string::npos);
  EXPECT_EQ(page.find("from  to"), std::string::npos);
  EXPECT_NE(model_card(std::vector{report}).find("There are not several months to compare."), std::string::npos);
}

TEST(Report, KnowsThatUndatedRowsOfTheTrainingFileAreInSample) {
  const Json same = report_on(rows_over(0), {{"data_sha256", "abc"}});
  EXPECT_EQ(same["in_sample"]["share"], "all");
  EXPECT_NE(page_of(same).find("are in the file that the model was trained on"), std::string::npos);
  const Json other = report_on(rows_over(0), {{"data_sha256", "def"}});
  EXPECT_EQ(other["in_sample"]["share"], "unknown");
  EXPECT_TRUE(other["in_sample"]["rows"].is_null());
}

TEST(Report, MarksEachMonthByItsShareInTheTrainingPeriod) {
  const Json report =
      report_on(rows_over(3), {{"first_application", "2024-02-01"}, {"last_application", "2024-02-29"}});
  EXPECT_EQ(report["months"][0]["in_sample"], "none");
  EXPECT_EQ(report["months"][1]["in_sample"], "all");
  EXPECT_EQ(report["months"][2]["in_sample"], "none");
  EXPECT_EQ(report["in_sample"]["share"], "some");
  const Json of_unknown_origin = report_on(rows_over(3), nullptr);
  for (const Json& month : of_unknown_origin["months"]) EXPECT_EQ(month["in_sample"], "unknown");
}

TEST(Report, HasNoFigureOfAGroupThatWouldNeedBothOutcomes) {
  TrainingRows rows = rows_over(1);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows.values[test::kAge][row] >= 45) rows.defaulted[row] = 0;
  }
  const Json report = report_on(rows, nullptr);
  const Json& table = report["protected"]["tables"][0];
  EXPECT_EQ(table["question"], "age");
  EXPECT_EQ(table["groups"][3]["group"], "45 to 54");
  EXPECT_TRUE(table["groups"][3]["auroc"].is_null());
  EXPECT_FALSE(table["groups"][1]["auroc"].is_null());
}

TEST(Report, SaysWhereTheCutOffWasChosenOnTheJudgedPeriod) {
  const Json chosen{{"offer", "instant_card"},
                    {"target", "recall of defaulters at least 0.7"},
                    {"applications", {{"first", "2024-01-01"}, {"last", "2024-01-31"}, {"rows", 10}}}};
  EXPECT_TRUE(report_on(rows_over(1), {{"policy", chosen}})["in_sample"]["cut_off_chosen_here"].get<bool>());
  Json earlier = chosen;
  earlier["applications"]["first"] = "2023-01-01";
  earlier["applications"]["last"] = "2023-12-31";
  EXPECT_FALSE(report_on(rows_over(1), {{"policy", earlier}})["in_sample"]["cut_off_chosen_here"].get<bool>());
}

}  // namespace
}  // namespace prescore
