// Amounts of money as people and programs write them: every verdict as a table of cases.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/number_cases.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::Accepted;
using test::expect_accepted;
using test::expect_refused;
using test::money_question;
using test::Refused;

TEST(ValidateMoney, AcceptsGroupsOfThree) {
  expect_accepted(money_question(), NumberStyle::people,
                  {{"50000", 50'000},
                   {"50 000", 50'000},
                   {"50\u00a0000", 50'000},
                   {"50\u202f000", 50'000},
                   {"50\u2009000", 50'000},
                   {"50\u2007000", 50'000},
                   {"1 000\u00a0000", 1'000'000},
                   {"1 234 567", 1'234'567},
                   {"50,000", 50'000},
                   {"50.000", 50'000},
                   {"1,234,567", 1'234'567},
                   {"1.234.567", 1'234'567},
                   {"1'000", 1'000},
                   {"1\u2019234\u2019567", 1'234'567},
                   {"100 000 000", 100'000'000}});
}

TEST(ValidateMoney, ReadsSlipsThatCanMeanOnlyOneNumber) {
  expect_accepted(money_question(), NumberStyle::people,
                  {{"50  000", 50'000}, {"1\u00a0 000  000", 1'000'000}, {"50000.", 50'000}, {"50 000,", 50'000}});
}

TEST(ValidateMoney, DropsKopecks) {
  expect_accepted(money_question(), NumberStyle::people,
                  {{"1,5", 1},
                   {"1.99", 1},
                   {"50000,50", 50'000},
                   {"50000.00", 50'000},
                   {"50 000,50", 50'000},
                   {"50.000,50", 50'000},
                   {"50,000.50", 50'000},
                   {"1,234,567.89", 1'234'567},
                   {"50'000.5", 50'000},
                   {"50000,123456", 50'000},
                   {"100000000,99", 100'000'000}});
}

TEST(ValidateMoney, SkipsTheUnit) {
  expect_accepted(money_question(), NumberStyle::people,
                  {{"50000 ₽", 50'000},
                   {"50 000 ₽", 50'000},
                   {"50000₽", 50'000},
                   {"₽50000", 50'000},
                   {"₽ 50 000", 50'000},
                   {"50 000 руб.", 50'000},
                   {"50 000 руб", 50'000},
                   {"50 000 рублей", 50'000},
                   {"50000р", 50'000},
                   {"50000 р.", 50'000},
                   {"50\u00a0000\u00a0₽", 50'000},
                   {"RUB 50,000.00", 50'000},
                   {"50000 rub", 50'000}});
}

TEST(ValidateMoney, RejectsDigitsThatAreGroupedWrongly) {
  const std::vector<std::string> texts = {
      "50 00",     "50 0000",   "5 0 0 0 0", "1234 567", "50 000 00", "50, 000",  "1,23,456", "1 234,567,890",
      "1'000 000", "1 000'000", "0 500",     "000 500",  "1,234,56",  "1.234.56", "1,234,5",  "1.234.5678",
      "1'00",      "50.000.",   "50,000,",   "'000",     ",000",      "50''000",
  };
  std::vector<Refused> cases;
  for (const std::string& text : texts) cases.push_back({text, IssueCode::not_a_number});
  expect_refused(money_question(), NumberStyle::people, cases);
}

TEST(ValidateMoney, RejectsOtherCurrenciesAndWords) {
  const std::vector<std::string> texts = {"$50000",
                                          "50000 €",
                                          "50000 USD",
                                          "50к",
                                          "50k",
                                          "50 тыс",
                                          "50 тысяч",
                                          "₽",
                                          "руб. руб.",
                                          "50000/month",
                                          "50_000",
                                          "50000\U0001F4B0",
                                          "50 000 долларов",
                                          "пятьдесят тысяч"};
  std::vector<Refused> cases;
  for (const std::string& text : texts) cases.push_back({text, IssueCode::not_a_number});
  expect_refused(money_question(), NumberStyle::people, cases);
}

TEST(ValidateMoney, OfARangeTheLowerNumberCountsForPeopleOnly) {
  Question money = money_question();
  money.scale_words = {{"k", 3}, {"млн", 6}};
  expect_accepted(money, NumberStyle::people,
                  {{"50 000 – 60 000", 50'000},
                   {"50000-60000 ₽", 50'000},
                   {"50 000 ₽ — 60 000 ₽", 50'000},
                   {"50-60 k", 50'000},
                   {"50 k – 60 k", 50'000},
                   {"1,5–2 млн ₽", 1'500'000},
                   {"900 - 1.5k", 900},
                   {"500 – 60 000", 500}});
  const std::vector<Refused> unclear = {
      {"60 000 – 50 000", IssueCode::not_a_number}, {"50 000 – 50 000", IssueCode::not_a_number},
      {"50 000 –", IssueCode::not_a_number},        {"– 50 000", IssueCode::not_a_number},
      {"10-20-30", IssueCode::not_a_number},        {"50 000 - -60 000", IssueCode::not_a_number},
      {"50 000 – 60 евро", IssueCode::not_a_number}};
  expect_refused(money, NumberStyle::people, unclear);
  expect_refused(money, NumberStyle::programs, {{"50 000 – 60 000", IssueCode::not_a_number}});
  Question plain = money;
  plain.money = false;
  expect_refused(plain, NumberStyle::people, {{"50-60", IssueCode::not_a_number}});
}

TEST(ValidateMoney, RejectsOutOfRangeAfterDroppingKopecks) {
  expect_refused(money_question(), NumberStyle::people,
                 {{"0", IssueCode::below_minimum},
                  {"0,99", IssueCode::below_minimum},
                  {"0.500", IssueCode::below_minimum},
                  {"-50000", IssueCode::below_minimum},
                  {"\u221250 000", IssueCode::below_minimum},
                  {"-50 000 ₽", IssueCode::below_minimum},
                  {"100000001", IssueCode::above_maximum},
                  {"100 000 001", IssueCode::above_maximum},
                  {"999 999 999 999 999 999 999 ₽", IssueCode::above_maximum}});
}

TEST(ValidateMoney, OneTextIsOneNumberInEveryStyleUnlessItsMarkIsInDoubt) {
  const std::vector<Accepted> clear = {{"50000", 50'000},    {"50000.99", 50'000},  {"50 000", 50'000},
                                       {"50000,5", 50'000},  {"50000 ₽", 50'000}, {"50,000.50", 50'000},
                                       {"50.000,5", 50'000}, {"1'000", 1'000}};
  // With a mark stated, that mark cannot group as well.
  const std::vector<Accepted> point(clear.begin(), clear.end() - 2);
  expect_accepted(money_question(), NumberStyle::people, clear);
  expect_accepted(money_question(), NumberStyle::decimal_point, point);
  expect_accepted(money_question(), NumberStyle::people, {{"40.000", 40'000}, {"40,000", 40'000}});
  expect_accepted(money_question(), NumberStyle::programs, {{"40.000", 40'000}, {"5.00E+04", 50'000}});
  expect_accepted(money_question(), NumberStyle::decimal_point, {{"40.000", 40}, {"40,000", 40'000}});
  expect_accepted(money_question(), NumberStyle::decimal_comma, {{"40.000", 40'000}, {"40,000", 40}});
}

}  // namespace
}  // namespace prescore
