#include "judging/decisions.hpp"

#include <cstddef>
#include <span>

#include "base/parallel.hpp"

namespace prescore {
namespace {

/// A block of work for a thread.
constexpr std::size_t kTogether = 1024;

}  // namespace

std::vector<BatchDecision> decide_rows(const Programme& programme, const TrainingRows& rows) {
  BatchDecider decider(programme);
  std::vector<BatchDecision> decisions(rows.size());
  run_on_blocks(rows.size(), kTogether, [&](std::size_t begin, std::size_t end) {
    std::vector<Applicant> applicants;
    applicants.reserve(end - begin);
    for (std::size_t row = begin; row < end; ++row) applicants.push_back(applicant_of(rows, row));
    decider.decide(applicants, std::span(decisions).subspan(begin, end - begin));
  });
  return decisions;
}

}  // namespace prescore
