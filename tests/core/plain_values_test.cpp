// People's answers and the bank's own values in one applicant, and what is wrong with each of them.
#include "prescore/plain_values.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/random_programme.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::small_programme;

/// The small programme, whose income and job the bank answers.
Questionnaire asking() {
  Questionnaire questionnaire = small_programme().questionnaire;
  questionnaire.questions[test::kIncome].from = AnswerSource::client_data;
  Question& job = questionnaire.questions[test::kJob];
  job.from = AnswerSource::client_data;
  job.options[0].rows_of_cells = {{"1"}, {" Y "}};
  job.options[1].rows_of_cells = {{"0"}};
  return questionnaire;
}

const std::vector<Answer> kAnswers = {{"age", " 40 "}, {"education", "higher"}};

/// "code@index" for each issue.
std::vector<std::string> texts_of(const std::vector<Issue>& issues) {
  std::vector<std::string> texts;
  for (const Issue& issue : issues) texts.push_back(std::string(name(issue.code)) + "@" + std::to_string(issue.index));
  return texts;
}
using Texts = std::vector<std::string>;

std::int32_t value_of(const Questionnaire& questionnaire, std::uint8_t question, std::string_view text) {
  const auto value = read_plain_value(questionnaire, question, text);
  return value.ok() ? value.value() : -1000 - static_cast<std::int32_t>(value.error());
}

std::int32_t issue(IssueCode code) { return -1000 - static_cast<std::int32_t>(code); }

TEST(PlainValue, OfANumberHasADecimalPoint) {
  Questionnaire questionnaire = asking();
  for (const auto& [text, value] :
       std::vector<std::pair<std::string_view, std::int32_t>>{{"50000", 50'000},
                                                              {" 50000 ", 50'000},
                                                              {"50000.00", 50'000},
                                                              {"40.000", 40},
                                                              {"5e4", 50'000},
                                                              {"50 000", 50'000},
                                                              {"40,000", 40'000},
                                                              {"0", issue(IssueCode::below_minimum)},
                                                              {"100000001", issue(IssueCode::above_maximum)},
                                                              {"NaN", issue(IssueCode::not_a_number)},
                                                              {"50-60", issue(IssueCode::not_a_number)},
                                                              {"", kMissing},
                                                              {" \t", kMissing}}) {
    EXPECT_EQ(value_of(questionnaire, test::kIncome, text), value) << text;
  }
  questionnaire.questions[test::kIncome].money = false;
  questionnaire.questions[test::kIncome].decimals = 3;
  EXPECT_EQ(value_of(questionnaire, test::kIncome, "1.25"), 1'250);
  EXPECT_EQ(value_of(questionnaire, test::kIncome, "1.2345678"), 1'234);
}

/// People are asked back about an income of 1; the bank's own value is no slip of a finger.
TEST(PlainValue, MayBeImplausible) {
  Questionnaire questionnaire = asking();
  questionnaire.questions[test::kIncome].plausible_minimum = 5'000;
  EXPECT_EQ(value_of(questionnaire, test::kIncome, "1"), 1);
}

TEST(PlainValue, OfAChoiceIsAnOptionOrItsCell) {
  const Questionnaire questionnaire = asking();
  for (const auto& [text, value] :
       std::vector<std::pair<std::string_view, std::int32_t>>{{"yes", 0},
                                                              {"no", 1},
                                                              {"1", 0},
                                                              {"0", 1},
                                                              {"Y", 0},
                                                              {" no ", 1},
                                                              {"y", issue(IssueCode::unknown_option)},
                                                              {"2", issue(IssueCode::unknown_option)},
                                                              {"\xff", issue(IssueCode::unknown_option)},
                                                              {"", kMissing}}) {
    EXPECT_EQ(value_of(questionnaire, test::kJob, text), value) << text;
  }
}

TEST(PlainValue, IsNoOptionWhereItCouldMeanTwo) {
  Questionnaire questionnaire = asking();
  questionnaire.questions[test::kJob].options[1].rows_of_cells = {{"yes"}};
  EXPECT_EQ(value_of(questionnaire, test::kJob, "yes"), issue(IssueCode::unknown_option));
  EXPECT_EQ(value_of(questionnaire, test::kJob, "no"), 1);
}

TEST(PlainValue, MeansTheOptionOfAnyOtherCell) {
  Questionnaire questionnaire = asking();
  Question& job = questionnaire.questions[test::kJob];
  job.options[1].any_other = true;
  EXPECT_EQ(value_of(questionnaire, test::kJob, "retired"), 1);
  EXPECT_EQ(value_of(questionnaire, test::kJob, "1"), 0);
  // Several columns hold the answer together, so one text is no cell of them.
  job.columns.emplace_back("work_2");
  for (Option& option : job.options) {
    for (auto& cells : option.rows_of_cells) cells.emplace_back("x");
  }
  EXPECT_EQ(value_of(questionnaire, test::kJob, "1"), issue(IssueCode::unknown_option));
  EXPECT_EQ(value_of(questionnaire, test::kJob, "yes"), 0);
}

TEST(PlainValue, IsMissingWhereTheProgrammeSaysSo) {
  Questionnaire questionnaire = asking();
  questionnaire.missing_words = {"-9999", "Not Known", "0"};
  EXPECT_EQ(value_of(questionnaire, test::kIncome, "-9999"), kMissing);
  EXPECT_EQ(value_of(questionnaire, test::kIncome, " not known "), kMissing);
  EXPECT_EQ(value_of(questionnaire, test::kJob, "not known"), kMissing);
  // An option's own cell wins.
  EXPECT_EQ(value_of(questionnaire, test::kJob, "0"), 1);
}

TEST(ValidateMixed, MakesOneApplicantOfBoth) {
  const std::vector<PlainValue> values = {{"stable_job", "1"}, {"income", "50000.00"}};
  const auto applicant = validate_mixed(asking(), kAnswers, values);
  ASSERT_TRUE(applicant.ok());
  EXPECT_EQ(applicant.value().values[test::kAge], 40);
  EXPECT_EQ(applicant.value().values[test::kIncome], 50'000);
  EXPECT_EQ(applicant.value().values[test::kEducation], 1);
  EXPECT_EQ(applicant.value().values[test::kJob], 0);
}

TEST(ValidateMixed, MissesWhatTheBankDoesNotKnow) {
  const std::vector<PlainValue> values = {{"stable_job", ""}};
  const auto applicant = validate_mixed(asking(), kAnswers, values);
  ASSERT_TRUE(applicant.ok());
  EXPECT_EQ(applicant.value().values[test::kIncome], kMissing);
  EXPECT_EQ(applicant.value().values[test::kJob], kMissing);
}

TEST(ValidateMixed, IgnoresWhatTheBankKnowsBesides) {
  const std::vector<PlainValue> values = {{"age", "12"}, {"shoe_size", "44"}, {"income", "50000"}};
  const auto applicant = validate_mixed(asking(), kAnswers, values);
  ASSERT_TRUE(applicant.ok());
  EXPECT_EQ(applicant.value().values[test::kAge], 40);
}

TEST(ValidateMixed, ListsAllIssuesApartByWhoseTheyAre) {
  const std::vector<Answer> answers = {{"age", "9"}, {"income", "50000"}, {"shoe_size", "44"}};
  const std::vector<PlainValue> values = {{"stable_job", "maybe"}, {"income", "lots"}, {"income", "50000"}};
  const auto applicant = validate_mixed(asking(), answers, values);
  ASSERT_FALSE(applicant.ok());
  EXPECT_EQ(texts_of(applicant.error().answers),
            (Texts{"below_minimum@0", "not_from_applicant@1", "missing_answer@2", "unknown_question@2"}));
  EXPECT_EQ(texts_of(applicant.error().values), (Texts{"not_a_number@1", "unknown_option@3", "duplicate_question@2"}));
}

TEST(ValidateMixed, IsValidateWhereTheBankIsNotAsked) {
  const Questionnaire questionnaire = small_programme().questionnaire;
  const auto people = validate(questionnaire, test::good_answers());
  const auto mixed = validate_mixed(questionnaire, test::good_answers(), {});
  ASSERT_TRUE(people.ok() && mixed.ok());
  EXPECT_EQ(people.value().values, mixed.value().values);
}

/// Any programme, any of whose questions the bank answers: values that are written out come back.
TEST(ValidateMixed, ReadsBackEveryValueOfRandomProgrammes) {
  test::Random random(41);
  for (int round = 0; round < 200; ++round) {
    Programme programme = test::random_programme(random);
    for (Question& question : programme.questionnaire.questions) question.from = AnswerSource::client_data;
    const Applicant applicant = test::random_applicant(programme, random);
    const auto& questions = programme.questionnaire.questions;
    std::vector<std::string> texts;
    for (std::size_t index = 0; index < questions.size(); ++index) {
      const std::int32_t value = applicant.values[index];
      std::string text;
      if (value != kMissing && questions[index].kind == QuestionKind::choice) {
        text = questions[index].options[static_cast<std::size_t>(value)].id;
      } else if (value != kMissing) {
        text = std::to_string(value) + "e-" + std::to_string(questions[index].decimals);
      }
      texts.push_back(text);
    }
    std::vector<PlainValue> values;
    for (std::size_t index = 0; index < questions.size(); ++index)
      values.push_back({questions[index].id, texts[index]});
    const auto read = validate_mixed(programme.questionnaire, {}, values);
    ASSERT_TRUE(read.ok()) << round;
    for (std::size_t index = 0; index < questions.size(); ++index) {
      ASSERT_EQ(read.value().values[index], applicant.values[index]) << round << " " << index << " " << texts[index];
    }
  }
}

}  // namespace
}  // namespace prescore
