#include "block_scorer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

namespace prescore {
namespace {

/// As many rows are read, decided and written together, so that all of it stays in the first caches.
constexpr std::size_t kRowsTogether = 256;

constexpr std::size_t kOutcomes = static_cast<std::size_t>(Outcome::manual_review) + 1;
constexpr std::size_t kIssueCodes = static_cast<std::size_t>(IssueCode::duplicate_question) + 1;

/// Room for a row number, a comma and a PD.
using LineStart = std::array<char, 40>;

/// Writes "17," and returns where it ends.
char* write_number(std::uint64_t number, LineStart& line) {
  char* end = std::to_chars(line.data(), line.data() + line.size(), number).ptr;
  *end = ',';
  return end + 1;
}

/// Writes a PD with six decimals and returns where it ends.
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

/// A cell of a CSV file that may hold anything.
std::string quoted(const std::string& text) {
  std::string cell = "\"";
  for (const char character : text) cell.append(character == '"' ? 2 : 1, character);
  return cell + "\"";
}

}  // namespace

BlockScorer::BlockScorer(const Programme& programme, BatchDecider& decider, const ApplicantColumns& columns,
                         OnFault on_fault)
    : programme_(programme),
      decider_(decider),
      columns_(columns),
      on_fault_(on_fault),
      records_(columns.header().size()),
      applicants_(kRowsTogether),
      issues_(kRowsTogether),
      decisions_(kRowsTogether) {
  numbers_.reserve(kRowsTogether);
  for (std::size_t outcome = 0; outcome < kOutcomes; ++outcome) {
    const std::string start = "," + std::string(name(static_cast<Outcome>(outcome))) + ",";
    for (const Offer& offer : programme.policy.offers) decision_endings_.push_back(start + offer.id + "\n");
    decision_endings_.push_back(start + "\n");
  }
  for (std::size_t code = 0; code < kIssueCodes; ++code) {
    issue_endings_.push_back("," + std::string(name(static_cast<IssueCode>(code))) + ",\n");
  }
}

void BlockScorer::score(const CsvBlock& block, ScoredBlock& scored) {
  scored.scores.clear();
  scored.rejects.clear();
  scored.fault.clear();
  scored.rows = 0;
  scored.refused = 0;
  records_.begin(block);
  for (;;) {
    const CsvRecords::Found found = records_.next();
    if (found == CsvRecords::Found::record) {
      take_row(scored);
    } else if (found == CsvRecords::Found::fault) {
      refuse_row("", records_.fault(), scored);
    }
    if (found == CsvRecords::Found::end || !scored.fault.empty()) break;
  }
  write_rows(scored);
}

void BlockScorer::take_row(ScoredBlock& scored) {
  const std::size_t place = numbers_.size();
  if (const auto fault = columns_.read_answers(records_.cells(), applicants_[place], issues_[place])) {
    refuse_row(columns_.header()[fault->column], fault->what, scored);
    return;
  }
  // A row with an issue is decided with the others, though nobody asks how: its values must lie in their ranges.
  if (issues_[place]) applicants_[place].values.fill(kMissing);
  numbers_.push_back(records_.row());
  if (numbers_.size() == kRowsTogether) write_rows(scored);
}

void BlockScorer::refuse_row(const std::string& column, const std::string& reason, ScoredBlock& scored) {
  const std::string row = std::to_string(records_.row());
  if (on_fault_ == OnFault::stop) {
    scored.fault = "row " + row + (column.empty() ? "" : ", column \"" + column + "\"") + ": " + reason;
    return;
  }
  ++scored.refused;
  scored.rejects += row + "," + std::to_string(records_.line()) + "," + (column.empty() ? "" : quoted(column)) + "," +
                    quoted(reason) + "\n";
}

/// Decides the rows that were taken.
void BlockScorer::write_rows(ScoredBlock& scored) {
  const std::size_t count = numbers_.size();
  decider_.decide(std::span(applicants_).first(count), std::span(decisions_).first(count));
  LineStart line;
  for (std::size_t row = 0; row < count; ++row) {
    char* end = write_number(numbers_[row], line);
    const auto& pd_ppm = decisions_[row].pd_ppm;
    if (pd_ppm && !issues_[row]) end = write_pd(*pd_ppm, end);
    scored.scores.append(line.data(), end).append(ending_of(row));
  }
  scored.rows += count;
  numbers_.clear();
}

const std::string& BlockScorer::ending_of(std::size_t row) const {
  if (issues_[row]) return issue_endings_[static_cast<std::size_t>(issues_[row]->code)];
  const Choice& choice = decisions_[row].choice;
  const std::size_t offers = programme_.policy.offers.size();
  const std::size_t offer = choice.offers == 0 ? offers : static_cast<std::size_t>(std::countr_zero(choice.offers));
  return decision_endings_[static_cast<std::size_t>(choice.outcome) * (offers + 1) + offer];
}

}  // namespace prescore
