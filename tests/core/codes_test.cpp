// The names that leave the core.
#include "prescore/codes.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace prescore {
namespace {

TEST(Codes, AreNamedAsTheyAreWritten) {
  EXPECT_EQ(name(IssueCode::missing_answer), "missing_answer");
  EXPECT_EQ(name(IssueCode::duplicate_question), "duplicate_question");
  EXPECT_EQ(name(Outcome::likely_approval), "likely_approval");
  EXPECT_EQ(name(Outcome::manual_review), "manual_review");
  EXPECT_EQ(name(Outcome::approval), "approval");
  EXPECT_EQ(name(Stage::preliminary), "preliminary");
  EXPECT_EQ(name(Stage::final), "final");
  EXPECT_EQ(meaning(Stage::final), "its outcomes are the bank's own decisions, made by its service");
  EXPECT_EQ(name(Basis::risk), "risk");
  EXPECT_EQ(name(Basis::not_covered), "not_covered");
  EXPECT_EQ(name(ModelErrorCode::not_a_model), "not_a_model");
  EXPECT_EQ(name(ModelErrorCode::contradictory_policy), "contradictory_policy");
  EXPECT_EQ(name(Section::header), "header");
  EXPECT_EQ(name(Section::policy), "policy");
  EXPECT_EQ(name(Section::reference), "reference");
}

TEST(Codes, OfOneKindHaveDistinctNames) {
#define PRESCORE_COUNT(code, meaning) +1
#define PRESCORE_QUOTE(code, meaning) #code,
  const std::set<std::string_view> issues = {PRESCORE_ISSUE_CODES(PRESCORE_QUOTE)};
  const std::set<std::string_view> errors = {PRESCORE_MODEL_ERROR_CODES(PRESCORE_QUOTE)};
  EXPECT_EQ(issues.size(), std::size_t{0 PRESCORE_ISSUE_CODES(PRESCORE_COUNT)});
  EXPECT_EQ(errors.size(), std::size_t{0 PRESCORE_MODEL_ERROR_CODES(PRESCORE_COUNT)});
#undef PRESCORE_COUNT
#undef PRESCORE_QUOTE
}

TEST(Codes, EachEnumeratorHasItsOwnName) {
#define PRESCORE_EXPECT(code, meaning) EXPECT_EQ(name(ModelErrorCode::code), #code);
  PRESCORE_MODEL_ERROR_CODES(PRESCORE_EXPECT)
#undef PRESCORE_EXPECT
#define PRESCORE_EXPECT(code, meaning) EXPECT_EQ(name(IssueCode::code), #code);
  PRESCORE_ISSUE_CODES(PRESCORE_EXPECT)
#undef PRESCORE_EXPECT
}

TEST(Codes, EachHasTheMeaningThatIsWrittenBesideIt) {
  EXPECT_EQ(meaning(IssueCode::missing_answer), "the question has no answer, or a blank one");
  EXPECT_EQ(meaning(ModelErrorCode::not_ascending), "values must be in ascending order");
  EXPECT_EQ(meaning(Section::forest), "the trees");
#define PRESCORE_EXPECT(code, words) EXPECT_EQ(meaning(Outcome::code), words);
  PRESCORE_OUTCOMES(PRESCORE_EXPECT)
#undef PRESCORE_EXPECT
#define PRESCORE_EXPECT(code, words) EXPECT_EQ(meaning(Basis::code), words);
  PRESCORE_BASES(PRESCORE_EXPECT)
#undef PRESCORE_EXPECT
}

}  // namespace
}  // namespace prescore
