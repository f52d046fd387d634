// A whole set of answers: every issue at once, in the order of the questions.
#include "prescore/validate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/small_programme.hpp"

namespace prescore {
namespace {

using namespace std::string_view_literals;
using test::choice_question;
using test::good_answers;
using test::good_answers_but;
using test::small_programme;

/// "code@index" for each issue, or nothing where the answers are accepted.
std::vector<std::string> issues_of(const std::vector<Answer>& answers) {
  const auto applicant = validate(small_programme().questionnaire, answers);
  if (applicant.ok()) return {};
  std::vector<std::string> issues;
  for (const Issue& issue : applicant.error()) {
    issues.push_back(std::string(name(issue.code)) + "@" + std::to_string(issue.index));
  }
  return issues;
}

using Issues = std::vector<std::string>;

TEST(ValidateChoice, ReturnsTheIndexOfTheOption) {
  const Question question = choice_question("education", {"school", "higher", "degree"});
  for (std::size_t index = 0; index < question.options.size(); ++index) {
    const auto reading = read_answer(question, question.options[index].id);
    ASSERT_TRUE(reading.ok());
    EXPECT_EQ(reading.value(), static_cast<std::int32_t>(index));
  }
}

TEST(ValidateChoice, RejectsWhatIsNoOption) {
  const Question question = choice_question("education", {"school", "higher", "degree"});
  const std::vector<std::string_view> texts = {
      "School",     " school", "school ", "schoo", "schools",       "0",          "1",   "-1",        "школа",
      "school\0"sv, "\0"sv,    "\xff",    "null",  "school,higher", "\U0001F600", "SCH", "__proto__", "\u00a0school"};
  for (const std::string_view text : texts) {
    SCOPED_TRACE(testing::PrintToString(text));
    const auto reading = read_answer(question, text);
    ASSERT_FALSE(reading.ok());
    EXPECT_EQ(name(reading.error()), "unknown_option");
  }
}

TEST(ValidateChoice, RejectsBlankAsMissing) {
  const Question question = choice_question("education", {"school", "higher"});
  for (const std::string_view text : {"", " ", "\t\n", "\u00a0\u202f"}) {
    const auto reading = read_answer(question, text);
    ASSERT_FALSE(reading.ok());
    EXPECT_EQ(name(reading.error()), "missing_answer");
  }
}

TEST(ValidateAnswers, ReturnsEveryValueByQuestion) {
  const auto applicant = validate(small_programme().questionnaire, good_answers());
  ASSERT_TRUE(applicant.ok());
  EXPECT_EQ(applicant.value().values[test::kAge], 40);
  EXPECT_EQ(applicant.value().values[test::kIncome], 50'000);
  EXPECT_EQ(applicant.value().values[test::kEducation], 1);
  EXPECT_EQ(applicant.value().values[test::kJob], 0);
}

TEST(ValidateAnswers, GivesTheSameApplicantInAnyOrder) {
  std::vector<Answer> answers = good_answers();
  const auto by_question = [](const Answer& left, const Answer& right) { return left.question < right.question; };
  std::sort(answers.begin(), answers.end(), by_question);
  const Questionnaire questionnaire = small_programme().questionnaire;
  const auto expected = validate(questionnaire, good_answers());
  int orders = 0;
  do {
    const auto applicant = validate(questionnaire, answers);
    ASSERT_TRUE(applicant.ok());
    EXPECT_EQ(applicant.value().values, expected.value().values);
    ++orders;
  } while (std::next_permutation(answers.begin(), answers.end(), by_question));
  EXPECT_EQ(orders, 24);
}

TEST(ValidateAnswers, GivesTheSameIssuesInAnyOrder) {
  std::vector<Answer> answers = {{"age", "5"}, {"education", "nursery"}, {"income", "x"}, {"stable_job", ""}};
  const auto by_question = [](const Answer& left, const Answer& right) { return left.question < right.question; };
  do {
    EXPECT_EQ(issues_of(answers),
              (Issues{"below_minimum@0", "not_a_number@1", "unknown_option@2", "missing_answer@3"}));
  } while (std::next_permutation(answers.begin(), answers.end(), by_question));
}

TEST(ValidateAnswers, NamesEveryQuestionThatHasNoAnswer) {
  EXPECT_EQ(issues_of({}), (Issues{"missing_answer@0", "missing_answer@1", "missing_answer@2", "missing_answer@3"}));
  for (std::size_t left_out = 0; left_out < good_answers().size(); ++left_out) {
    std::vector<Answer> answers = good_answers();
    answers.erase(answers.begin() + static_cast<std::ptrdiff_t>(left_out));
    EXPECT_EQ(issues_of(answers), Issues{test::numbered("missing_answer@", left_out)});
  }
}

TEST(ValidateAnswers, NamesUnknownQuestionsByTheirPlace) {
  for (const std::string_view question : {"sex"sv, ""sv, "Age"sv, " age"sv, "age\0"sv, "__proto__"sv, "\xff"sv}) {
    SCOPED_TRACE(testing::PrintToString(question));
    std::vector<Answer> answers = good_answers();
    answers.insert(answers.begin() + 2, {question, "1"});
    EXPECT_EQ(issues_of(answers), Issues{"unknown_question@2"});
  }
}

TEST(ValidateAnswers, RefusesASecondAnswerEvenIfItIsTheSame) {
  std::vector<Answer> answers = good_answers();
  answers.push_back({"age", "40"});
  answers.push_back({"age", "41"});
  EXPECT_EQ(issues_of(answers), (Issues{"duplicate_question@4", "duplicate_question@5"}));
}

TEST(ValidateAnswers, JudgesTheFirstOfTwoAnswers) {
  std::vector<Answer> answers = good_answers_but(test::kAge, "5");
  answers.push_back({"age", "40"});
  EXPECT_EQ(issues_of(answers), (Issues{"below_minimum@0", "duplicate_question@4"}));
}

TEST(ValidateAnswers, PutsIssuesOfQuestionsBeforeMisplacedAnswers) {
  const std::vector<Answer> answers = {{"zodiac", "leo"},      {"stable_job", "maybe"}, {"age", "101"},
                                       {"age", "40"},          {"hobby", ""},           {"income", " "},
                                       {"education", "higher"}};
  EXPECT_EQ(issues_of(answers), (Issues{"above_maximum@0", "missing_answer@1", "unknown_option@3", "unknown_question@0",
                                        "duplicate_question@3", "unknown_question@4"}));
}

TEST(ValidateAnswers, TakesManyMoreAnswersThanQuestions) {
  const std::vector<Answer> answers(10'000, Answer{"nothing", "at all"});
  EXPECT_EQ(issues_of(answers).size(), 10'004U);
}

TEST(ValidateAnswers, TakesAsManyQuestionsAsAllowed) {
  Questionnaire questionnaire;
  std::vector<std::string> ids;
  for (std::size_t index = 0; index < kMaxQuestions; ++index) ids.push_back(test::numbered("q", index));
  std::vector<Answer> answers;
  for (const std::string& id : ids) {
    questionnaire.questions.push_back(test::number_question(id.c_str(), 0, 100));
    answers.push_back({id, std::string_view(id).substr(1)});
  }
  const auto applicant = validate(questionnaire, answers);
  ASSERT_TRUE(applicant.ok());
  for (std::size_t index = 0; index < kMaxQuestions; ++index) {
    EXPECT_EQ(applicant.value().values[index], static_cast<std::int32_t>(index));
  }
}

TEST(Validate, AsksBackAboutANumberThatIsNotPlausibleUntilItIsConfirmed) {
  Questionnaire questionnaire;
  questionnaire.questions = {test::number_question("income", 0, 1'000'000)};
  questionnaire.questions[0].plausible_minimum = 5'000;
  questionnaire.questions[0].plausible_maximum = 500'000;
  const auto issue_of = [&](const char* text, bool confirmed) -> std::string {
    const Answer answer{"income", text, confirmed};
    const auto applicant = validate(questionnaire, {&answer, 1});
    if (applicant.ok()) return std::to_string(applicant.value().values[0]);
    EXPECT_EQ(applicant.error().size(), 1U);
    EXPECT_EQ(applicant.error()[0].index, 0U);
    return std::string(name(applicant.error()[0].code));
  };
  EXPECT_EQ(issue_of("4999", false), "implausibly_low");
  EXPECT_EQ(issue_of("0", false), "implausibly_low");
  EXPECT_EQ(issue_of("5000", false), "5000");
  EXPECT_EQ(issue_of("500000", false), "500000");
  EXPECT_EQ(issue_of("500001", false), "implausibly_high");
  EXPECT_EQ(issue_of("4999", true), "4999");
  EXPECT_EQ(issue_of("500001", true), "500001");
  EXPECT_EQ(issue_of("1000001", true), "above_maximum");
  EXPECT_EQ(issue_of("", true), "missing_answer");
  // Reading alone does not judge.
  EXPECT_EQ(read_answer(questionnaire.questions[0], "1").value(), 1);
}

TEST(Validate, RefusesAnAnswerToAQuestionOfTheBankAndMissesNoneToIt) {
  Questionnaire questionnaire = small_programme().questionnaire;
  questionnaire.questions[test::kIncome].from = AnswerSource::client_data;
  const auto answered = validate(questionnaire, good_answers_but(test::kAge, "9"));
  ASSERT_FALSE(answered.ok());
  ASSERT_EQ(answered.error().size(), 2U);
  EXPECT_EQ(answered.error()[0].code, IssueCode::below_minimum);
  EXPECT_EQ(answered.error()[1].code, IssueCode::not_from_applicant);
  EXPECT_EQ(answered.error()[1].index, test::kIncome);
  std::vector<Answer> answers = good_answers();
  answers.erase(answers.begin() + test::kIncome);
  const auto without = validate(questionnaire, answers);
  ASSERT_TRUE(without.ok());
  EXPECT_EQ(without.value().values[test::kIncome], kMissing);
  EXPECT_EQ(without.value().values[test::kAge], 40);
}

/// A blank answer is one too: who sends the question thinks that it may be answered.
TEST(Validate, RefusesABlankAnswerToAQuestionOfTheBank) {
  Questionnaire questionnaire = small_programme().questionnaire;
  questionnaire.questions[test::kIncome].from = AnswerSource::client_data;
  const auto answered = validate(questionnaire, good_answers_but(test::kIncome, " "));
  ASSERT_FALSE(answered.ok());
  EXPECT_EQ(answered.error().front().code, IssueCode::not_from_applicant);
}

}  // namespace
}  // namespace prescore
