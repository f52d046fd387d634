// Many applicants at once: the same decisions as `decide` makes, by the quickest exact way for the programme.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "prescore/applicant.hpp"
#include "prescore/batch_encoder.hpp"
#include "prescore/batch_forest.hpp"
#include "prescore/policy.hpp"
#include "prescore/programme.hpp"
#include "prescore/score_table.hpp"

namespace prescore {

/// What `decide` returns for one applicant, without the questions behind it.
struct BatchDecision {
  Choice choice;
  /// Probability of default in ppm, [0, kWholePpm]; none where an answer is not covered by the training data.
  std::optional<std::int32_t> pd_ppm;
};

/// The *answer grid* of a forest has a cell for each combination of answers that its splits can tell apart. A small
/// grid becomes a table: each cell is scored the first time that an applicant falls into it, and looked up from then
/// on. For any other forest the trees are walked, several rows at a time (batch_forest.hpp). Safe to use from several
/// threads at once: a table fills itself, and all threads would write the same.
class BatchDecider {
 public:
  /// `programme` must have passed `check`, must outlive the decider and must not change. A grid of more than
  /// `max_cells` cells, which is at most kMaxTableCells, is not tabulated. Takes 12 bytes a node, and 8 bytes a cell of
  /// the table.
  explicit BatchDecider(const Programme& programme, std::size_t max_cells = kMaxTableCells);

  /// Whether the answer grid is small enough for a table.
  [[nodiscard]] bool is_tabulated() const noexcept { return table_.has_value(); }

  /// Sets `scores[i]` to the forest's score of `applicants[i]`, in units of 1 / leaf_scale. The score of an applicant
  /// whose answers the training data did not hold means nothing. Both spans must have the same size, which may be 0.
  void score(std::span<const Applicant> applicants, std::span<std::int32_t> scores) noexcept;

  /// Sets `decisions[i]` to the decision on `applicants[i]`. Both spans must have the same size, which may be 0.
  void decide(std::span<const Applicant> applicants, std::span<BatchDecision> decisions) noexcept;

 private:
  /// Calls `use(i, risk)` for each row, in any order.
  template <typename Use>
  void look_up(std::span<const Features> rows, Use use) noexcept;
  void find_pds(std::span<const Features> rows, std::span<std::int32_t> pds) noexcept;

  const Programme& programme_;
  BatchEncoder encoder_;
  BatchForest forest_;
  std::optional<ScoreTable> table_;
};

}  // namespace prescore
