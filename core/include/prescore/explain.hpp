// What each answer adds to the score: exact Shapley values over the forest, in integers. How: explain.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "prescore/encoding.hpp"
#include "prescore/forest.hpp"
#include "prescore/reference.hpp"

namespace prescore {

/// A score taken apart. All numbers are integers in units of 1 / `denominator` of the score's own unit, no sum of them
/// leaves 62 bits (`check` makes sure of that), and
///   the sum of `contributions` = `score` - `reference_score`, to the last digit.
struct Explanation {
  /// By question. Above zero: the answer raised the risk.
  std::array<std::int64_t, kMaxQuestions> contributions{};
  std::int64_t score = 0;
  /// The mean score of the reference population.
  std::int64_t reference_score = 0;
  std::int64_t denominator = 1;
};

/// Computes the interventional Shapley values of the forest's score. Safe to use from several threads at once.
///   v(S) = the mean, over the reference population, of the score of a person who has the applicant's answers to the
///          questions in S and the reference person's answers to all others;
///   contribution of q = the mean of v(before q and q) - v(before q) over all orders in which questions can be
///   revealed.
/// Lundberg et al., "From local explanations to global understanding with explainable AI for trees", Nature Machine
/// Intelligence 2 (2020), describes the interventional variant of TreeSHAP, which goes leaf by leaf, as this does. Here
/// everything that does not depend on the applicant is done once, by the constructor.
class Explainer {
 public:
  /// Both must belong to a programme that passed `check`. `forest` must outlive the explainer; `reference` is not
  /// needed afterwards. Takes time in proportion to nodes times reference vectors, and 8 bytes for each node; where the
  /// forest asks 6 questions or fewer in small trees, at most about 40 bytes for each node, 4 for each node and vector,
  /// and 30 kB.
  Explainer(const Forest& forest, const Reference& reference) noexcept;

  /// `features` must be covered (`not_covered` empty), or the explanation means nothing. A missing answer that is
  /// covered has a contribution like any other answer.
  [[nodiscard]] Explanation explain(const Features& features) const noexcept;

  /// Sets each of `explanations` to what `explain` returns for that row; quicker for a large forest. Both spans must
  /// have the same size. Some hundred rows at a time are best.
  void explain(std::span<const Features> rows, std::span<Explanation> explanations) const noexcept;

 private:
  /// Sets of at most 6 questions, as the way by sums has them.
  static constexpr std::size_t kSets = 64;

  /// One leaf, as the way by sums needs it. A *group* is the reference people who miss it by the same questions.
  struct Leaf {
    /// Bit A: there is a group that misses it by the questions A.
    std::uint64_t groups = 0;
    /// By the group's questions: its place behind `first`.
    std::array<std::uint8_t, kSets> places{};
    /// In `group_values_`.
    std::size_t first = 0;
  };

  /// Two sets without a question in common, and what a value gets that belongs to them.
  struct Pair {
    std::uint16_t place = 0;
    std::uint8_t from_people = 0;
    std::uint8_t from_applicant = 0;
    /// Of each question in `from_applicant`, and of each in `from_people`.
    std::uint64_t enters = 0;
    std::uint64_t leaves = 0;
  };

  class Walk;

  void add_leaves(const Tree& tree, const Reference& reference) noexcept;
  void add_pairs() noexcept;
  void add_left_people(const Tree& tree, const Reference& reference) noexcept;
  void explain_by_sums(const Features& features, Explanation& explanation) const noexcept;

  const Forest& forest_;
  std::int64_t scale_;
  std::int64_t weight_ = 0;
  std::int64_t reference_score_ = 0;
  /// weights_[a][b] = scale_ (a - 1)! b! / (a + b)!
  std::array<std::array<std::int64_t, kMaxQuestions + 1>, kMaxQuestions + 1> weights_{};
  /// How `explain` works; the sets for the other way stay empty.
  bool by_sums_ = false;
  std::size_t largest_tree_ = 0;
  /// One bit and one weight for each reference person.
  std::uint64_t everybody_ = 0;
  std::vector<std::uint32_t> weight_of_;
  /// By node of the forest, tree after tree: the people who would go left there.
  std::vector<std::uint64_t> left_people_;
  /// In the order of the trees and, in each, of its nodes.
  std::vector<Leaf> leaves_;
  /// By leaf and group: the leaf's value times the group's weight.
  std::vector<std::int64_t> group_values_;
  std::vector<Pair> pairs_;
};

}  // namespace prescore
