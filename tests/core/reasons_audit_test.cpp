// The shipped model, every answer that its data hold: each reason is true, and nobody is turned down without one.
#include <gtest/gtest.h>

#include <bit>
#include <iostream>
#include <string>
#include <vector>

#include "prescore/evaluate.hpp"
#include "prescore/packed.hpp"
#include "prescore/reasons.hpp"
#include "support/read_file.hpp"

namespace prescore {
namespace {

/// Every whole number of the data where there are few, else the highest of every band between two cuts; every option
/// that was seen.
std::vector<std::int32_t> answers_to(const Question& question, const FeatureEncoding& feature) {
  std::vector<std::int32_t> answers;
  if (question.kind == QuestionKind::choice) {
    for (std::size_t option = 0; option < question.options.size(); ++option) {
      if (feature.option_codes[option] != 0) answers.push_back(static_cast<std::int32_t>(option));
    }
    return answers;
  }
  if (std::int64_t{feature.maximum_seen} - feature.minimum_seen < 100) {
    for (std::int32_t value = feature.minimum_seen; value <= feature.maximum_seen; ++value) answers.push_back(value);
    return answers;
  }
  for (const std::int32_t cut : feature.cuts) answers.push_back(cut);
  answers.push_back(feature.maximum_seen);
  return answers;
}

/// Moves to the next point of the grid, the last question fastest; false after the last one.
bool next_point(std::vector<std::size_t>& point, const std::vector<std::vector<std::int32_t>>& grid) {
  for (std::size_t question = point.size(); question-- > 0;) {
    if (++point[question] < grid[question].size()) return true;
    point[question] = 0;
  }
  return false;
}

struct Counts {
  std::size_t points = 0;
  std::size_t turned_down = 0;
  std::size_t without_reason = 0;
  std::size_t pairs = 0;
  std::size_t untrue = 0;
};

class Audit {
 public:
  explicit Audit(const Programme& programme)
      : programme_(programme), explainer_(programme.forest, programme.reference) {}

  void judge(const Applicant& applicant) {
    const ExplainedDecision explained = decide_with_reasons(programme_, explainer_, applicant);
    const Decision& decision = explained.decision;
    ++counts_.points;
    if (decision.basis != Basis::risk) return;
    const Explanation explanation =
        explainer_.explain(encode(programme_.questionnaire, programme_.encoding, applicant));
    std::int64_t sum = explanation.reference_score - explanation.score;
    for (const std::int64_t contribution : explanation.contributions) sum += contribution;
    if (sum != 0) ++counts_.untrue;
    for (const QuestionSet reason : explained.reasons.against) {
      if (!is_true(reason, explained, explanation)) ++counts_.untrue;
      if (std::popcount(reason) > 1) ++counts_.pairs;
    }
    if (decision.outcome == Outcome::likely_approval) return;
    ++counts_.turned_down;
    if (explained.reasons.against.empty()) ++counts_.without_reason;
  }

  [[nodiscard]] const Counts& counts() const { return counts_; }

 private:
  [[nodiscard]] bool is_true(QuestionSet reason, const ExplainedDecision& explained,
                             const Explanation& explanation) const {
    Applicant other = explained.applicant;
    for (; reason != 0; reason &= reason - 1) {
      const auto question = static_cast<std::size_t>(std::countr_zero(reason));
      if (explanation.contributions[question] <= 0) return false;
      other.values[question] = programme_.reference.answers[question];
    }
    return *decide(programme_, other).pd_ppm < *explained.decision.pd_ppm;
  }

  const Programme& programme_;
  Explainer explainer_;
  Counts counts_;
};

TEST(ReasonsAudit, HoldsForEveryAnswerOfTheShippedModel) {
  const std::string packed = test::read_file(PRESCORE_MODEL_FILE);
  ASSERT_FALSE(packed.empty()) << "no " PRESCORE_MODEL_FILE ": make it with build/prescore pack";
  const auto loaded = read_packed({reinterpret_cast<const std::uint8_t*>(packed.data()), packed.size()});
  ASSERT_TRUE(loaded.ok()) << name(loaded.error().code);
  const Programme& programme = loaded.value();
  std::vector<std::vector<std::int32_t>> grid;
  for (std::size_t index = 0; index < programme.encoding.size(); ++index) {
    grid.push_back(answers_to(programme.questionnaire.questions[index], programme.encoding[index]));
  }
  Audit audit(programme);
  std::vector<std::size_t> point(grid.size(), 0);
  do {
    Applicant applicant;
    for (std::size_t index = 0; index < grid.size(); ++index) applicant.values[index] = grid[index][point[index]];
    audit.judge(applicant);
  } while (next_point(point, grid));
  const Counts& counts = audit.counts();
  EXPECT_GT(counts.turned_down, 1000U);
  EXPECT_EQ(counts.untrue, 0U);
  EXPECT_EQ(counts.without_reason, 0U);
  RecordProperty("points", static_cast<int>(counts.points));
  std::cout << counts.points << " answers, " << counts.turned_down << " turned down for their risk, " << counts.pairs
            << " by a pair\n";
}

}  // namespace
}  // namespace prescore
