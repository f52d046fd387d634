// Turns rows into the lines that `prescore score` writes for them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "prescore/batch.hpp"
#include "rows/block_lines.hpp"

namespace prescore {

/// The columns of the lines.
inline constexpr const char* kScoreHeader = "row,pd,outcome,offer\n";

/// Room for the row number, a comma and a PD.
using LineStart = std::array<char, 40>;

/// Writes "17," and returns where it ends.
char* write_row_number(std::uint64_t number, LineStart& line);

/// Writes a PD with six decimals and returns where it ends.
char* write_pd(std::int32_t pd_ppm, char* begin);

/// The rest of a line after the PD: outcome and best offer, or the code of an issue.
class LineEndings {
 public:
  explicit LineEndings(const Policy& policy);

  /// ",likely_approval,instant_card"
  [[nodiscard]] const std::string& of(Outcome outcome, OfferSet offers) const;
  /// ",below_minimum,"
  [[nodiscard]] const std::string& of(IssueCode code) const;

 private:
  std::size_t offers_;
  std::vector<std::string> by_decision_;
  std::vector<std::string> by_issue_;
};

class ScoreLines : public LineWriter {
 public:
  /// `decider`, which threads share, must outlive the writer.
  ScoreLines(const Programme& programme, BatchDecider& decider);

  void write(const ReadRows& rows, std::string& lines, RowCounts& counts) override;

 private:
  BatchDecider& decider_;
  LineEndings endings_;
  std::vector<BatchDecision> decisions_;
};

}  // namespace prescore
