// One number as people and programs write it: every verdict as a table of cases. Money: validate_money_test.cpp.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/number_cases.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using namespace std::string_literals;
using test::Accepted;
using test::age_question;
using test::expect_accepted;
using test::expect_refused;
using test::money_question;
using test::number_question;
using test::Refused;

TEST(ValidateAge, AcceptsWholeNumbersWithSpaceAndUnit) {
  expect_accepted(age_question(), NumberStyle::people,
                  {{"14", 14},
                   {"100", 100},
                   {"35", 35},
                   {"  35\t", 35},
                   {"\u00a035\u202f", 35},
                   {"\u200735\u2009", 35},
                   {"\r\n35\v\f", 35},
                   {"035", 35},
                   {"0000000000000000000000000000035", 35},
                   {"35 лет", 35},
                   {"35лет", 35},
                   {"31 год", 31},
                   {"33 года", 33},
                   {"35 years", 35},
                   {"35\u00a0лет ", 35},
                   {"35.0", 35},
                   {"35,00", 35}});
}

TEST(ValidateAge, AcceptsDigitsOnOneSideOfTheMarkAndAPlus) {
  expect_accepted(age_question(), NumberStyle::people, {{"+35", 35}, {"35.", 35}});
  expect_refused(age_question(), NumberStyle::people, {{".5", IssueCode::not_whole}});
}

TEST(ValidateAge, AcceptsExponentsOfProgramsOnly) {
  for (const NumberStyle style : {NumberStyle::programs, NumberStyle::decimal_point, NumberStyle::decimal_comma}) {
    expect_accepted(age_question(), style, {{"3.5e1", 35}, {"3.50E+01", 35}, {"3500e-2", 35}, {".35e2", 35}});
    expect_refused(age_question(), style,
                   {{"1e5", IssueCode::above_maximum},
                    {"1e999999999999", IssueCode::above_maximum},
                    {"0e999999999999", IssueCode::below_minimum},
                    {"35e-1", IssueCode::not_whole},
                    {"1e-999999999999", IssueCode::not_whole},
                    {"1e", IssueCode::not_a_number},
                    {"e5", IssueCode::not_a_number}});
  }
  expect_refused(age_question(), NumberStyle::people, {{"3.5e1", IssueCode::not_a_number}});
}

TEST(ValidateAge, RejectsBelowMinimum) {
  expect_refused(age_question(), NumberStyle::people,
                 {{"13", IssueCode::below_minimum},
                  {"0", IssueCode::below_minimum},
                  {"-35", IssueCode::below_minimum},
                  {"\u221235", IssueCode::below_minimum},
                  {"-0", IssueCode::below_minimum},
                  {"-" + std::string(500, '9'), IssueCode::below_minimum},
                  {"-2147483648", IssueCode::below_minimum},
                  {"-9223372036854775809", IssueCode::below_minimum}});
}

TEST(ValidateAge, RejectsAboveMaximumHoweverManyDigits) {
  expect_refused(age_question(), NumberStyle::people,
                 {{"101", IssueCode::above_maximum},
                  {"2147483648", IssueCode::above_maximum},
                  {"4294967330", IssueCode::above_maximum},
                  {"18446744073709551651", IssueCode::above_maximum},
                  {"1" + std::string(30, '0'), IssueCode::above_maximum},
                  {std::string(1000, '3'), IssueCode::above_maximum}});
}

TEST(ValidateAge, RejectsFractionsAsNotWhole) {
  expect_refused(age_question(), NumberStyle::people,
                 {{"35.5", IssueCode::not_whole},
                  {"35,5", IssueCode::not_whole},
                  {"35.000000000000000000000001", IssueCode::not_whole},
                  {"-35.5", IssueCode::not_whole},
                  {"13.9 лет", IssueCode::not_whole}});
}

TEST(ValidateAge, RejectsBlankAsMissing) {
  expect_refused(age_question(), NumberStyle::people,
                 {{"", IssueCode::missing_answer},
                  {" ", IssueCode::missing_answer},
                  {"\t\n\r\v\f ", IssueCode::missing_answer},
                  {"\u00a0\u202f\u2009\u2007", IssueCode::missing_answer},
                  {std::string(100'000, ' '), IssueCode::missing_answer}});
}

TEST(ValidateAge, RejectsWhatIsNotOneNumber) {
  const std::vector<std::string> texts = {
      "abc",
      "3o",
      "o35",
      "0x23",
      "0b11",
      "35-36",
      "35 36",
      "3 5",
      "35..0",
      ",",
      ".",
      "-",
      "\u2212",
      "--35",
      "- 35",
      "35-",
      "лет",
      "лет лет",
      "NaN",
      "nan",
      "Infinity",
      "inf",
      "null",
      "undefined",
      "true",
      "35;",
      "35:",
      "3:5",
      "35\"",
      "'35'",
      "(35)",
      "35%",
      "35$",
      "тридцать",
      "\u2160",
      "\U0001F600",
      "35\U0001F382",
      "35\0"s,
      "\0"s,
      "\00035"s,
      "3\0005"s,
      "\xff",
      "35\xff",
      "\xc2",
      "35\xc2",
      "\xe2\x80",
      "\xed\xa0\x80",
      "\xf8\x88\x80\x80\x80",
      "35\xc0\xa0",
      "<b>35</b>",
      "35 or 1=1",
      "35\n36",
      "1'000",
      "35 000",
      "35, 0",
      "35 .0",
      "3\u00a05",
      "35 00",
      "1/2",
      "2^5",
  };
  std::vector<Refused> cases;
  for (const std::string& text : texts) cases.push_back({text, IssueCode::not_a_number});
  expect_refused(age_question(), NumberStyle::people, cases);
}

TEST(ValidateNumber, UnitWordsDoNotChangeWhatIsANumber) {
  Question question = number_question("sum", -1000, 1000);
  question.unit_words = {"0", "-", "1,5", "m2", ",-"};
  expect_accepted(question, NumberStyle::people, {{"30", 30}, {"-30", -30}, {"30 m2", 30}, {"30,-", 30}});
}

/// On the page as in a file: the page sends no more, and both must come to the same.
TEST(ValidateNumber, TakesNothingLongerThanAThousandBytesForANumber) {
  const std::string blanks(3000, ' ');
  expect_accepted(age_question(), NumberStyle::people, {{blanks + "27" + blanks, 27}, {"27" + blanks + "лет", 27}});
  for (const NumberStyle style : {NumberStyle::people, NumberStyle::programs}) {
    expect_refused(age_question(), style,
                   {{std::string(1001, '7'), IssueCode::not_a_number},
                    {std::string(1'000'000, '7'), IssueCode::not_a_number},
                    {std::string(999, '0') + "35", IssueCode::not_a_number},
                    {"27" + blanks + "x", IssueCode::not_a_number}});
    expect_accepted(age_question(), style, {{std::string(998, '0') + "35", 35}});
  }
}

TEST(ValidateNumber, ReadsDigitsOfOtherScriptsAndIgnoresMarksThatNobodySees) {
  expect_accepted(age_question(), NumberStyle::people,
                  {{"\u0663\u0665", 35},
                   {"\uff13\uff15", 35},
                   {"\u0969\u096b", 35},
                   {"3\u200b5", 35},
                   {"\ufeff35", 35},
                   {"\u202d35\u202c", 35},
                   {"35\u00ad лет", 35}});
}

TEST(ValidateNumber, ReadsUnitWordsInAnyCaseAndSeveralOfThem) {
  expect_accepted(age_question(), NumberStyle::people, {{"35 Лет", 35}, {"35 YEARS.", 35}, {"35 лет лет", 35}});
  Question money = money_question();
  money.unit_words.emplace_back("в месяц");
  expect_accepted(money, NumberStyle::people,
                  {{"50 000 рублей в месяц", 50'000}, {"50 000 РУБ. В МЕСЯЦ", 50'000}, {"50000 ₽ ₽", 50'000}});
}

TEST(ValidateNumber, ReadsScaleWordsForEveryStyle) {
  Question money = money_question();
  money.scale_words = {{"k", 3}, {"тыс", 3}, {"т", 3}, {"млн", 6}};
  money.unit_words.emplace_back("руб. в месяц");
  const std::vector<Accepted> cases = {{"50k", 50'000},     {"50 K", 50'000},          {"50 тыс", 50'000},
                                       {"50 ТЫС.", 50'000}, {"1,5 млн", 1'500'000},    {"1.25 млн.", 1'250'000},
                                       {"50 т.р.", 50'000}, {"50 тыс ₽", 50'000}, {"50 тыс. руб. в месяц", 50'000},
                                       {"₽ 50k", 50'000}, {"1 500 тыс", 1'500'000},  {"0,05 млн", 50'000}};
  for (const NumberStyle style : {NumberStyle::people, NumberStyle::programs}) {
    expect_accepted(money, style, cases);
    expect_refused(money, style,
                   {{"1,500 k", IssueCode::not_a_number},
                    {"k", IssueCode::not_a_number},
                    {"k 50", IssueCode::not_a_number},
                    {"50 k k", IssueCode::not_a_number},
                    {"200 млн", IssueCode::above_maximum}});
  }
  expect_accepted(money, NumberStyle::decimal_point, {{"1.500 k", 1'500}, {"1,500 k", 1'500'000}});
  expect_accepted(money, NumberStyle::decimal_comma, {{"1,500 k", 1'500}});
  Question whole = number_question("rooms", 0, 10'000);
  whole.scale_words = {{"k", 3}};
  expect_accepted(whole, NumberStyle::people, {{"1.5k", 1'500}, {"1.500k", 1'500}});
  expect_refused(whole, NumberStyle::people, {{"1.0005k", IssueCode::not_whole}});
}

TEST(ValidateNumber, ZeroIsAnAnswerWhereTheMinimumAllowsIt) {
  Question money = money_question();
  money.minimum = 0;
  expect_accepted(money, NumberStyle::people, {{"0", 0}, {"0 ₽", 0}, {"0,00", 0}, {"-0", 0}});
}

TEST(ValidateAge, SaysOfAYearThatItIsOne) {
  expect_refused(age_question(), NumberStyle::people,
                 {{"1985", IssueCode::looks_like_a_year},
                  {"1900 год", IssueCode::looks_like_a_year},
                  {"2100", IssueCode::looks_like_a_year},
                  {"1899", IssueCode::above_maximum},
                  {"2101", IssueCode::above_maximum}});
  expect_refused(age_question(), NumberStyle::programs, {{"1985", IssueCode::above_maximum}});
  Question tenths = age_question();
  tenths.decimals = 1;
  tenths.maximum = 1000;
  expect_refused(tenths, NumberStyle::people, {{"1985", IssueCode::looks_like_a_year}});
  expect_refused(number_question("rooms", 0, 100), NumberStyle::people, {{"1985", IssueCode::above_maximum}});
}

TEST(ValidateDecimals, KeepsTheDigitsAskedForAndDropsTheRest) {
  Question question = number_question("score", -300'000'000, 300'000'000);
  question.decimals = 8;
  expect_accepted(question, NumberStyle::decimal_point,
                  {{"0.12345678", 12'345'678},
                   {"-1.5", -150'000'000},
                   {"1", 100'000'000},
                   {"0.123456789", 12'345'678},
                   {"-0.123456789", -12'345'678},
                   {"-0.000000001", 0},
                   {"2.99999999999999", 299'999'999},
                   {"3", 300'000'000}});
  expect_refused(question, NumberStyle::decimal_point,
                 {{"3.00000001", IssueCode::above_maximum},
                  {"-3.00000001", IssueCode::below_minimum},
                  {std::string(400, '9') + ".5", IssueCode::above_maximum}});
}

TEST(ValidateDecimals, DropsDigitsBeyondASingleDecimal) {
  Question question = number_question("tenths", -50, 50);
  question.decimals = 1;
  expect_accepted(question, NumberStyle::people, {{"1.29", 12}, {"-1.29", -12}, {"5", 50}});
}

TEST(ValidateDecimals, ReachesTheEndsOfInt32) {
  Question question = number_question("wide", -2'147'483'647, 2'147'483'647);
  expect_accepted(question, NumberStyle::decimal_point,
                  {{"2147483647", 2'147'483'647}, {"-2147483647", -2'147'483'647}});
  expect_refused(question, NumberStyle::decimal_point,
                 {{"2147483648", IssueCode::above_maximum}, {"-2147483648", IssueCode::below_minimum}});
  question.decimals = 9;
  expect_accepted(question, NumberStyle::decimal_point,
                  {{"2.147483647", 2'147'483'647}, {"-2.147483647", -2'147'483'647}});
  expect_refused(question, NumberStyle::decimal_point,
                 {{"2.147483648", IssueCode::above_maximum}, {"3", IssueCode::above_maximum}});
}

}  // namespace
}  // namespace prescore
