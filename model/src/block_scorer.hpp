// A block of rows in, the lines that `prescore score` writes for them out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "applicant_columns.hpp"
#include "csv_block.hpp"
#include "csv_records.hpp"
#include "prescore/batch.hpp"

namespace prescore {

/// What becomes of the first row of a block that cannot be scored, and of those behind it.
enum class OnFault : std::uint8_t { stop, keep_going };

struct ScoredBlock {
  /// A line row,pd,outcome,offer for each row that was scored.
  std::string scores;
  /// A line row,line,column,reason for each row that was refused; only when it keeps going.
  std::string rejects;
  std::uint64_t rows = 0;
  std::uint64_t refused = 0;
  /// Why it stopped: "row 17, column "income": "many" is not a number"; empty where it did not.
  std::string fault;
};

/// One for each thread; the decider is shared.
class BlockScorer {
 public:
  /// All three must outlive the scorer.
  BlockScorer(const Programme& programme, BatchDecider& decider, const ApplicantColumns& columns, OnFault on_fault);

  /// Replaces what `scored` holds by what becomes of `block`.
  void score(const CsvBlock& block, ScoredBlock& scored);

 private:
  void take_row(ScoredBlock& scored);
  void refuse_row(const std::string& column, const std::string& reason, ScoredBlock& scored);
  void write_rows(ScoredBlock& scored);
  [[nodiscard]] const std::string& ending_of(std::size_t row) const;

  const Programme& programme_;
  BatchDecider& decider_;
  const ApplicantColumns& columns_;
  OnFault on_fault_;
  CsvRecords records_;

  /// Rows that are decided together, in the order of the block.
  std::vector<std::uint64_t> numbers_;
  std::vector<Applicant> applicants_;
  std::vector<std::optional<Issue>> issues_;
  std::vector<BatchDecision> decisions_;

  /// What follows the PD: by outcome and best offer, and by issue.
  std::vector<std::string> decision_endings_;
  std::vector<std::string> issue_endings_;
};

}  // namespace prescore
