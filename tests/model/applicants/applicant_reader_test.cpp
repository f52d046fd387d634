#include "applicants/applicant_reader.hpp"

#include <sstream>

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
  ApplicantReader reader(input, "F.csv", questionnaire, outcome);
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
            "F.csv, header: the column \"income\" is missing; the column \"stable_job\" is missing");
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
      {"5e4", "5e4"},
      {"50 000", "50 000"},
      {"0x10", "0x10"},
      {"nan", "nan"},
      {"😀", "😀"},
      {"\"a\x1b[31m\"", "a?[31m"},
      {"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."},
  };
  for (const auto& [cell, shown] : cells) {
    const std::string text = std::string(kHeader) + "33,50000,higher,yes\n33," + cell + ",higher,yes\n";
    EXPECT_EQ(row_error_of(text), "F.csv, row 2, column \"income\": \"" + std::string(shown) + "\" is not a number");
  }
}

TEST(ApplicantReader, MatchesAChoiceOnAllItsColumns) {
  Questionnaire questionnaire = test::small_programme().questionnaire;
  questionnaire.questions[kJob].columns = {"car", "car_type"};
  questionnaire.questions[kJob].options = {{"none", {"N", "N"}}, {"foreign", {"Y", "Y"}}};
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
  for (const std::uint8_t decimals : {std::uint8_t{0}, std::uint8_t{2}}) {
    Questionnaire questionnaire{{test::number_question("sum", -2'000'000'000, 2'000'000'000)}};
    questionnaire.questions[0].columns = {"sum"};
    questionnaire.questions[0].decimals = decimals;
    test::Random random(decimals);
    for (int round = 0; round < 3000; ++round) {
      std::string cell;
      for (std::size_t left = 1 + random.below(11); left > 0; --left)
        cell += kCharacters[random.below(kCharacters.size())];
      const auto expected = read_number(questionnaire.questions[0], cell, NumberStyle::plain);
      if (!expected.ok() && expected.error() == IssueCode::not_a_number) {
        EXPECT_THROW((void)read_rows("sum\n" + cell + "\n", questionnaire), InputError) << cell;
        continue;
      }
      const auto rows = read_rows("sum\n" + cell + "\n", questionnaire);
      ASSERT_EQ(rows.size(), 1U) << cell;
      if (expected.ok()) {
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
  questionnaire.questions[0].options[0].cells = {"with parents"};
  questionnaire.questions[0].options[1].cells = {"with parrots"};
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

TEST(ApplicantReader, NamesRowAndColumnOfABrokenOutcome) {
  const std::string header = "bad,day,age,income,education,stable_job\n";
  EXPECT_EQ(row_error_of(header + "1,tomorrow,33,5,higher,yes\n", kOutcome),
            "F.csv, row 1, column \"day\": \"tomorrow\" is not a date such as 01FEB2014 or 2014-02-01");
  EXPECT_EQ(row_error_of(header + "yes,03MAR2014,33,5,higher,yes\n", kOutcome),
            "F.csv, row 1, column \"bad\": \"yes\" must be 0 or 1");
  EXPECT_EQ(row_error_of(header + ",03MAR2014,33,5,higher,yes\n", kOutcome),
            "F.csv, row 1, column \"bad\": \"\" must be 0 or 1");
  EXPECT_EQ(row_error_of("age,income,education,stable_job\n", kOutcome),
            "F.csv, header: the column \"day\" is missing; the column \"bad\" is missing");
}

}  // namespace
}  // namespace prescore
