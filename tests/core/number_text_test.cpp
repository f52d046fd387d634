// The pieces below `read_number`: white space, units, and the digits between.
#include "number_text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

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

TEST(Trim, TakesAllWhiteSpaceOffBothEndsAndNoneFromWithin) {
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim(" \t\n\r\v\f"), "");
  EXPECT_EQ(trim("\u00a0 a\u202fb \u2009\u2007"), "a\u202fb");
  EXPECT_EQ(trim("a"), "a");
}

TEST(Trim, LeavesInvisibleCharactersThatAreNoSpaces) {
  for (const std::string_view text : {"\u200b1", "\ufeff1", "1\u200b", "1\u00ad", "\u30001", "\xa0"}) {
    EXPECT_EQ(trim(text), text) << testing::PrintToString(text);
  }
}

TEST(Trim, LeavesATruncatedSpace) {
  for (const std::string_view text : {"1\xc2", "1\xe2\x80",
                                      "\x80\xaf"
                                      "1"}) {
    EXPECT_EQ(trim(text), text) << testing::PrintToString(text);
  }
}

TEST(WithoutUnit, TakesTheLongestWordOffOneEnd) {
  const std::vector<std::string> words = {"р", "руб", "руб.", "₽"};
  EXPECT_EQ(without_unit("5 руб.", words), "5");
  EXPECT_EQ(without_unit("5 руб", words), "5");
  EXPECT_EQ(without_unit("5р", words), "5");
  EXPECT_EQ(without_unit("₽\u00a05", words), "5");
  EXPECT_EQ(without_unit("₽5₽", words), "₽5");
  EXPECT_EQ(without_unit("5", words), "5");
  EXPECT_EQ(without_unit("₽", words), "");
  EXPECT_EQ(without_unit("5 евро", words), "5 евро");
  EXPECT_EQ(without_unit("5", {}), "5");
}

TEST(ParseNumber, SplitsSignWholeFractionAndExponent) {
  for (const Split& expected :
       {Split{"0", false, "0", ""}, Split{"-12.5", true, "12", "5"}, Split{"007", false, "007", ""},
        Split{"1.000", false, "1", "000"}, Split{".5", false, "", "5"}, Split{"5.", false, "5", ""},
        Split{"+5", false, "5", ""}, Split{"\u22125,25", true, "5", "25"}}) {
    expect_split(parse_number(expected.text, false, 0), expected);
  }
  EXPECT_EQ(parse_program_number("5.00E+05", false, 0)->exponent, 5);
  EXPECT_EQ(parse_program_number("5e-1", false, 0)->exponent, -1);
  EXPECT_EQ(parse_program_number("5e99999999999999999999", false, 0)->exponent, kMaxExponent);
}

TEST(ParseNumber, SplitsGroupsOnlyWhereAsked) {
  expect_split(parse_number("50 000,5", true, 0), {"50 000,5", false, "50 000", "5"});
  expect_split(parse_number("\u22121.234.567,89", true, 0), {"-1.234.567,89", true, "1.234.567", "89"});
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
  for (const std::string_view text : {"", "-", "\u2212", "--1", "+-1", "-\u22121", ",", ".", "e5", ".e5", "1e", "1e+",
                                      "1e5.", "1e5e5", "1x", "1.2.3", " 1", "1 ", "1e 5"}) {
    EXPECT_FALSE(parse_program_number(text, true, 0)) << text;
    EXPECT_FALSE(parse_program_number(text, false, 0)) << text;
  }
}

}  // namespace
}  // namespace prescore
