#include "describing/number_cell.hpp"

#include <gtest/gtest.h>

namespace prescore {
namespace {

struct ReadCase {
  const char* cell;
  double value;
  int decimals;
  const char* before;
  const char* behind;
};

TEST(ReadNumberCell, ReadsNumbersAsFilesHoldThem) {
  constexpr ReadCase kCases[] = {
      {"36", 36, 0, "", ""},
      {" 36 months", 36, 0, "", "months"},
      {"$1,200.50", 1200.5, 1, "$", ""},
      {"-$5", -5, 0, "$", ""},
      {"12.5%", 12.5, 1, "", "%"},
      {"1 234,50", 1234.5, 1, "", ""},
      {"2.00E+04", 20000, 0, "", ""},
      {"1.5e-3", 0.0015, 4, "", ""},
      {"20000.0", 20000, 0, "", ""},
      {"007", 7, 0, "", ""},
      {"USD 12", 12, 0, "USD", ""},
      {".5", 0.5, 1, "", ""},
      {"1.234.567", 1234567, 0, "", ""},
      {"\u22123", -3, 0, "", ""},
      {"30 лет", 30, 0, "", "лет"},
  };
  for (const ReadCase& known : kCases) {
    const auto number = read_number_cell(known.cell, DecimalMark::unknown);
    ASSERT_TRUE(number) << known.cell;
    EXPECT_DOUBLE_EQ(number->value, known.value) << known.cell;
    EXPECT_EQ(number->decimals, known.decimals) << known.cell;
    EXPECT_EQ(number->before, known.before) << known.cell;
    EXPECT_EQ(number->behind, known.behind) << known.cell;
  }
}

TEST(ReadNumberCell, TakesCodesComparisonsAndDatesAsWords) {
  for (const char* cell : {"", "A11", "7B", "10+ years", "< 1 year", "2014-02-01", "01FEB2014", "1-2", "1,23,4",
                           "PAY_0", "INTEREST ONLY-3 MONTHS DEFERRAL", "1.2.3", "n/a", "-", "3/4"}) {
    EXPECT_FALSE(read_number_cell(cell, DecimalMark::unknown)) << cell;
  }
}

TEST(ReadNumberCell, AMarkInDoubtGroupsOrDividesAsTheColumnDoes) {
  EXPECT_DOUBLE_EQ(read_number_cell("1,200", DecimalMark::point)->value, 1200);
  EXPECT_DOUBLE_EQ(read_number_cell("1,200", DecimalMark::comma)->value, 1.2);
  EXPECT_TRUE(read_number_cell("1,200", DecimalMark::unknown)->is_in_doubt);
  EXPECT_FALSE(read_number_cell("0,200", DecimalMark::unknown)->is_in_doubt);
}

TEST(ReadNumberCell, ReadsAnyBytesWithoutHarm) {
  EXPECT_FALSE(read_number_cell(std::string(1000, '9') + "x", DecimalMark::unknown));
  EXPECT_FALSE(read_number_cell("1e999", DecimalMark::unknown));
  EXPECT_FALSE(read_number_cell("\xFF\xFE"
                                "5\xFF",
                                DecimalMark::unknown) &&
               read_number_cell("\xFF\xFE"
                                "5\xFF",
                                DecimalMark::unknown)
                       ->value != 5);
}

}  // namespace
}  // namespace prescore
