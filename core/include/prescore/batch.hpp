// Many applicants at once: the decisions of `decide`, by the quickest exact way that the programme allows.
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

/// What `decide` says of one applicant, without the questions behind it.
struct BatchDecision {
  Choice choice;
  /// Probability of default in ppm, [0, kWholePpm]; none where an answer is not covered by the training data.
  std::optional<std::int32_t> pd_ppm;
};

/// Where the forest's answer grid has at most `max_cells` cells, each cell is scored once and then looked up; any
/// other forest is walked, one tree after another by several rows in step. Safe to use from several threads at once.
class BatchDecider {
 public:
  /// `programme` must have passed `check` and must outlive the decider. `max_cells` is at most kMaxTableCells.
  explicit BatchDecider(const Programme& programme, std::size_t max_cells = kMaxTableCells);

  /// Whether the answer grid is small enough to be tabulated.
  [[nodiscard]] bool is_tabulated() const noexcept { return table_.has_value(); }

  /// Sets `scores[i]` to the forest's score of `applicants[i]`, covered or not. Both must be of the same size, which
  /// may be any.
  void score(std::span<const Applicant> applicants, std::span<std::int32_t> scores) noexcept;

  /// Sets `decisions[i]` for `applicants[i]`. Both must be of the same size, which may be any.
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
