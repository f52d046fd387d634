#include "describing/leakage.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/random.hpp"

namespace prescore {
namespace {

struct Column {
  std::vector<std::string> cells;
  std::vector<std::uint8_t> defaulted;

  [[nodiscard]] OutcomeRelation relation(const char* name, BinBy by) const {
    const std::vector<std::string_view> views(cells.begin(), cells.end());
    return relate(name, bin_column(views, by, DecimalMark::point), defaulted);
  }
};

/// `cell_of` gets whether a row defaulted, and a random number below 1000.
template <typename CellOf>
Column make_column(CellOf cell_of) {
  Column column;
  Random random(5);
  for (int row = 0; row < 2000; ++row) {
    const bool is_bad = random.below(5) == 0;
    column.defaulted.push_back(is_bad ? 1 : 0);
    column.cells.push_back(cell_of(is_bad, random.below(1000)));
  }
  return column;
}

TEST(Relate, FindsAColumnThatSeparatesNearlyPerfectly) {
  const Column column = make_column([](bool bad, auto r) { return std::to_string(bad ? 900 + r % 100 : r % 950); });
  const OutcomeRelation relation = column.relation("score", BinBy::number);
  EXPECT_GT(relation.auroc, 0.95);
  EXPECT_EQ(relation.sign, LeakageSign::separates);
}

TEST(Relate, FindsAValueThatOnlyDefaultersHave) {
  const Column column = make_column([](bool bad, auto r) { return bad && r < 300 ? std::string("Y") : "N"; });
  const OutcomeRelation relation = column.relation("flag", BinBy::value);
  EXPECT_EQ(relation.sign, LeakageSign::only_defaults);
  EXPECT_NE(relation.because.find("\"Y\""), std::string::npos) << relation.because;
}

TEST(Relate, SuspectsNoColumnOfChance) {
  const Column numbers = make_column([](bool, auto r) { return std::to_string(r); });
  const OutcomeRelation of_numbers = numbers.relation("income", BinBy::number);
  EXPECT_NEAR(of_numbers.auroc, 0.5, 0.06);
  EXPECT_EQ(of_numbers.sign, LeakageSign::none);
  // A value for each row predicts itself, and nothing else.
  const Column ids = make_column([](bool, auto r) { return "c" + std::to_string(r); });
  EXPECT_NEAR(ids.relation("client", BinBy::value).auroc, 0.5, 0.06);
}

TEST(Relate, AnHonestSignalIsNoLeak) {
  const Column column = make_column([](bool bad, auto r) { return std::to_string(bad ? 300 + r * 7 / 10 : r); });
  const OutcomeRelation relation = column.relation("debt", BinBy::number);
  EXPECT_GT(relation.auroc, 0.6);
  EXPECT_GT(relation.information, 0.02);
  EXPECT_EQ(relation.sign, LeakageSign::none);
}

TEST(WordAfterDecision, ReadsNames) {
  for (const char* name : {"recoveries", "total_pymnt", "last_payment_date", "total_rec_int", "settlementAmount"}) {
    EXPECT_FALSE(word_after_decision(name).empty()) << name;
  }
  for (const char* name : {"PAY_AMT1", "payment_history", "collateral", "inq_last_6mths", "last_job", "income"}) {
    EXPECT_TRUE(word_after_decision(name).empty()) << name;
  }
}

}  // namespace
}  // namespace prescore
