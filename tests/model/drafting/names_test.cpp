#include "drafting/names.hpp"

#include <gtest/gtest.h>

namespace prescore {
namespace {

TEST(NameFrom, MakesNamesOfAnyText) {
  EXPECT_EQ(name_from("PersonAge"), "person_age");
  EXPECT_EQ(name_from("default.payment.next.month"), "default_payment_next_month");
  EXPECT_EQ(name_from("Возраст заёмщика"), "vozrast_zaemshchika");
  EXPECT_EQ(name_from("10+ years"), "10_plus_years");
  EXPECT_EQ(name_from("< 1 year"), "below_1_year");
  EXPECT_EQ(name_from("-1"), "minus_1");
  EXPECT_EQ(name_from("home-improvement"), "home_improvement");
  EXPECT_EQ(name_from("\u4e2d\u6587"), "");
  EXPECT_EQ(name_from("\xFF\xFE\xD0"), "");
  EXPECT_LE(name_from(std::string(500, 'x')).size(), 64U);
}

TEST(UniqueNames, NumbersNamesThatAreTaken) {
  UniqueNames names;
  EXPECT_EQ(names.take("Age", "column_1"), "age");
  EXPECT_EQ(names.take("AGE", "column_2"), "age_2");
  EXPECT_EQ(names.take("?", "column_3"), "column_3");
}

}  // namespace
}  // namespace prescore
