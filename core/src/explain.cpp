// Exact Shapley values of a forest's score, by leaves instead of by coalitions of questions.
//
// Terms: a *mixture* has the applicant's answers to some questions and a reference person's to all others. Somebody
// *misses* a leaf by a question if their answer turns the wrong way at a split on the way to that leaf.
//   1. A leaf that the applicant misses by the questions B, and a person by A, is reached by just those mixtures that
//      take all of A from the applicant and all of B from the person; by none where A and B share a question.
//   2. So in a random order of revealing the applicant's answers, the leaf's value enters the score with the last
//      question of A, and leaves it with the first of B. The chances of both depend on the sizes of A and B alone:
//      `weights_`. Summed over leaves and people, this is the Shapley value.
//   3. Two ways to find those sums. *By walks*: go down each tree with all reference people at once, a set of 64 bits.
//      Where people turn the other way than the applicant, they part for good: one branch takes the answer from the
//      applicant (A grows), one from the people (B grows). A branch without people ends, so only leaves with step 1's
//      disjoint A and B are visited, and people who take the same way share the visit.
//   4. *By sums*, for small trees that ask 6 questions or fewer: a person's A at a leaf is found once, by the
//      constructor, and people with the same A are one group. Only B is found for each applicant, by one pass over the
//      nodes, and only groups whose A shares no question with it are looked at. The values of equal (A, B) are summed
//      over all leaves before they are weighed: 729 weighings in all.
//   Why two: nearly every leaf of a small tree is visited, and a pass without branches over all of them is several
//   times as quick as walks. In a tree of 1,000 leaves a walk visits a few dozen for each person.
// All in integers: a weight is a whole number of parts of `shapley_scale`, so the sum comes out to the last digit.
#include "prescore/explain.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace prescore {
namespace {

/// Where only these questions are asked, there is a sum for each pair of sets of them that share none: each question is
/// in the one, in the other or in neither, so there are 3^6 pairs. More questions would need three times as many sums
/// for each.
constexpr QuestionSet kFewQuestions = 0b111111;
constexpr std::size_t kPairs = 729;

/// Three to the power of each question in the set, added up: the place of a pair (A, B) is that of B and twice that of
/// A.
constexpr std::uint16_t place_of(QuestionSet questions) noexcept {
  std::uint16_t place = 0;
  std::uint16_t power = 1;
  for (; questions != 0; questions >>= 1, power = static_cast<std::uint16_t>(power * 3)) {
    if ((questions & 1U) != 0) place = static_cast<std::uint16_t>(place + power);
  }
  return place;
}

/// By set: its place, and a bit for each set that has none of its questions.
struct SetTable {
  std::array<std::uint16_t, kFewQuestions + 1> places{};
  std::array<std::uint64_t, kFewQuestions + 1> apart{};
};
constexpr SetTable kSetTable = [] {
  SetTable table;
  for (QuestionSet one = 0; one <= kFewQuestions; ++one) {
    table.places[one] = place_of(one);
    for (QuestionSet other = 0; other <= kFewQuestions; ++other) {
      if ((one & other) == 0) table.apart[one] |= std::uint64_t{1} << other;
    }
  }
  return table;
}();

/// In nodes. With larger trees walks are quicker.
constexpr std::size_t kSmallTree = 127;

#ifdef PRESCORE_SMALL
/// A page counts bytes and explains few applicants, so there walks explain every forest.
constexpr bool kCanSum = false;
#else
constexpr bool kCanSum = true;
#endif

/// Calls `leaf(missed, value)` for each leaf in order, with the questions by which `codes` miss it. `missed` is room
/// for one set a node, which is given so that it is allocated once for many trees.
template <typename Leaf>
void for_each_leaf(const Tree& tree, std::span<const std::uint8_t> codes, std::span<QuestionSet> missed,
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

/// One applicant's walk down one tree (step 3). Sums are unsigned, because those of several questions may leave 64
/// bits: they wrap around, and `check` makes sure that the contributions themselves fit.
class Explainer::Walk {
 public:
  /// `left_people` belongs to the tree's first node.
  Walk(const Explainer& explainer, const Tree& tree, const std::uint64_t* left_people, const Features& features,
       Explanation& explanation) noexcept
      : explainer_(explainer),
        nodes_(tree.nodes.data()),
        values_(tree.values.data()),
        left_people_(left_people),
        codes_(features.codes),
        contributions_(reinterpret_cast<std::uint64_t*>(explanation.contributions.data())) {}

  void go() noexcept { follow(0, explainer_.everybody_, {}); }

 private:
  /// A and B, and how many questions each has.
  struct Sets {
    QuestionSet from_applicant = 0;
    QuestionSet from_people = 0;
    std::uint32_t applicant_count = 0;
    std::uint32_t people_count = 0;
  };
  /// The leaves below a node, each times what the last question of A (`enters`) or the first of B (`leaves`) gets.
  struct Sums {
    std::uint64_t enters = 0;
    std::uint64_t leaves = 0;
    void operator+=(const Sums& other) noexcept {
      enters += other.enters;
      leaves += other.leaves;
    }
  };

  /// Calls itself only with more questions in A or B or with fewer people, so at most 32 + 64 times within itself.
  Sums follow(std::uint32_t index, std::uint64_t people, Sets sets) noexcept {
    Sums sums;
    for (;;) {
      const Node& node = nodes_[index];
      if (node.left == index) {
        sums += at_leaf(index, people, sets);
        return sums;
      }
      const std::uint32_t own = next_node(node, codes_);
      const QuestionSet question = QuestionSet{1} << node.feature;
      const std::uint64_t alike = own == node.left ? left_people_[index] : ~left_people_[index];
      const std::uint64_t apart = people & ~alike;
      index = own;
      if (apart == 0 || (sets.from_applicant & question) != 0) continue;
      const std::uint32_t other = 2 * node.left + 1 - own;
      if ((sets.from_people & question) == 0) {
        sums += part(node.feature, own, other, apart, sets);
      } else if (apart != people) {
        sums += follow(other, apart, sets);
      } else {
        index = other;
        continue;
      }
      people &= alike;
      if (people == 0) return sums;
    }
  }

  /// `people` meet a question that is neither in A nor in B, and answer it unlike the applicant, who goes to `own`.
  Sums part(std::uint8_t question, std::uint32_t own, std::uint32_t other, std::uint64_t people, Sets sets) noexcept {
    const QuestionSet bit = QuestionSet{1} << question;
    Sums sums =
        follow(own, people, {sets.from_applicant | bit, sets.from_people, sets.applicant_count + 1, sets.people_count});
    const Sums others = follow(
        other, people, {sets.from_applicant, sets.from_people | bit, sets.applicant_count, sets.people_count + 1});
    contributions_[question] += sums.enters - others.leaves;
    sums += others;
    return sums;
  }

  [[nodiscard]] Sums at_leaf(std::uint32_t index, std::uint64_t people, const Sets& sets) const noexcept {
    std::uint64_t weight = 0;
    for (; people != 0; people &= people - 1) {
      weight += explainer_.weight_of_[static_cast<std::size_t>(std::countr_zero(people))];
    }
    const std::uint64_t value = weight * static_cast<std::uint64_t>(std::int64_t{values_[index]});
    const auto& weights = explainer_.weights_;
    return {value * static_cast<std::uint64_t>(weights[sets.applicant_count][sets.people_count]),
            value * static_cast<std::uint64_t>(weights[sets.people_count][sets.applicant_count])};
  }

  const Explainer& explainer_;
  const Node* nodes_;
  const std::int32_t* values_;
  const std::uint64_t* left_people_;
  std::span<const std::uint8_t> codes_;
  /// Those of the explanation: C++ lets an integer be used as the unsigned one of its size.
  std::uint64_t* contributions_;
};

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
  for (const ReferenceVector& person : reference.population) {
    weight_ += person.weight;
    reference_score_ += std::int64_t{person.weight} * scale_ * forest.score(person.codes);
    everybody_ = everybody_ << 1U | 1U;
    weight_of_.push_back(person.weight);
  }
  QuestionSet asked = 0;
  for (const Tree& tree : forest.trees) {
    asked |= questions_of(tree);
    largest_tree_ = std::max(largest_tree_, tree.nodes.size());
  }
  by_sums_ = kCanSum && (asked & ~kFewQuestions) == 0 && largest_tree_ <= kSmallTree;
  if constexpr (kCanSum) {
    for (std::size_t tree = 0; by_sums_ && tree < forest.trees.size(); ++tree)
      add_leaves(forest.trees[tree], reference);
    if (by_sums_) add_pairs();
  }
  for (std::size_t tree = 0; !by_sums_ && tree < forest.trees.size(); ++tree) {
    add_left_people(forest.trees[tree], reference);
  }
}

void Explainer::add_left_people(const Tree& tree, const Reference& reference) noexcept {
  for (const Node& node : tree.nodes) {
    std::uint64_t left = 0;
    for (std::size_t person = 0; person < reference.population.size(); ++person) {
      if (next_node(node, reference.population[person].codes) == node.left) left |= std::uint64_t{1} << person;
    }
    left_people_.push_back(left);
  }
}

void Explainer::add_leaves(const Tree& tree, const Reference& reference) noexcept {
  const std::size_t people = reference.population.size();
  std::vector<QuestionSet> missed(tree.nodes.size());
  // By leaf, and within a leaf by the questions that people miss it by.
  std::vector<std::array<std::int64_t, kSets>> values(tree.nodes.size() / 2 + 1);
  const std::size_t first = leaves_.size();
  leaves_.resize(first + values.size());
  for (std::size_t person = 0; person < people; ++person) {
    const ReferenceVector& vector = reference.population[person];
    std::size_t leaf = 0;
    for_each_leaf(tree, vector.codes, missed, [&](QuestionSet questions, std::int32_t value) {
      // cppcheck-suppress constStatement
      values[leaf][questions] += std::int64_t{value} * vector.weight;
      leaves_[first + leaf].groups |= std::uint64_t{1} << questions;
      ++leaf;
    });
  }
  for (std::size_t leaf = 0; leaf < values.size(); ++leaf) {
    Leaf& added = leaves_[first + leaf];
    added.first = group_values_.size();
    for (std::uint64_t left = added.groups; left != 0; left &= left - 1) {
      const auto questions = static_cast<std::size_t>(std::countr_zero(left));
      added.places[questions] = static_cast<std::uint8_t>(group_values_.size() - added.first);
      group_values_.push_back(values[leaf][questions]);
    }
  }
}

void Explainer::add_pairs() noexcept {
  for (QuestionSet people = 0; people <= kFewQuestions; ++people) {
    const auto b = static_cast<std::size_t>(std::popcount(people));
    for (std::uint64_t left = kSetTable.apart[people]; left != 0; left &= left - 1) {
      const auto applicant = static_cast<QuestionSet>(std::countr_zero(left));
      const auto a = static_cast<std::size_t>(std::popcount(applicant));
      pairs_.push_back({static_cast<std::uint16_t>(kSetTable.places[people] + 2 * kSetTable.places[applicant]),
                        static_cast<std::uint8_t>(people), static_cast<std::uint8_t>(applicant),
                        static_cast<std::uint64_t>(weights_[a][b]), static_cast<std::uint64_t>(weights_[b][a])});
    }
  }
}

Explanation Explainer::explain(const Features& features) const noexcept {
  Explanation explanation;
  explain({&features, 1}, {&explanation, 1});
  return explanation;
}

void Explainer::explain(std::span<const Features> rows, std::span<Explanation> explanations) const noexcept {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::int64_t denominator = scale_ * weight_;
    explanations[row] = {{}, denominator * forest_.score(rows[row].codes), reference_score_, denominator};
    if constexpr (kCanSum) {
      if (by_sums_) explain_by_sums(rows[row], explanations[row]);
    }
  }
  if (by_sums_) return;
  const std::uint64_t* left_people = left_people_.data();
  // All rows walk one tree before the next, so that a tree is read from memory once.
  for (const Tree& tree : forest_.trees) {
    for (std::size_t row = 0; row < rows.size(); ++row)
      Walk(*this, tree, left_people, rows[row], explanations[row]).go();
    left_people += tree.nodes.size();
  }
}

void Explainer::explain_by_sums(const Features& features, Explanation& explanation) const noexcept {
  std::array<QuestionSet, kSmallTree> missed{};
  // Unsigned, because sums of several questions may leave 64 bits. They wrap around, and `check` makes sure that the
  // contributions themselves fit.
  std::array<std::uint64_t, kPairs> sums{};
  const Leaf* leaf = leaves_.data();
  for (const Tree& tree : forest_.trees) {
    for_each_leaf(tree, features.codes, missed, [&](QuestionSet questions, std::int32_t /*value*/) {
      std::uint64_t* const row = sums.data() + kSetTable.places[questions];
      for (std::uint64_t left = leaf->groups & kSetTable.apart[questions]; left != 0; left &= left - 1) {
        const auto group = static_cast<std::size_t>(std::countr_zero(left));
        row[std::size_t{2} * kSetTable.places[group]] +=
            static_cast<std::uint64_t>(group_values_[leaf->first + leaf->places[group]]);
      }
      ++leaf;
    });
  }
  // By set: what each of its questions gets where it is A (step 2), and where it is B.
  std::array<std::uint64_t, kSets> entering{};
  std::array<std::uint64_t, kSets> leaving{};
  for (const Pair& pair : pairs_) {
    entering[pair.from_applicant] += sums[pair.place] * pair.enters;
    leaving[pair.from_people] += sums[pair.place] * pair.leaves;
  }
  for (std::size_t question = 0; kFewQuestions >> question != 0; ++question) {
    std::uint64_t contribution = 0;
    for (std::size_t set = 0; set < kSets; ++set) {
      if ((set >> question & 1U) != 0) contribution += entering[set] - leaving[set];
    }
    explanation.contributions[question] = static_cast<std::int64_t>(contribution);
  }
}

}  // namespace prescore
