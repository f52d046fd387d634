// Exact Shapley values of a forest's score, by leaves instead of by coalitions of questions.
//
// Terms: a *mixture* has the applicant's answers to some questions and a reference person's to all others. Somebody
// *misses* a leaf by a question if their answer turns the wrong way at a split on the way to that leaf.
//   1. A leaf that the applicant misses by the questions B, and a person by A, is reached by just those mixtures that
//      take all of A from the applicant and all of B from the person; by none where A and B share a question.
//   2. So in a random order of revealing the applicant's answers, the leaf's value enters the score with the last
//      question of A, and leaves it with the first of B. The chances of both depend on the sizes of A and B alone:
//      `weights_`. Summed over leaves and people, this is the Shapley value.
//   3. A person's A does not depend on the applicant: it is found once, and people with the same A at a leaf are one
//      `Group`. Only B is found for each applicant, by one pass over the nodes.
//   4. Where the forest asks 6 questions or fewer, the values of equal (A, B) are summed over all leaves before they
//      are weighed: 729 weighings instead of one for each leaf and group.
// All in integers: a weight is a whole number of parts of `shapley_scale`, so the sum comes out to the last digit.
#include "prescore/explain.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace prescore {
namespace {

/// Where only these questions are asked, there is a table with one sum for each pair of sets of them: 64 x 64 sums of
/// 8 bytes, which stay in the nearest cache. More questions would need a table four times as large for each.
constexpr QuestionSet kFewQuestions = 0b111111;

/// Calls `leaf(missed, value)` for each leaf in order, with the questions by which `codes` miss it. `missed` is room
/// for one set a node, which is given so that it is allocated once for many trees.
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
  // Each step divides without a remainder: a + b is at most the number of questions on one path wherever the weight is
  // used, and `scale_` is a multiple of all numbers up to that. Weights of larger sets are rounded, and never used.
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
      // A leaf has few groups, so looking through them all is quicker than any index would be.
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
  // Unsigned, because sums of leaves that nobody reaches (A and B share a question) may leave 64 bits. They wrap around
  // and are never read; `check` makes sure that all others fit.
  std::vector<std::uint64_t> sums(few ? (kFewQuestions + 1) * (kFewQuestions + 1) : 0);
  const Group* group = groups_.data();
  const std::uint32_t* end = group_ends_.data();
  for (const Tree& tree : forest_.trees) {
    for_each_leaf(tree, features.codes, missed, [&](QuestionSet questions, std::int32_t /*value*/) {
      for (const Group* const last = groups_.data() + *end++; group < last; ++group) {
        if (few) {
          sums[questions * (kFewQuestions + 1) + group->missed] += static_cast<std::uint64_t>(group->value);
        } else {
          add_pair(questions, *group, explanation);
        }
      }
    });
  }
  if (few) {
    for (QuestionSet questions = 0; questions <= kFewQuestions; ++questions) {
      // All sets of the other questions, the empty one last: subtracting 1 and masking counts down through subsets.
      for (QuestionSet others = kFewQuestions & ~questions;; others = (others - 1) & kFewQuestions & ~questions) {
        const auto sum = static_cast<std::int64_t>(sums[questions * (kFewQuestions + 1) + others]);
        if (sum != 0) add_pair(questions, {others, sum}, explanation);
        if (others == 0) break;
      }
    }
  }
  return explanation;
}

/// Steps 1 and 2 above, with A = `group.missed` and B = `applicant_misses`.
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
