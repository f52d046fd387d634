#include "describing/outcome_words.hpp"

#include <gtest/gtest.h>

namespace prescore {
namespace {

using Values = std::vector<ValueCount>;
using Words = std::vector<std::string>;

TEST(RecogniseOutcome, KnowsWhichValueIsBad) {
  struct Case {
    const char* name;
    Values values;
    const char* bad;
  };
  const Case cases[] = {
      {"default", {{"0", 90}, {"1", 10}}, "1"},         {"BAD", {{"0", 90}, {"1", 10}}, "1"},
      {"loan_status", {{"0", 90}, {"1", 10}}, "1"},     {"default", {{"0.0", 90}, {"1.0", 10}}, "1.0"},
      {"Defaulted", {{"No", 90}, {"Yes", 10}}, "Yes"},  {"approved", {{"Y", 60}, {"N", 40}}, "N"},
      {"Creditability", {{"1", 700}, {"0", 300}}, "0"}, {"Class", {{"1", 700}, {"2", 300}}, "2"},
      {"A16", {{"-", 383}, {"+", 307}}, "-"},           {"risk", {{"good", 700}, {"bad", 300}}, "bad"},
      {"Дефолт", {{"нет", 90}, {"да", 10}}, "да"},
  };
  for (const Case& known : cases) {
    const OutcomeWords words = recognise_outcome(known.name, known.values);
    EXPECT_TRUE(words.is_known) << known.name;
    EXPECT_EQ(words.bad, Words{known.bad}) << known.name;
    EXPECT_FALSE(words.because.empty()) << known.name;
  }
}

TEST(RecogniseOutcome, GuessesNothingWithoutAReason) {
  // Y may be approved or in default; 1 in most rows may be good; X and Y mean nothing; of three numbers none is known.
  EXPECT_FALSE(recognise_outcome("Loan_Status", {{"Y", 400}, {"N", 200}}).is_known);
  EXPECT_FALSE(recognise_outcome("target", {{"1", 700}, {"0", 300}}).is_known);
  EXPECT_FALSE(recognise_outcome("outcome", {{"X", 10}, {"Y", 20}}).is_known);
  EXPECT_FALSE(recognise_outcome("class", {{"0", 10}, {"1", 20}, {"2", 5}}).is_known);
  EXPECT_FALSE(recognise_outcome("class", {{"2", 700}, {"1", 300}}).is_known);
}

TEST(RecogniseOutcome, LeavesOutStatusesThatAreNeither) {
  const OutcomeWords words =
      recognise_outcome("status", {{"Current", 500}, {"Fully Paid", 300}, {"Charged Off", 50}, {"Default", 5}});
  EXPECT_EQ(words.bad, (Words{"Charged Off", "Default"}));
  EXPECT_EQ(words.good, Words{"Fully Paid"});
  ASSERT_EQ(words.neither.size(), 1U);
  EXPECT_EQ(words.neither.front().value, "Current");
  EXPECT_NEAR(words.default_rate(), 55.0 / 355.0, 1e-12);
}

TEST(RecogniseOutcome, PrefersTheLoanToTheHistory) {
  const Values values = {{"0", 90}, {"1", 10}};
  EXPECT_GT(recognise_outcome("loan_status", values).likelihood,
            recognise_outcome("cb_person_default_on_file", values).likelihood);
}

}  // namespace
}  // namespace prescore
