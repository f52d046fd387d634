// `check`: each rule broken once, in a programme that is otherwise good.
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "prescore/check.hpp"
#include "support/mutation.hpp"
#include "support/random_programme.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using enum ModelErrorCode;
using test::expect_refused;
using test::kAge;
using test::kEducation;
using test::kIncome;
using test::kJob;
using test::leaf;
using test::number_question;
using test::small_programme;
using test::split;
using test::tree_of;

Question& question(Programme& programme, std::uint8_t index) { return programme.questionnaire.questions[index]; }
FeatureEncoding& feature(Programme& programme, std::uint8_t index) { return programme.encoding[index]; }
Tree& tree(Programme& programme, std::size_t index) { return programme.forest.trees[index]; }
PdTable::Knot& knot(Programme& programme, std::size_t index) { return programme.pd_table.knots[index]; }
Offer& offer(Programme& programme, std::size_t index) { return programme.policy.offers[index]; }

TEST(CheckProgramme, AcceptsTheSmallOneAndRandomOnes) {
  EXPECT_FALSE(check(small_programme()));
  test::Random random(6);
  for (int round = 0; round < 300; ++round) EXPECT_FALSE(check(test::random_programme(random))) << round;
}

TEST(CheckProgramme, RefusesABadProgrammeId) {
  expect_refused(Section::header,
                 {{"empty", [](Programme& p) { p.id = ""; }, malformed_name, 0},
                  {"capital", [](Programme& p) { p.id = "Card"; }, malformed_name, 0},
                  {"space", [](Programme& p) { p.id = "a card"; }, malformed_name, 0},
                  {"what follows z", [](Programme& p) { p.id = "card{"; }, malformed_name, 0},
                  {"what follows 9", [](Programme& p) { p.id = "card:"; }, malformed_name, 0},
                  {"quote", [](Programme& p) { p.id = "card\""; }, malformed_name, 0},
                  {"NUL", [](Programme& p) { p.id = std::string("card\0", 5); }, malformed_name, 0},
                  {"not ASCII", [](Programme& p) { p.id = "карта"; }, malformed_name, 0},
                  {"65 characters", [](Programme& p) { p.id = std::string(65, 'a'); }, malformed_name, 0}});
}

TEST(CheckProgramme, AcceptsTheLongestName) {
  Programme programme = small_programme();
  programme.id = std::string(64, 'z');
  EXPECT_FALSE(check(programme));
}

TEST(CheckQuestionnaire, RefusesBadSizesAndIds) {
  expect_refused(Section::questionnaire,
                 {{"no questions", [](Programme& p) { p.questionnaire.questions.clear(); }, inconsistent_count, 0},
                  {"33 questions", [](Programme& p) { p.questionnaire.questions.resize(33); }, inconsistent_count, 33},
                  {"empty id", [](Programme& p) { question(p, kIncome).id = ""; }, malformed_name, 1},
                  {"capital in id", [](Programme& p) { question(p, kIncome).id = "Income"; }, malformed_name, 1},
                  {"id twice", [](Programme& p) { question(p, kJob).id = "age"; }, duplicate_name, 3}});
}

TEST(CheckQuestionnaire, RefusesABadNumber) {
  expect_refused(
      Section::questionnaire,
      {{"no column", [](Programme& p) { question(p, kIncome).columns.clear(); }, inconsistent_count, 1},
       {"two columns",
        [](Programme& p) {
          question(p, kAge).columns = {"a", "b"};
        },
        inconsistent_count, 0},
       {"options",
        [](Programme& p) {
          question(p, kAge).options = {{"a", {{"b"}}}};
        },
        inconsistent_count, 0},
       {"no unit", [](Programme& p) { question(p, kAge).unit = ""; }, malformed_name, 0},
       {"unit with a space", [](Programme& p) { question(p, kAge).unit = "a year"; }, malformed_name, 0},
       {"empty unit word",
        [](Programme& p) {
          question(p, kAge).unit_words = {"x", ""};
        },
        malformed_name, 0},
       {"10 decimals", [](Programme& p) { question(p, kAge).decimals = 10; }, out_of_range, 0},
       {"upside down", [](Programme& p) { question(p, kAge).maximum = 13; }, out_of_range, 0},
       {"minimum stands for missing", [](Programme& p) { question(p, kAge).minimum = kMissing; }, out_of_range, 0}});
}

TEST(CheckQuestionnaire, RefusesABadChoice) {
  expect_refused(
      Section::questionnaire,
      {{"no column", [](Programme& p) { question(p, kJob).columns.clear(); }, inconsistent_count, 3},
       {"no column, and no cells for it",
        [](Programme& p) {
          question(p, kJob).columns.clear();
          for (Option& option : question(p, kJob).options) option.rows_of_cells.front().clear();
        },
        inconsistent_count, 3},
       {"no option", [](Programme& p) { question(p, kJob).options.clear(); }, inconsistent_count, 3},
       {"one option", [](Programme& p) { question(p, kJob).options.resize(1); }, inconsistent_count, 3},
       {"1025 options", [](Programme& p) { question(p, kJob).options.resize(1025); }, inconsistent_count, 3},
       {"empty option id", [](Programme& p) { question(p, kJob).options[1].id = ""; }, malformed_name, 3},
       {"option id with markup", [](Programme& p) { question(p, kJob).options[1].id = "<b>"; }, malformed_name, 3},
       {"option id twice", [](Programme& p) { question(p, kJob).options[1].id = "yes"; }, duplicate_name, 3},
       {"no cell", [](Programme& p) { question(p, kJob).options[1].rows_of_cells.clear(); }, inconsistent_count, 3},
       {"two cells",
        [](Programme& p) {
          question(p, kJob).options[0].rows_of_cells = {{"a", "b"}};
        },
        inconsistent_count, 3}});
}

TEST(CheckEncoding, RefusesBadCuts) {
  expect_refused(
      Section::encoding,
      {{"a feature too few", [](Programme& p) { p.encoding.pop_back(); }, inconsistent_count, 3},
       {"a feature too many", [](Programme& p) { p.encoding.emplace_back(); }, inconsistent_count, 5},
       {"codes for a number", [](Programme& p) { feature(p, kAge).option_codes = {1}; }, inconsistent_count, 0},
       {"254 cuts", [](Programme& p) { feature(p, kIncome).cuts.resize(254); }, inconsistent_count, 1},
       {"seen below the question", [](Programme& p) { feature(p, kAge).minimum_seen = 13; }, out_of_range, 0},
       {"seen above the question", [](Programme& p) { feature(p, kAge).maximum_seen = 101; }, out_of_range, 0},
       {"nothing seen", [](Programme& p) { feature(p, kAge).minimum_seen = 71; }, out_of_range, 0},
       {"nothing seen, no cuts",
        [](Programme& p) {
          feature(p, kAge).minimum_seen = 71;
          feature(p, kAge).cuts.clear();
        },
        out_of_range, 0},
       {"cut below what was seen", [](Programme& p) { feature(p, kAge).cuts[0] = 20; }, out_of_range, 0},
       {"cut at the highest seen", [](Programme& p) { feature(p, kAge).cuts[1] = 70; }, out_of_range, 0},
       {"same cut twice",
        [](Programme& p) {
          feature(p, kAge).cuts = {25, 25};
        },
        not_ascending, 0},
       {"falling cuts",
        [](Programme& p) {
          feature(p, kAge).cuts = {40, 25};
        },
        not_ascending, 0}});
}

TEST(CheckEncoding, AcceptsAsManyCutsAsACodeCanCount) {
  Programme programme = small_programme();
  feature(programme, kIncome).cuts.clear();
  for (std::int32_t cut = 0; cut < 253; ++cut) feature(programme, kIncome).cuts.push_back(30'000 + cut);
  EXPECT_FALSE(check(programme));
}

TEST(CheckEncoding, RefusesBadOptionCodes) {
  expect_refused(Section::encoding,
                 {{"cuts for a choice", [](Programme& p) { feature(p, kEducation).cuts = {1}; }, inconsistent_count, 2},
                  {"too few",
                   [](Programme& p) {
                     feature(p, kEducation).option_codes = {1, 2};
                   },
                   inconsistent_count, 2},
                  {"too many",
                   [](Programme& p) {
                     feature(p, kEducation).option_codes = {1, 2, 0, 0};
                   },
                   inconsistent_count, 2},
                  {"beyond the options",
                   [](Programme& p) {
                     feature(p, kEducation).option_codes = {1, 4, 0};
                   },
                   out_of_range, 2},
                  {"a gap",
                   [](Programme& p) {
                     feature(p, kEducation).option_codes = {1, 3, 0};
                   },
                   inconsistent_count, 2},
                  {"none seen",
                   [](Programme& p) {
                     feature(p, kEducation).option_codes = {0, 0, 0};
                   },
                   inconsistent_count, 2}});
}

TEST(CheckEncoding, AcceptsOptionsThatShareACode) {
  Programme programme = small_programme();
  feature(programme, kEducation).option_codes = {1, 2, 2};
  EXPECT_FALSE(check(programme));
}

TEST(CheckForest, RefusesBrokenShapes) {
  expect_refused(
      Section::forest,
      {{"no nodes", [](Programme& p) { tree(p, 1) = {}; }, broken_tree, 1},
       {"an even number of nodes", [](Programme& p) { tree(p, 1).nodes.pop_back(); }, broken_tree, 1},
       {"an even number of nodes, each with its value, the first of them bad",
        [](Programme& p) {
          tree(p, 1) = tree_of({split(99, 1, 0, 1), leaf(1), leaf(2), leaf(3)}, {0, 1, 2, 3});
        },
        broken_tree, 1},
       {"too few values", [](Programme& p) { tree(p, 1).values.pop_back(); }, broken_tree, 1},
       {"a child beyond the end", [](Programme& p) { tree(p, 1).nodes[0].left = 3; }, broken_tree, 1},
       {"a far child", [](Programme& p) { tree(p, 1).nodes[0].left = 0xFFFFFFFF; }, broken_tree, 1},
       {"children that are not adjacent", [](Programme& p) { tree(p, 1).nodes[0].left = 2; }, broken_tree, 1},
       {"a cycle", [](Programme& p) { tree(p, 0).nodes[2].left = 1; }, broken_tree, 0},
       {"two parents", [](Programme& p) { tree(p, 0).nodes[1] = split(kAge, 1, 0, 3); }, broken_tree, 0},
       {"a root that is nobody's parent, beside a split",
        [](Programme& p) {
          tree(p, 1) = tree_of({leaf(0), leaf(1), split(kJob, 1, 0, 1)}, {0, 50, 250});
        },
        broken_tree, 1},
       {"three roots",
        [](Programme& p) {
          tree(p, 1) = tree_of({leaf(0), leaf(1), leaf(2)}, {0, 50, 250});
        },
        broken_tree, 1},
       {"children beyond the end of a question that is none",
        [](Programme& p) { tree(p, 1).nodes[1] = split(4, 1, 0, 3); }, broken_tree, 1},
       {"nobody's nodes", [](Programme& p) { tree(p, 0).nodes[2] = leaf(2); }, broken_tree, 0},
       {"a leaf that names a feature", [](Programme& p) { tree(p, 1).nodes[1].feature = 1; }, broken_tree, 1},
       {"a leaf with a first code", [](Programme& p) { tree(p, 1).nodes[1].first = 1; }, broken_tree, 1},
       {"a leaf with a span", [](Programme& p) { tree(p, 1).nodes[1].span = 3; }, broken_tree, 1},
       {"too shallow", [](Programme& p) { tree(p, 0).depth = 1; }, broken_tree, 0},
       {"too deep", [](Programme& p) { tree(p, 0).depth = 0xFFFFFFFF; }, broken_tree, 0}});
}

TEST(CheckForest, RefusesSplitsThatSendNothingOneWay) {
  expect_refused(
      Section::forest,
      {{"no such question", [](Programme& p) { tree(p, 1).nodes[0].feature = 4; }, out_of_range, 1},
       {"feature 255", [](Programme& p) { tree(p, 1).nodes[0].feature = 255; }, out_of_range, 1},
       {"first code 2", [](Programme& p) { tree(p, 1).nodes[0].first = 2; }, out_of_range, 1},
       {"first code 2 of 3", [](Programme& p) { tree(p, 0).nodes[2] = split(kIncome, 2, 0, 3); }, out_of_range, 0},
       {"all codes left", [](Programme& p) { tree(p, 1).nodes[0].span = 1; }, out_of_range, 1},
       {"only missing left", [](Programme& p) { tree(p, 1).nodes[0].first = 0; }, out_of_range, 1},
       {"span beyond a byte", [](Programme& p) { tree(p, 1).nodes[0].span = 255; }, out_of_range, 1},
       {"a feature with one code", [](Programme& p) { feature(p, kAge).cuts.clear(); }, out_of_range, 0}});
}

TEST(CheckForest, RefusesBadScalesAndSums) {
  expect_refused(
      Section::forest,
      {{"no trees", [](Programme& p) { p.forest.trees.clear(); }, inconsistent_count, 0},
       {"scale 0", [](Programme& p) { p.forest.leaf_scale = 0; }, out_of_range, 0},
       {"negative scale", [](Programme& p) { p.forest.leaf_scale = -1; }, out_of_range, 0},
       {"a leaf of -2^31", [](Programme& p) { tree(p, 0).values[1] = kMissing; }, sum_overflow, 0},
       {"a sum of 2^31", [](Programme& p) { tree(p, 0).values[1] = 2'147'483'647 - 249; }, sum_overflow, 1},
       {"a sum of -2^31", [](Programme& p) { tree(p, 0).values[1] = 249 - 2'147'483'647; }, sum_overflow, 1}});
}

TEST(CheckForest, AcceptsTheLargestSum) {
  Programme programme = small_programme();
  tree(programme, 0).values[1] = std::numeric_limits<std::int32_t>::max() - 250;
  EXPECT_FALSE(check(programme));
  programme.forest.trees.push_back(tree_of({leaf(0)}, {0}));
  EXPECT_FALSE(check(programme)) << "a tree of zeros adds nothing";
}

TEST(CheckPdTable, AcceptsEveryPdAndOneThatStays) {
  Programme programme = small_programme();
  programme.pd_table.knots = {{150, 0}, {200, 80'000}, {350, 80'000}, {750, kWholePpm}};
  EXPECT_FALSE(check(programme));
}

TEST(CheckPdTable, RefusesBadKnots) {
  expect_refused(Section::pd_table,
                 {{"no knots", [](Programme& p) { p.pd_table.knots.clear(); }, inconsistent_count, 0},
                  {"below 0", [](Programme& p) { knot(p, 0).pd_ppm = -1; }, out_of_range, 0},
                  {"above 1", [](Programme& p) { knot(p, 2).pd_ppm = kWholePpm + 1; }, out_of_range, 2},
                  {"same score twice", [](Programme& p) { knot(p, 1).score = 150; }, not_ascending, 1},
                  {"falling score", [](Programme& p) { knot(p, 2).score = 151; }, not_ascending, 2},
                  {"falling PD", [](Programme& p) { knot(p, 1).pd_ppm = 19'999; }, not_ascending, 1}});
}

TEST(CheckPolicy, RefusesBadOffers) {
  expect_refused(
      Section::policy,
      {{"no offers", [](Programme& p) { p.policy.offers.clear(); }, inconsistent_count, 0},
       {"33 offers", [](Programme& p) { p.policy.offers.resize(33); }, inconsistent_count, 32},
       {"empty id", [](Programme& p) { offer(p, 1).id = ""; }, malformed_name, 1},
       {"id twice", [](Programme& p) { offer(p, 2).id = "instant_card"; }, duplicate_name, 2},
       {"PD below 0", [](Programme& p) { offer(p, 0).maximum_pd_ppm = -1; }, out_of_range, 0},
       {"PD above 1", [](Programme& p) { offer(p, 2).maximum_pd_ppm = kWholePpm + 1; }, out_of_range, 2},
       {"safer but stricter", [](Programme& p) { offer(p, 1).maximum_pd_ppm = 99'999; }, contradictory_policy, 1},
       {"the last is not for all", [](Programme& p) { offer(p, 2).maximum_pd_ppm -= 1; }, contradictory_policy, 2}});
}

TEST(CheckPolicy, AcceptsAnOfferForNoRiskAtAll) {
  Programme programme = small_programme();
  offer(programme, 0).maximum_pd_ppm = 0;
  EXPECT_FALSE(check(programme));
}

TEST(CheckPolicy, RefusesBadRules) {
  expect_refused(
      Section::policy,
      {{"no such question", [](Programme& p) { offer(p, 0).eligibility[0].question = 4; }, out_of_range, 0},
       {"a rule for a choice", [](Programme& p) { offer(p, 0).eligibility[0].question = kJob; }, out_of_range, 0},
       {"a rule for a choice, by its missing bounds",
        [](Programme& p) {
          offer(p, 0).eligibility[0] = {kJob, 0, 0};
        },
        out_of_range, 0},
       {"upside down", [](Programme& p) { offer(p, 0).eligibility[0].minimum = 76; }, contradictory_policy, 0},
       {"below the question", [](Programme& p) { offer(p, 1).eligibility[0].minimum = 13; }, out_of_range, 1},
       {"above the question", [](Programme& p) { offer(p, 1).eligibility[0].maximum = 101; }, out_of_range, 1}});
}

TEST(CheckPolicy, RefusesBadChanges) {
  const auto change = [](Programme& p, std::size_t index) -> RealisticChange& {
    return p.policy.what_would_help.changes[index];
  };
  static const auto at = change;
  // Changes come after the three offers.
  expect_refused(Section::policy,
                 {{"unknown question", [](Programme& p) { at(p, 0).question = 4; }, out_of_range, 3},
                  {"age", [](Programme& p) { at(p, 1).question = kAge; }, contradictory_policy, 4},
                  {"no rise", [](Programme& p) { at(p, 1).rise_percent = 0; }, out_of_range, 4},
                  {"more than double", [](Programme& p) { at(p, 1).rise_percent = 101; }, out_of_range, 4},
                  {"a number with an option", [](Programme& p) { at(p, 1).to = 1; }, out_of_range, 4},
                  {"unknown option", [](Programme& p) { at(p, 0).to = 2; }, out_of_range, 3},
                  {"from an unknown option", [](Programme& p) { at(p, 0).from = 2; }, out_of_range, 3},
                  {"no change", [](Programme& p) { at(p, 0).to = 1; }, contradictory_policy, 3},
                  {"a choice that rises", [](Programme& p) { at(p, 0).rise_percent = 10; }, out_of_range, 3},
                  {"65 of them", [](Programme& p) { p.policy.what_would_help.changes.resize(65, at(p, 0)); },
                   inconsistent_count, 3 + 64}});
}

TEST(CheckPolicy, AcceptsAsManyChangesAndAsHighARiseAsAllowed) {
  Programme programme = small_programme();
  auto& changes = programme.policy.what_would_help.changes;
  changes[1].rise_percent = 100;
  changes.resize(64, changes[0]);
  EXPECT_FALSE(check(programme));
}

}  // namespace
}  // namespace prescore
