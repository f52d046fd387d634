// What a programme says about its data files: words for missing values, and how the files are written.
#include <sstream>

#include "applicants/applicant_reader.hpp"
#include "applicants/programme_dialect.hpp"
#include "base/input_error.hpp"
#include "model/support.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::kAge;
using test::kEducation;
using test::kIncome;
using test::kJob;

constexpr const char* kColumns = "age,income,education,stable_job\n";

std::vector<ApplicantRow> rows_of(const std::string& text, const Questionnaire& questionnaire,
                                  const std::optional<OutcomeColumns>& outcome = std::nullopt) {
  std::istringstream input(text);
  ApplicantReader reader({input, "F.csv"}, questionnaire, outcome);
  std::vector<ApplicantRow> rows;
  for (ApplicantRow row; reader.next(row);) rows.push_back(row);
  return rows;
}

// It was an error before, as if the row had another value.
TEST(ApplicantReader, KnowsNoOutcomeWhereTheTargetIsMissing) {
  const std::string header = "bad,day,age,income,education,stable_job\n";
  const auto rows = rows_of(header + ",03MAR2014,33,5,higher,yes\nNA,03MAR2014,33,5,higher,yes\n",
                            test::small_programme().questionnaire, OutcomeColumns{"day", "bad"});
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_FALSE(rows[0].outcome_is_known);
  EXPECT_FALSE(rows[1].outcome_is_known);
}

TEST(ApplicantReader, TakesTheMissingWordsOfTheProgrammeForNumbersToo) {
  Questionnaire questionnaire = test::small_programme().questionnaire;
  questionnaire.missing_words = {"-9999", "not said"};
  const auto rows =
      rows_of(std::string(kColumns) + "-9999,Not said,-9999,NOT SAID\n33,9999,higher,yes\n", questionnaire);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_FALSE(rows[0].issue);
  for (const std::size_t question : {kAge, kIncome, kEducation, kJob}) {
    EXPECT_EQ(rows[0].applicant.values[question], kMissing);
  }
  EXPECT_EQ(rows[1].applicant.values[kIncome], 9999);
  EXPECT_THROW((void)rows_of(std::string(kColumns) + "NA,5,higher,yes\n", questionnaire), InputError);
}

TEST(ApplicantReader, ReadsAFileAsTheProgrammeStates) {
  Questionnaire questionnaire = test::small_programme().questionnaire;
  questionnaire.csv = {';', ',', "windows-1251"};
  // "40,000" is in doubt unless the mark is known.
  const auto rows = rows_of("age;income;education;stable_job\n33;40,000;higher;yes\n", questionnaire);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].applicant.values[kIncome], 40);
  std::vector<std::string> notes;
  std::istringstream input("age;income;education;stable_job\n33;40;higher;yes\n");
  NamedStream stream{input, "F.csv"};
  stream.note = [&](const std::string& note) { notes.push_back(note); };
  const ApplicantReader reader(stream, questionnaire, std::nullopt);
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_NE(
      notes[0].find("separated by \";\", with decimal commas; the programme states: delimiter, decimal mark, encoding"),
      std::string::npos)
      << notes[0];
}

TEST(WithProgramme, LetsAPersonWin) {
  const CsvDialect stated{.delimiter = '|', .decimal = DecimalMark::point, .encoding = CsvEncoding::utf8};
  const CsvDialect own = with_programme(stated, {';', ',', "utf-16le"});
  EXPECT_EQ(own.delimiter, '|');
  EXPECT_EQ(own.decimal, DecimalMark::point);
  EXPECT_EQ(own.encoding, CsvEncoding::utf8);
  EXPECT_EQ(own.of_programme, "");
  const CsvDialect programmes = with_programme({}, {'\t', 0, ""});
  EXPECT_EQ(programmes.delimiter, '\t');
  EXPECT_FALSE(programmes.decimal);
  EXPECT_FALSE(programmes.encoding);
  EXPECT_EQ(programmes.of_programme, "delimiter");
  EXPECT_EQ(with_programme({}, {}).of_programme, "");
}

}  // namespace
}  // namespace prescore
