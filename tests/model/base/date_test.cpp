#include "base/date.hpp"

#include <gtest/gtest.h>

namespace prescore {
namespace {

TEST(Date, ReadsBothSpellings) {
  const auto data = parse_date("01FEB2014");
  const auto command_line = parse_date("2014-02-01");
  ASSERT_TRUE(data && command_line);
  EXPECT_EQ(*data, *command_line);
  EXPECT_EQ(iso(*data), "2014-02-01");
  EXPECT_EQ(iso_month(*data), "2014-02");
}

TEST(Date, ReadsADayHoweverItIsWritten) {
  for (const char* text : {"2014-02-01", " 2014-02-01 ", "2014/02/01", "20140201", "01.02.2014", "01feb2014",
                           "01-Feb-2014", "2014-02", "Feb-2014", "2014-02-01 00:00:00", "2014-02-01T10:15:00.5+03:00",
                           "2014-02-01T10:15:00Z", "01.02.2014 10:15", "01FEB2014:00:00:00", "2014/02/01 10:15"}) {
    const auto date = parse_date(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(iso(*date), "2014-02-01") << text;
  }
}

TEST(Date, KnowsEveryMonth) {
  constexpr const char* kNames[] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
  unsigned number = 0;
  for (const char* name : kNames) {
    ++number;
    const auto date = parse_date("28" + std::string(name) + "2015");
    ASSERT_TRUE(date) << name;
    EXPECT_EQ(static_cast<unsigned>(date->month()), number);
  }
}

TEST(Date, KnowsLeapYears) {
  EXPECT_TRUE(parse_date("29FEB2016"));
  EXPECT_FALSE(parse_date("29FEB2014"));
  EXPECT_TRUE(parse_date("2000-02-29"));
  EXPECT_FALSE(parse_date("1900-02-29"));
}

TEST(Date, RefusesEverythingElse) {
  for (const char* text :
       {"",           "2014",       "2014-2-1",   "14-02-2014",    "02/01/2014",  "2014-02-30", "2014-13-01",
        "2014-00-10", "2014-01-00", "01-02-2014", "01FEV2014",     "1FEB2014",    "0xFEB2014",  "01FEB20x4",
        "-1FEB2014",  "+1FEB2014",  "2014-+2-01", "2014-02-01 x",  "2014-02-01T", "32.01.2014", "２014-02-1",
        "20140230",   "2014.02.01", "Feb-14",     "2014-02-01 12", "99999999"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(ParseDate, ReadsDaysInTheStatedForm) {
  const auto text_of = [](std::string_view text, DateForm form) {
    const auto date = parse_date(text, form);
    return date ? iso(*date) : std::string("none");
  };
  for (const char* text : {"01/02/2014", "1/2/2014", "01-02-2014", "1/02/2014 10:15"}) {
    EXPECT_EQ(text_of(text, DateForm::unknown), "none") << text;
    EXPECT_EQ(text_of(text, DateForm::day_month_year), "2014-02-01") << text;
    EXPECT_EQ(text_of(text, DateForm::month_day_year), "2014-01-02") << text;
  }
  // Days that nobody can misread are read in any form; those that the form cannot mean are none.
  for (const DateForm form : {DateForm::day_month_year, DateForm::month_day_year}) {
    EXPECT_EQ(text_of("2014-02-01", form), "2014-02-01");
    EXPECT_EQ(text_of("01.02.2014", form), "2014-02-01");
    EXPECT_EQ(text_of("01FEB2014", form), "2014-02-01");
    for (const char* text : {"1/2/14", "001/02/2014", "1/2-2014", "/2/2014", "1//2014", "a/2/2014", "1/2/20145"}) {
      EXPECT_EQ(text_of(text, form), "none") << text;
    }
  }
  EXPECT_EQ(text_of("13/02/2014", DateForm::month_day_year), "none");
  EXPECT_EQ(text_of("02/13/2014", DateForm::day_month_year), "none");
}

}  // namespace
}  // namespace prescore
