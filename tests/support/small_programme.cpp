#include "support/small_programme.hpp"

#include <algorithm>
#include <utility>

namespace prescore::test {
namespace {

Encoding small_encoding() {
  Encoding encoding(4);
  encoding[kAge].cuts = {25, 40};
  encoding[kAge].minimum_seen = 21;
  encoding[kAge].maximum_seen = 70;
  encoding[kIncome].cuts = {30'000, 90'000};
  encoding[kIncome].minimum_seen = 1'000;
  encoding[kIncome].maximum_seen = 1'000'000;
  encoding[kEducation].option_codes = {1, 2, 0};
  encoding[kJob].option_codes = {1, 2};
  encoding[kJob].missing_seen = true;
  return encoding;
}

Forest small_forest() {
  Forest forest;
  forest.leaf_scale = 1000;
  forest.trees.push_back(
      tree_of({split(kAge, 1, 0, 1), leaf(1), split(kIncome, 0, 2, 3), leaf(3), leaf(4)}, {0, 400, 0, 300, 100}));
  forest.trees.push_back(tree_of({split(kJob, 1, 0, 1), leaf(1), leaf(2)}, {0, 50, 250}));
  return forest;
}

Policy small_policy() {
  Policy policy;
  policy.offers.push_back({"instant_card", 100'000, {{kAge, 18, 75}}});
  policy.offers.push_back({"starter_card", 200'000, {{kAge, 18, 75}}});
  policy.offers.push_back({"debit_card", kWholePpm, {{kAge, 16, 100}}});
  policy.what_would_help.changes = {{kJob, 1, 0, 0}, {kIncome, 0, 0, 50}};
  return policy;
}

/// Two people in three are 40 and have a job; one is 60, has the higher income and no job.
Reference small_reference() {
  Reference reference;
  reference.answers = {41, 50'000, 1, 0};
  reference.population.resize(2);
  reference.population[0] = {2, {2, 2, 2, 1}};
  reference.population[1] = {1, {3, 3, 1, 2}};
  return reference;
}

}  // namespace

Question number_question(const char* id, std::int32_t minimum, std::int32_t maximum) {
  Question question;
  question.id = id;
  question.kind = QuestionKind::number;
  question.columns = {id};
  question.unit = "unit";
  question.minimum = minimum;
  question.maximum = maximum;
  return question;
}

Question choice_question(const char* id, const std::vector<const char*>& options) {
  Question question;
  question.id = id;
  question.kind = QuestionKind::choice;
  question.columns = {id};
  for (const char* option : options) question.options.push_back({option, {{option}}});
  return question;
}

Question age_question() {
  Question question = number_question("age", 14, 100);
  question.unit = "year";
  question.unit_words = {"лет", "года", "год", "years", "year"};
  return question;
}

Question money_question() {
  Question question = number_question("income", 1, 100'000'000);
  question.unit = "rub_month";
  question.unit_words = {"₽", "руб.", "руб", "рублей", "р.", "р", "RUB", "rub"};
  question.money = true;
  return question;
}

std::string numbered(const char* prefix, std::size_t number) {
  std::string text = prefix;
  return text += std::to_string(number);
}

Programme small_programme() {
  Programme programme;
  programme.id = "small-card";
  programme.questionnaire.questions = {
      age_question(),
      money_question(),
      choice_question("education", {"school", "higher", "degree"}),
      choice_question("stable_job", {"yes", "no"}),
  };
  programme.encoding = small_encoding();
  programme.forest = small_forest();
  programme.pd_table.knots = {{150, 20'000}, {350, 80'000}, {750, 400'000}};
  programme.policy = small_policy();
  programme.reference = small_reference();
  return programme;
}

std::vector<Answer> good_answers() {
  return {{"age", "40"}, {"income", "50000"}, {"education", "higher"}, {"stable_job", "yes"}};
}

std::vector<Answer> good_answers_but(std::uint8_t question, std::string_view text) {
  std::vector<Answer> answers = good_answers();
  answers[question].text = text;
  return answers;
}

Applicant applicant_of(const std::array<std::int32_t, 4>& values) {
  Applicant applicant;
  std::copy(values.begin(), values.end(), applicant.values.begin());
  return applicant;
}

Node leaf(std::uint32_t own_index) { return {0, 0, 255, 0, own_index}; }

Node split(std::uint8_t feature, std::uint8_t first, std::uint8_t span, std::uint32_t left) {
  return {feature, first, span, 0, left};
}

Tree tree_of(std::vector<Node> nodes, std::vector<std::int32_t> values) {
  Tree tree{std::move(nodes), std::move(values), 0};
  measure_depth(tree);
  return tree;
}

}  // namespace prescore::test
