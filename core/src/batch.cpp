#include "prescore/batch.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace prescore {
namespace {

/// As many rows are encoded, scored and decided before the next ones, so that all of it stays in the cache.
constexpr std::size_t kEncodedBlock = 256;

/// Calls `use(begin, size)` for one block of `size` rows after another.
template <typename Use>
void for_each_block(std::size_t rows, Use use) noexcept {
  for (std::size_t begin = 0; begin < rows; begin += kEncodedBlock) use(begin, std::min(kEncodedBlock, rows - begin));
}

}  // namespace

BatchDecider::BatchDecider(const Programme& programme, std::size_t max_cells)
    : programme_(programme), encoder_(programme.questionnaire, programme.encoding), forest_(programme.forest) {
  if (ScoreTable::cells_needed(programme.forest, std::min(max_cells, kMaxTableCells))) {
    table_.emplace(programme.forest);
  }
}

void BatchDecider::score(std::span<const Applicant> applicants, std::span<std::int32_t> scores) noexcept {
  assert(applicants.size() == scores.size());
  for_each_block(applicants.size(), [&](std::size_t begin, std::size_t size) {
    std::array<Features, kEncodedBlock> features;
    const std::span rows = std::span(features).first(size);
    encoder_.encode(applicants.subspan(begin, size), rows);
    if (!table_) return forest_.score(rows, scores.subspan(begin, size));
    look_up(rows, [&](std::size_t row, const CellRisk& risk) { scores[begin + row] = risk.score; });
  });
}

/// Finds what is known, walks the forest for the rest together, and keeps it.
template <typename Use>
void BatchDecider::look_up(std::span<const Features> rows, Use use) noexcept {
  std::array<Features, kEncodedBlock> unknown;
  std::array<std::size_t, kEncodedBlock> places;
  std::array<std::size_t, kEncodedBlock> cells;
  std::size_t count = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::size_t cell = table_->cell_of(rows[row]);
    if (const auto known = table_->find(cell)) {
      use(row, *known);
      continue;
    }
    unknown[count] = rows[row];
    places[count] = row;
    cells[count] = cell;
    ++count;
  }
  if (count == 0) return;
  std::array<std::int32_t, kEncodedBlock> scores{};
  forest_.score(std::span(unknown).first(count), std::span(scores).first(count));
  for (std::size_t index = 0; index < count; ++index) {
    const CellRisk risk{scores[index], programme_.pd_table.pd_ppm(scores[index])};
    table_->fill_in(cells[index], risk);
    use(places[index], risk);
  }
}

void BatchDecider::find_pds(std::span<const Features> rows, std::span<std::int32_t> pds) noexcept {
  if (table_) return look_up(rows, [&](std::size_t row, const CellRisk& risk) { pds[row] = risk.pd_ppm; });
  forest_.score(rows, pds);
  for (std::int32_t& pd : pds) pd = programme_.pd_table.pd_ppm(pd);
}

void BatchDecider::decide(std::span<const Applicant> applicants, std::span<BatchDecision> decisions) noexcept {
  assert(applicants.size() == decisions.size());
  for_each_block(applicants.size(), [&](std::size_t begin, std::size_t size) {
    std::array<Features, kEncodedBlock> features;
    std::array<std::int32_t, kEncodedBlock> pds{};
    encoder_.encode(applicants.subspan(begin, size), std::span(features).first(size));
    find_pds(std::span(features).first(size), std::span(pds).first(size));
    for (std::size_t row = 0; row < size; ++row) {
      BatchDecision& decision = decisions[begin + row];
      decision.pd_ppm.reset();
      if (features[row].not_covered == 0) decision.pd_ppm = pds[row];
      const Eligibility eligibility = find_eligibility(programme_.policy, applicants[begin + row]);
      decision.choice = choose(programme_.policy, eligibility, decision.pd_ppm);
    }
  });
}

}  // namespace prescore
