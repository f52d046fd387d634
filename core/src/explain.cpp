#include "prescore/explain.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <span>

namespace prescore {
namespace {

/// With questions so few, the sums of all pairs of sets of questions are kept side by side: 32 kB.
constexpr QuestionSet kFewQuestions = 0b111111;

/// Calls `leaf(questions missed)` for each leaf in order: the questions by which `codes` miss it.
template <typename Leaf>
void for_each_leaf(const Tree& tree, std::span<const std::uint8_t> codes, std::vector<QuestionSet>& missed,
                   Leaf leaf) noexcept {
  missed[0] = 0;
  // Children come after their parent, so one pass forward sees each parent first.
  for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
    const Node& node = tree.nodes[index];
    if (tree.is_leaf(index)) {
      leaf(missed[index], tree.values[index]);
      continue;
    }
    const QuestionSet question = QuestionSet{1} << node.feature;
    const bool left = next_node(node, codes) == node.left;
    missed[node.left] = missed[index] | (left ? 0 : question);
    missed[node.left + 1] = missed[index] | (left ? question : 0);
  }
}

}  // namespace

Explainer::Explainer(const Forest& forest, const Reference& reference) noexcept
    : forest_(forest), scale_(shapley_scale(forest)) {
  for (std::size_t a = 1; a <= kMaxQuestions; ++a) {
    weights_[a][0] = scale_ / static_cast<std::int64_t>(a);
    for (std::size_t b = 1; a + b <= kMaxQuestions; ++b) {
      weights_[a][b] = weights_[a][b - 1] * static_cast<std::int64_t>(b) / static_cast<std::int64_t>(a + b);
    }
  }
  for (const ReferenceVector& person : reference.population) weight_ += person.weight;
  for (const Tree& tree : forest.trees) add_leaves(tree, reference);
}

void Explainer::add_leaves(const Tree& tree, const Reference& reference) noexcept {
  asked_ |= questions_of(tree);
  largest_tree_ = std::max(largest_tree_, tree.nodes.size());
  const std::size_t people = reference.population.size();
  const std::size_t leaves = tree.nodes.size() / 2 + 1;
  std::vector<QuestionSet> missed(tree.nodes.size());
  // By leaf, and within a leaf by person.
  std::vector<Group> all(leaves * people);
  for (std::size_t person = 0; person < people; ++person) {
    const ReferenceVector& vector = reference.population[person];
    std::size_t place = person;
    for_each_leaf(tree, vector.codes, missed, [&](QuestionSet questions, std::int32_t value) {
      // An assignment: cppcheck parses the braces otherwise.
      // cppcheck-suppress constStatement
      all[place] = {questions, std::int64_t{value} * vector.weight};
      place += people;
    });
  }
  for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
    const std::size_t first = groups_.size();
    for (std::size_t person = 0; person < people; ++person) {
      const Group& one = all[leaf * people + person];
      std::size_t group = first;
      while (group < groups_.size() && groups_[group].missed != one.missed) ++group;
      if (group == groups_.size()) groups_.push_back({one.missed, 0});
      groups_[group].value += one.value;
    }
    group_ends_.push_back(static_cast<std::uint32_t>(groups_.size()));
  }
}

Explanation Explainer::explain(const Features& features) const noexcept {
  Explanation explanation;
  explanation.denominator = scale_ * weight_;
  const bool few = (asked_ & ~kFewQuestions) == 0;
  std::vector<QuestionSet> missed(largest_tree_);
  std::vector<std::int64_t> sums(few ? (kFewQuestions + 1) * (kFewQuestions + 1) : 0);
  const Group* group = groups_.data();
  const std::uint32_t* end = group_ends_.data();
  for (const Tree& tree : forest_.trees) {
    for_each_leaf(tree, features.codes, missed, [&](QuestionSet questions, std::int32_t /*value*/) {
      for (const Group* const last = groups_.data() + *end++; group < last; ++group) {
        if (few) {
          sums[questions * (kFewQuestions + 1) + group->missed] += group->value;
        } else {
          add_pair(questions, *group, explanation);
        }
      }
    });
  }
  if (few) {
    for (QuestionSet questions = 0; questions <= kFewQuestions; ++questions) {
      // All sets of the other questions, the empty one last.
      for (QuestionSet others = kFewQuestions & ~questions;; others = (others - 1) & kFewQuestions & ~questions) {
        const std::int64_t sum = sums[questions * (kFewQuestions + 1) + others];
        if (sum != 0) add_pair(questions, {others, sum}, explanation);
        if (others == 0) break;
      }
    }
  }
  return explanation;
}

/// A leaf that a group misses by the questions A and the applicant by the questions B is reached exactly by those
/// mixtures that take A from the applicant and B from the group. Its value enters when the last of A is revealed, and
/// leaves when the first of B is.
void Explainer::add_pair(QuestionSet applicant_misses, const Group& group, Explanation& explanation) const noexcept {
  if ((applicant_misses & group.missed) != 0) return;
  const auto from_applicant = static_cast<std::size_t>(std::popcount(group.missed));
  const auto from_group = static_cast<std::size_t>(std::popcount(applicant_misses));
  if (from_group == 0) explanation.score += group.value * scale_;
  if (from_applicant == 0) explanation.reference_score += group.value * scale_;
  const std::int64_t enters = group.value * weights_[from_applicant][from_group];
  const std::int64_t leaves = group.value * weights_[from_group][from_applicant];
  for (QuestionSet left = group.missed; left != 0; left &= left - 1) {
    explanation.contributions[static_cast<std::size_t>(std::countr_zero(left))] += enters;
  }
  for (QuestionSet left = applicant_misses; left != 0; left &= left - 1) {
    explanation.contributions[static_cast<std::size_t>(std::countr_zero(left))] -= leaves;
  }
}

}  // namespace prescore
