#include "scoring/score_lines.hpp"

#include <bit>
#include <charconv>

namespace prescore {
namespace {

constexpr std::size_t kIssueCodes = static_cast<std::size_t>(IssueCode::looks_like_a_year) + 1;

}  // namespace

char* write_row_number(std::uint64_t number, LineStart& line) {
  char* end = std::to_chars(line.data(), line.data() + line.size(), number).ptr;
  *end = ',';
  return end + 1;
}

char* write_pd(std::int32_t pd_ppm, char* begin) {
  begin[0] = static_cast<char>('0' + pd_ppm / kWholePpm);
  begin[1] = '.';
  std::int32_t rest = pd_ppm % kWholePpm;
  for (int place = 7; place > 1; --place) {
    begin[place] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  }
  return begin + 8;
}

LineEndings::LineEndings(const Policy& policy) : offers_(policy.offers.size()) {
  for (std::size_t outcome = 0; outcome < kOutcomeCount; ++outcome) {
    const std::string start = "," + std::string(name(static_cast<Outcome>(outcome))) + ",";
    for (const Offer& offer : policy.offers) by_decision_.push_back(start + offer.id);
    by_decision_.push_back(start);
  }
  for (std::size_t code = 0; code < kIssueCodes; ++code) {
    by_issue_.push_back("," + std::string(name(static_cast<IssueCode>(code))) + ",");
  }
}

const std::string& LineEndings::of(Outcome outcome, OfferSet offers) const {
  const std::size_t offer = offers == 0 ? offers_ : static_cast<std::size_t>(std::countr_zero(offers));
  return by_decision_[static_cast<std::size_t>(outcome) * (offers_ + 1) + offer];
}

const std::string& LineEndings::of(IssueCode code) const { return by_issue_[static_cast<std::size_t>(code)]; }

ScoreLines::ScoreLines(const Programme& programme, BatchDecider& decider)
    : decider_(decider), endings_(programme.policy), decisions_(kRowsTogether) {}

void ScoreLines::write(const ReadRows& rows, std::string& lines, RowCounts& counts) {
  const std::size_t count = rows.numbers.size();
  decider_.decide(rows.applicants, std::span(decisions_).first(count));
  const bool has_keys = !rows.keys.empty();
  LineStart line;
  // Counted here and added at the end, because every write to `lines` might change `counts` for all the compiler knows.
  std::array<std::uint64_t, kOutcomeCount> outcomes{};
  std::uint64_t not_covered = 0;
  for (std::size_t row = 0; row < count; ++row) {
    const BatchDecision& decision = decisions_[row];
    const auto& issue = rows.issues[row];
    char* end = write_row_number(rows.numbers[row], line);
    if (has_keys) {
      lines.append(line.data(), end).append(rows.keys[row]).push_back(',');
      end = line.data();
    }
    if (decision.pd_ppm && !issue) end = write_pd(*decision.pd_ppm, end);
    lines.append(line.data(), end);
    if (issue) {
      lines.append(endings_.of(issue->code));
    } else {
      lines.append(endings_.of(decision.choice.outcome, decision.choice.offers));
      ++outcomes[static_cast<std::size_t>(decision.choice.outcome)];
      not_covered += decision.pd_ppm ? 0U : 1U;
    }
    lines.push_back('\n');
  }
  for (std::size_t outcome = 0; outcome < kOutcomeCount; ++outcome) counts.outcomes[outcome] += outcomes[outcome];
  counts.not_covered += not_covered;
}

}  // namespace prescore
