// The pieces below `read_number`: white space, units, and the digits between.
#include "number_text.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "prescore/validate.hpp"

namespace prescore {
namespace {

struct Split {
  std::string_view text;
  bool negative;
  std::string_view whole;
  std::string_view fraction;
};

void expect_split(const std::optional<DecimalText>& number, const Split& expected) {
  SCOPED_TRACE(testing::PrintToString(expected.text));
  ASSERT_TRUE(number);
  EXPECT_EQ(number->negative, expected.negative);
  EXPECT_EQ(number->whole, expected.whole);
  EXPECT_EQ(number->fraction, expected.fraction);
}

/// `text` as the reader sees it.
std::string normal(std::string_view text) {
  std::array<char, 1000> room;
  return std::string(normalise(text, room).value_or("too long"));
}

TEST(Normalise, TakesAllWhiteSpaceOffBothEndsAndMakesOneBlankOfItWithin) {
  EXPECT_EQ(normal(""), "");
  EXPECT_EQ(normal(" \t\n\r\v\f"), "");
  EXPECT_EQ(normal("\u00a0 a\u202f\u2009b \u2009\u2007\u3000"), "a b");
  EXPECT_EQ(normal("50  000"), "50 000");
}

TEST(Normalise, DropsMarksThatNobodySees) {
  EXPECT_EQ(normal("\u200b\ufeff5\u00ad0\u2060\u200e 0\u202c"), "50 0");
  EXPECT_EQ(normal("\u200b \u2066"), "");
  EXPECT_EQ(normal("a \u200b b"), "a b");
}

TEST(Normalise, ReadsDigitsAndSignsOfOtherScripts) {
  EXPECT_EQ(normal("\uff15\uff10\uff0e\uff15"), "50.5");
  EXPECT_EQ(normal("\u0660\u0669 \u06f0\u06f9 \u0966\u096f \u0e50\u0e59"), "09 09 09 09");
  EXPECT_EQ(normal("\u22125\u2019000"), "-5'000");
  // Letters and numbers that stand beside these digits are none.
  EXPECT_EQ(normal("\u065f\u066a\u0970"), "\u065f\u066a\u0970");
}

TEST(Normalise, MakesLettersLowerCase) {
  EXPECT_EQ(normal("RUB ТЫС Ёлка Ђ €"), "rub тыс ёлка ђ €");
  EXPECT_EQ(normal("АЯ ая"), "ая ая");
}

TEST(Normalise, LeavesBytesThatAreNoText) {
  for (const std::string_view text :
       {"1\xc2", "1\xe2\x80", "\x80\xaf x", "\xc0\xb0", "\xe0\x80\xb0", "\xf8\x88", "\xff"}) {
    EXPECT_EQ(normal(text), text) << testing::PrintToString(text);
  }
}

TEST(Normalise, SaysWhereTheRoomIsTooSmall) {
  std::array<char, 4> room;
  EXPECT_EQ(normalise(" 50 0  ", room), "50 0");
  EXPECT_FALSE(normalise("50 00", room));
  EXPECT_FALSE(normalise("₽₽", room));
}

TEST(IsBlank, IsTrueOfWhiteSpaceAndMarksThatNobodySees) {
  for (const std::string_view text : {"", " ", "\u200b\t\u00a0"}) EXPECT_TRUE(is_blank(text));
  for (const std::string_view text : {"a", " 0 ", "\xc2"}) EXPECT_FALSE(is_blank(text));
  EXPECT_FALSE(is_blank(std::string_view("\0", 1)));
}

std::string without_unit(std::string_view text, const std::vector<std::string>& words) {
  const bool is_taken = take_unit(text, words);
  return std::string(text) + (is_taken ? "" : " as before");
}

TEST(TakeUnit, TakesTheLongestWordOffOneEnd) {
  const std::vector<std::string> words = {"р", "руб", "РУБ.", "₽", "в  месяц", ""};
  EXPECT_EQ(without_unit("5 руб.", words), "5");
  EXPECT_EQ(without_unit("5 руб", words), "5");
  EXPECT_EQ(without_unit("5р", words), "5");
  EXPECT_EQ(without_unit("5 р.", words), "5");
  EXPECT_EQ(without_unit("5 в месяц", words), "5");
  EXPECT_EQ(without_unit("₽ 5", words), "5");
  EXPECT_EQ(without_unit("₽5₽", words), "₽5");
  EXPECT_EQ(without_unit("5", words), "5 as before");
  EXPECT_EQ(without_unit("5.", words), "5. as before");
  EXPECT_EQ(without_unit("₽", words), "");
  EXPECT_EQ(without_unit("5 евро", words), "5 евро as before");
  EXPECT_EQ(without_unit("5", {}), "5 as before");
}

TEST(TakeScale, TakesTheLongestWordOffTheEnd) {
  const std::vector<ScaleWord> words = {{"т", 3}, {"Тыс", 3}, {"млн.", 6}};
  const auto scaled = [&](std::string_view text) {
    const int power = take_scale(text, words);
    return std::string(text) + " " + std::to_string(power);
  };
  EXPECT_EQ(scaled("50 тыс"), "50 3");
  EXPECT_EQ(scaled("50 тыс."), "50 3");
  EXPECT_EQ(scaled("50т."), "50 3");
  EXPECT_EQ(scaled("1,5 млн."), "1,5 6");
  EXPECT_EQ(scaled("1,5 млн"), "1,5 млн 0");
  EXPECT_EQ(scaled("т 50"), "т 50 0");
}

TEST(KnownWord, IsOneForAllSpellingsThatTextsAreReadWith) {
  for (const std::string_view word : {"тыс", "ТЫС.", " Тыс. ", "\u200bтыс"}) EXPECT_EQ(known_word(word), "тыс");
  EXPECT_EQ(known_word("в  месяц"), "в месяц");
  EXPECT_EQ(known_word("т.р."), "т.р");
  for (const std::string& word : {std::string(), std::string(" \u00a0\u200b"), std::string(1001, 'k')}) {
    EXPECT_EQ(known_word(word), "");
  }
}

TEST(ParseNumber, SplitsSignWholeFractionAndExponent) {
  for (const Split& expected :
       {Split{"0", false, "0", ""}, Split{"-12.5", true, "12", "5"}, Split{"007", false, "007", ""},
        Split{"1.000", false, "1", "000"}, Split{".5", false, "", "5"}, Split{"5.", false, "5", ""},
        Split{"+5", false, "5", ""}, Split{"-5,25", true, "5", "25"}}) {
    expect_split(parse_number(expected.text, false, 0), expected);
  }
  EXPECT_EQ(parse_program_number("5.00e+05", false, 0)->exponent, 5);
  EXPECT_EQ(parse_program_number("5e-1", false, 0)->exponent, -1);
  EXPECT_EQ(parse_program_number("5e99999999999999999999", false, 0)->exponent, kMaxExponent);
}

TEST(ParseNumber, SplitsGroupsOnlyWhereAsked) {
  expect_split(parse_number("50 000,5", true, 0), {"50 000,5", false, "50 000", "5"});
  expect_split(parse_number("-1.234.567,89", true, 0), {"-1.234.567,89", true, "1.234.567", "89"});
  expect_split(parse_number("1,234", true, 0), {"1,234 grouped", false, "1,234", ""});
  expect_split(parse_number("1,234", false, 0), {"1,234", false, "1", "234"});
  expect_split(parse_number("1234,567", true, 0), {"1234,567", false, "1234", "567"});
  expect_split(parse_number("0.500", true, 0), {"0.500", false, "0", "500"});
  EXPECT_FALSE(parse_number("50 000", false, 0));
}

TEST(ParseNumber, TheDecimalMarkNeverGroups) {
  expect_split(parse_number("40.000", true, '.'), {"40.000 point", false, "40", "000"});
  expect_split(parse_number("40,000", true, '.'), {"40,000 point", false, "40,000", ""});
  expect_split(parse_number("40,000", true, ','), {"40,000 comma", false, "40", "000"});
  expect_split(parse_number("40.000,5", true, ','), {"40.000,5 comma", false, "40.000", "5"});
  EXPECT_FALSE(parse_number("1.234.567", true, '.'));
}

TEST(ParseNumber, RefusesAMarkThatBothGroupsAndDivides) {
  for (const std::string_view text : {"1,234,5", "1.234.56", "1,234,567,8", "1,234.567,8", "1 234 5", "50.000."}) {
    EXPECT_FALSE(parse_number(text, true, 0)) << text;
  }
}

TEST(ParseNumber, RefusesWhatHasNoDigitOrMoreThanANumber) {
  for (const std::string_view text : {"", "-", "--1", "+-1", ",", ".", "e5", ".e5", "1e", "1e+", "1e5.", "1e5e5", "1x",
                                      "1.2.3", " 1", "1 ", "1e 5"}) {
    EXPECT_FALSE(parse_program_number(text, true, 0)) << text;
    EXPECT_FALSE(parse_program_number(text, false, 0)) << text;
  }
}

}  // namespace
}  // namespace prescore
