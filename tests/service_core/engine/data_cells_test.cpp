// Recorded answers as a data file has them: the programme's columns, cells and target.
#include "service/engine/data_cells.hpp"

#include <gtest/gtest.h>

#include "service_core/support.hpp"
#include "support/small_programme.hpp"

namespace prescore::service {
namespace {

using Cells = std::vector<std::string>;

DataForm small_form() {
  DataForm form;
  form.questionnaire = prescore::test::small_programme().questionnaire;
  return form;
}

PersonalPart answers(const char* json) { return {"salt", "c-1", json, "{}"}; }

TEST(DataCells, AreTheProgrammesOwnNotThePersonsWords) {
  const PersonalPart typed =
      answers(R"({"age":"34 года","income":"50 000 ₽","education":"higher","stable_job":"yes"})");
  EXPECT_EQ(data_cells(small_form(), typed), (Cells{"34", "50000", "higher", "yes"}));
  DataForm form = small_form();
  form.questionnaire.questions[2].columns = {"degree", "school"};
  form.questionnaire.questions[2].options[1].rows_of_cells = {{"Y", "N"}, {"Y", ""}};
  EXPECT_EQ(data_columns(form), (Cells{"age", "income", "degree", "school", "stable_job"}));
  EXPECT_EQ(data_cells(form, typed), (Cells{"34", "50000", "Y", "N", "yes"})) << "the first row of cells";
}

TEST(DataCells, AreBlankWithoutAnAnswerAndNothingForAWrongOne) {
  EXPECT_EQ(data_cells(small_form(), answers(R"({"age":"34"})")), (Cells{"34", "", "", ""}));
  EXPECT_FALSE(data_cells(small_form(), answers(R"({"age":"340"})")));
  EXPECT_FALSE(data_cells(small_form(), answers(R"({"education":"PhD"})")));
}

TEST(DataCells, WithoutColumnsQuestionsAndOptionsNameThem) {
  DataForm form = small_form();
  for (Question& question : form.questionnaire.questions) {
    question.columns.clear();
    for (Option& option : question.options) option.rows_of_cells.clear();
  }
  EXPECT_EQ(data_columns(form), (Cells{"age", "income", "education", "stable_job"}));
  EXPECT_EQ(data_cells(form, answers(R"({"education":"school"})")), (Cells{"", "", "school", ""}));
}

TEST(DataForm, TakesTargetAndDateFromTheDocument) {
  const LoadedProgramme programme(test::small_packed());
  EXPECT_EQ(data_form(programme, {"no JSON", test::small_document()}).outcome.target, "bad");
  EXPECT_EQ(data_form(programme, {test::small_document()}).outcome.date, "day");
  EXPECT_EQ(data_form(programme, {}).outcome.target, "default");
}

TEST(TargetCell, IsAWordOfTheProgrammesData) {
  OutcomeColumns columns;
  EXPECT_EQ(target_cell(columns, "default"), "1");
  EXPECT_EQ(target_cell(columns, "paid"), "0");
  columns.bad = {"lost", "late"};
  columns.good = {"paid back"};
  EXPECT_EQ(target_cell(columns, "default"), "lost");
  EXPECT_EQ(target_cell(columns, "paid"), "paid back");
}

TEST(NumberText, HasADecimalMarkWhereItNeedsOne) {
  EXPECT_EQ(number_text(50000, 0, '.'), "50000");
  EXPECT_EQ(number_text(125, 3, '.'), "0.125");
  EXPECT_EQ(number_text(-5, 2, ','), "-0,05");
  EXPECT_EQ(number_text(1500, 2, '.'), "15");
  EXPECT_EQ(number_text(0, 2, '.'), "0");
  EXPECT_EQ(number_text(1'000'000, 6, '.'), "1");
}

}  // namespace
}  // namespace prescore::service
