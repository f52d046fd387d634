#include "applicants/applicant_reader.hpp"

#include <sstream>

#include "applicants/missing_words.hpp"
#include "applicants/training_rows.hpp"
#include "base/input_error.hpp"
#include "model/support.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::input_error_of;
using test::kAge;
using test::kEducation;
using test::kIncome;
using test::kJob;

constexpr const char* kHeader = "age,income,education,stable_job\n";

std::vector<ApplicantRow> read_rows(const std::string& text, const Questionnaire& questionnaire,
                                    const std::optional<OutcomeColumns>& outcome = std::nullopt) {
  std::istringstream input(text);
  ApplicantReader reader({input, "F.csv"}, questionnaire, outcome);
  std::vector<ApplicantRow> rows;
  for (ApplicantRow row; reader.next(row);) rows.push_back(row);
  return rows;
}

std::vector<ApplicantRow> read_rows(const std::string& text,
                                    const std::optional<OutcomeColumns>& outcome = std::nullopt) {
  return read_rows(text, test::small_programme().questionnaire, outcome);
}

std::string row_error_of(const std::string& text, const std::optional<OutcomeColumns>& outcome = std::nullopt) {
  return input_error_of([&] { (void)read_rows(text, outcome); });
}

TEST(ApplicantReader, FindsColumnsInAnyOrderAmongOthers) {
  const auto rows = read_rows("sex,stable_job,income,note,education,age\nF,no,50000,\"a, b\",higher,33\n");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].number, 1U);
  EXPECT_FALSE(rows[0].issue);
  EXPECT_EQ(rows[0].applicant.values[kAge], 33);
  EXPECT_EQ(rows[0].applicant.values[kIncome], 50'000);
  EXPECT_EQ(rows[0].applicant.values[kEducation], 1);
  EXPECT_EQ(rows[0].applicant.values[kJob], 1);
}

TEST(ApplicantReader, NamesAllMissingColumnsAtOnce) {
  EXPECT_EQ(row_error_of("age,education\n1,school\n"),
            "F.csv, header: the column \"income\" is missing; the column \"stable_job\" is missing; the file "
            "has the columns age, education");
}

TEST(ApplicantReader, RefusesAColumnThatAppearsTwice) {
  EXPECT_EQ(row_error_of("age,age,income,education,stable_job\n"), "F.csv, header: the column \"age\" appears 2 times");
}

TEST(ApplicantReader, TakesEmptyCellsAsMissing) {
  const auto rows = read_rows(std::string(kHeader) + ",,,\n");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_FALSE(rows[0].issue);
  for (const std::size_t question : {kAge, kIncome, kEducation, kJob}) {
    EXPECT_EQ(rows[0].applicant.values[question], kMissing);
  }
}

struct Uncovered {
  const char* row;
  IssueCode issue;
};

TEST(ApplicantReader, KeepsTheFirstIssueOfARowInQuestionOrder) {
  const std::vector<Uncovered> table = {
      {"13,50000,higher,yes", IssueCode::below_minimum},
      {"101,50000,higher,yes", IssueCode::above_maximum},
      {"33.5,50000,higher,yes", IssueCode::not_whole},
      {"33,50000,PhD,yes", IssueCode::unknown_option},
      {"33,50000,higher,maybe", IssueCode::unknown_option},
      {"33,0,PhD,maybe", IssueCode::below_minimum},
      {"33,1000000000000000000000000000000,higher,yes", IssueCode::above_maximum},
  };
  for (const auto& [row, issue] : table) {
    const auto rows = read_rows(kHeader + std::string(row) + "\n");
    ASSERT_EQ(rows.size(), 1U) << row;
    EXPECT_EQ(rows[0].issue, issue) << row;
  }
}

TEST(ApplicantReader, ForgetsTheIssueOfTheRowBefore) {
  const auto rows = read_rows(std::string(kHeader) + "13,50000,higher,yes\n33,50000,higher,yes\n");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_TRUE(rows[0].issue);
  EXPECT_FALSE(rows[1].issue);
}

struct NotNumber {
  const char* cell;
  const char* shown;
};

TEST(ApplicantReader, NamesRowAndColumnOfTextWhereANumberBelongs) {
  const std::vector<NotNumber> cells = {
      {"many", "many"},
      {"0x10", "0x10"},
      {"😀", "😀"},
      {"\"a\x1b[31m\"", "a?[31m"},
      {"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."},
  };
  for (const auto& [cell, shown] : cells) {
    const std::string text = std::string(kHeader) + "33,50000,higher,yes\n33," + cell + ",higher,yes\n";
    EXPECT_EQ(row_error_of(text),
              "F.csv, line 3 (row 2), column \"income\": \"" + std::string(shown) + "\" is not a number");
  }
}

TEST(ApplicantReader, MatchesAChoiceOnAllItsColumns) {
  Questionnaire questionnaire = test::small_programme().questionnaire;
  questionnaire.questions[kJob].columns = {"car", "car_type"};
  questionnaire.questions[kJob].options = {{"none", {{"N", "N"}}}, {"foreign", {{"Y", "Y"}}}};
  const auto rows = read_rows(
      "age,income,education,car_type,car\n33,5,higher,N,N\n33,5,higher,Y,Y\n33,5,higher,Y,N\n33,5,higher,,\n33,5,"
      "higher,Y,\n",
      questionnaire);
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(rows[0].applicant.values[kJob], 0);
  EXPECT_EQ(rows[1].applicant.values[kJob], 1);
  EXPECT_EQ(rows[2].issue, IssueCode::unknown_option);
  EXPECT_EQ(rows[3].applicant.values[kJob], kMissing);
  EXPECT_EQ(rows[4].issue, IssueCode::unknown_option);
}

const OutcomeColumns kOutcome{"day", "bad"};

TEST(ApplicantReader, ReadsNumbersOfAnyLengthAsTheQuestionnaireDoes) {
  // Digits, what lies beside them in the code, and a byte whose highest bit is set.
  constexpr std::string_view kCharacters = "0123456789012345678901234567890123456789/:.-a\x80";
  const MissingWords missing(std::nullopt);
  for (const std::uint8_t decimals : {std::uint8_t{0}, std::uint8_t{2}}) {
    Questionnaire questionnaire{{test::number_question("sum", -2'000'000'000, 2'000'000'000)}};
    questionnaire.questions[0].columns = {"sum"};
    questionnaire.questions[0].decimals = decimals;
    test::Random random(decimals);
    for (int round = 0; round < 3000; ++round) {
      std::string cell;
      for (std::size_t left = 1 + random.below(11); left > 0; --left)
        cell += kCharacters[random.below(kCharacters.size())];
      const auto expected = read_number(questionnaire.questions[0], cell, NumberStyle::programs);
      if (!expected.ok() && expected.error() == IssueCode::not_a_number && !missing.contain(cell)) {
        EXPECT_THROW((void)read_rows("sum\n" + cell + "\n", questionnaire), InputError) << cell;
        continue;
      }
      const auto rows = read_rows("sum\n" + cell + "\n", questionnaire);
      ASSERT_EQ(rows.size(), 1U) << cell;
      if (missing.contain(cell)) {
        EXPECT_EQ(rows[0].applicant.values[0], kMissing) << cell;
      } else if (expected.ok()) {
        EXPECT_EQ(rows[0].applicant.values[0], expected.value()) << cell;
      } else {
        EXPECT_EQ(rows[0].issue, expected.error()) << cell;
      }
    }
  }
}

TEST(ApplicantReader, TellsLongOptionsWithTheSameStartApart) {
  Questionnaire questionnaire{{test::choice_question("home", {"one", "two"})}};
  questionnaire.questions[0].columns = {"home"};
  questionnaire.questions[0].options[0].rows_of_cells = {{"with parents"}};
  questionnaire.questions[0].options[1].rows_of_cells = {{"with parrots"}};
  const auto rows = read_rows("home\nwith parents\nwith parrots\nwith par\nwith parrota\n", questionnaire);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0].applicant.values[0], 0);
  EXPECT_EQ(rows[1].applicant.values[0], 1);
  EXPECT_EQ(rows[2].issue, IssueCode::unknown_option);
  EXPECT_EQ(rows[3].issue, IssueCode::unknown_option);
}

TEST(ApplicantReader, ReadsDateAndOutcomeWhereAsked) {
  const auto rows = read_rows("bad,day,age,income,education,stable_job\n1,03MAR2014,33,5,higher,yes\n", kOutcome);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(iso(rows[0].date), "2014-03-03");
  EXPECT_TRUE(rows[0].defaulted);
}

constexpr const char* kNameOthers = "; name other values in training.json under \"default\", as \"bad\" and \"good\"";

TEST(ApplicantReader, NamesRowAndColumnOfABrokenOutcome) {
  const std::string header = "bad,day,age,income,education,stable_job\n";
  EXPECT_EQ(
      row_error_of(header + "1,tomorrow,33,5,higher,yes\n", kOutcome),
      "F.csv, line 2 (row 1), column \"day\": \"tomorrow\" is not a date such as 2014-02-01, 01FEB2014 or 31.01.2014");
  EXPECT_EQ(row_error_of(header + "1,01/02/2014,33,5,higher,yes\n", kOutcome),
            "F.csv, line 2 (row 1), column \"day\": \"01/02/2014\" is not a date such as 2014-02-01, 01FEB2014 or "
            "31.01.2014; say what comes first in it, by \"date_form\" in training.json");
  EXPECT_EQ(row_error_of(header + "yes,03MAR2014,33,5,higher,yes\n", kOutcome),
            "F.csv, line 2 (row 1), column \"bad\": \"yes\" must be 0 or 1" + std::string(kNameOthers));
  EXPECT_EQ(row_error_of("age,income,education,stable_job\n", kOutcome),
            "F.csv, header: the column \"day\" is missing; the column \"bad\" is missing; the file "
            "has the columns age, income, education, stable_job");
}

struct Cell {
  const char* text;
  std::int32_t value;
};

TEST(ApplicantReader, ReadsNumbersAsProgramsAndPeopleWriteThem) {
  const std::vector<Cell> cells = {
      {"5.00E+04", 50'000}, {"50000.", 50'000},       {"+50000", 50'000},    {"50 000", 50'000},
      {" 50000 ", 50'000},  {"\"50,000.5\"", 50'000}, {"50000 ₽", 50'000}, {"50'000", 50'000},
  };
  for (const auto& [cell, value] : cells) {
    const auto rows = read_rows(std::string(kHeader) + "33," + cell + ",higher,yes\n");
    ASSERT_EQ(rows.size(), 1U) << cell;
    EXPECT_EQ(rows[0].applicant.values[kIncome], value) << cell;
  }
}

TEST(ApplicantReader, TakesWordsForMissingValuesOfNumbersAndChoices) {
  for (const std::string word : {"", " ", "NA", "n/a", "NaN", "NULL", "None", "?", ".", "-", "#N/A"}) {
    const auto rows = read_rows(std::string(kHeader) + "33," + word + "," + word + ",yes\n");
    ASSERT_EQ(rows.size(), 1U) << word;
    EXPECT_FALSE(rows[0].issue) << word;
    EXPECT_EQ(rows[0].applicant.values[kIncome], kMissing) << word;
    EXPECT_EQ(rows[0].applicant.values[kEducation], kMissing) << word;
  }
}

TEST(ApplicantReader, AnOptionMayHaveTheWordForAMissingValue) {
  Questionnaire questionnaire{{test::choice_question("garage", {"none", "built"})}};
  questionnaire.questions[0].columns = {"garage"};
  questionnaire.questions[0].options[0].rows_of_cells = {{"NA"}};
  questionnaire.questions[0].options[1].rows_of_cells = {{" yes "}};
  const auto rows = read_rows("garage\nNA\nyes\nNULL\n", questionnaire);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].applicant.values[0], 0);
  EXPECT_EQ(rows[1].applicant.values[0], 1);
  EXPECT_EQ(rows[2].applicant.values[0], kMissing);
}

/// A question of money and one of a rate, as in a file with `cells` for one applicant a line.
std::vector<ApplicantRow> read_sums(const std::string& lines) {
  Questionnaire questionnaire{
      {test::number_question("sum", 0, 1'000'000), test::number_question("rate", 0, 1'000'000)}};
  questionnaire.questions[0].columns = {"sum"};
  questionnaire.questions[0].money = true;
  questionnaire.questions[1].columns = {"rate"};
  questionnaire.questions[1].decimals = 2;
  return read_rows("sum;rate\n" + lines, questionnaire);
}

TEST(ApplicantReader, RefusesMoneyThatCanBeReadInTwoWays) {
  for (const char* lines : {"40.000;5\n", "40.000;5.5\n", "40,000;5,5\n", "40,000;5\n"}) {
    const std::string message = input_error_of([&] { (void)read_sums(lines); });
    EXPECT_NE(message.find("F.csv, line 2 (row 1), column \"sum\": \"40"), std::string::npos) << message;
    EXPECT_NE(message.find("may have thousandths or thousands"), std::string::npos) << message;
  }
}

TEST(ApplicantReader, ReadsMoneyAsTheOtherCellsShowIt) {
  EXPECT_EQ(read_sums("40.000;5,5\n")[0].applicant.values[0], 40'000);
  EXPECT_EQ(read_sums("40,000;5.5\n")[0].applicant.values[0], 40'000);
  EXPECT_EQ(read_sums("40.000;5\n1234.500;5\n")[0].applicant.values[0], 40);
  EXPECT_EQ(read_sums("40.000;5\n1.234.500;5\n")[0].applicant.values[0], 40'000);
  EXPECT_EQ(read_sums("40,000;5\n0,500;5\n")[0].applicant.values[0], 40);
}

TEST(ApplicantReader, NamesTheNearestOfTheColumns) {
  EXPECT_EQ(
      row_error_of("Age,incmoe,education,stable_job\n"),
      "F.csv, header: the column \"age\" is missing; the nearest is \"Age\"; the column \"income\" is missing; the "
      "nearest is \"incmoe\"; the file has the columns Age, incmoe, education, stable_job");
}

TEST(ApplicantReader, TakesAnyTwoValuesForTheOutcome) {
  OutcomeColumns outcome;
  outcome.date.reset();
  outcome.target = "status";
  outcome.bad = {"Charged Off", "Default"};
  outcome.good = {"Fully Paid"};
  const auto rows = read_rows(
      "status,age,income,education,stable_job\nDefault,33,5,higher,yes\n Fully Paid "
      ",33,5,higher,yes\nCurrent,33,5,higher,yes\n",
      outcome);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_TRUE(rows[0].defaulted && rows[0].outcome_is_known);
  EXPECT_TRUE(!rows[1].defaulted && rows[1].outcome_is_known);
  EXPECT_FALSE(rows[2].outcome_is_known);
}

TEST(TrainingRows, SaysWhyRowsWereLeftOut) {
  std::istringstream input(
      "status,age,income,education,stable_job\nbad,13,5,higher,yes\nbad,101,5,higher,yes\ngood,102,5,higher,yes\n"
      "good,33,5,PhD,yes\ngood,33,5,higher,yes\nopen,33,5,higher,yes\nopen,33,5,higher,yes\n");
  OutcomeColumns outcome{std::nullopt, "status", {"bad"}, {"good"}};
  const Questionnaire questionnaire = test::small_programme().questionnaire;
  const TrainingRows rows = read_training_rows({input, "F.csv"}, questionnaire, outcome, {});
  EXPECT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.left_out, 4U);
  EXPECT_EQ(rows.without_outcome, 2U);
  EXPECT_EQ(
      left_out_lines(rows, questionnaire),
      (std::vector<std::string>{
          "left out: age below 14: 1 row", "left out: age above 100: 2 rows",
          "left out: unknown option of education, for example \"PhD\": 1 row",
          "left out: outcome \"open\", which is neither bad nor good: 2 rows",
          "warning: 4 of 5 rows were left out, so the rest may not stand for all; check the limits and options"}));
}

TEST(TrainingRows, RefusesAWindowWhereThereAreNoDates) {
  std::istringstream input("default,age,income,education,stable_job\n");
  OutcomeColumns outcome{std::nullopt, "default"};
  const Questionnaire questionnaire = test::small_programme().questionnaire;
  EXPECT_EQ(
      input_error_of([&] {
        (void)read_training_rows({input, "F.csv"}, questionnaire, outcome, {parse_date("2014-01-01"), {}});
      }),
      "F.csv: the programme names no column of dates, so rows cannot be chosen by date; leave out --since, or name "
      "the column in training.json");
}

}  // namespace
}  // namespace prescore
