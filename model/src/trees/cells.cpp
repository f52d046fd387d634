#include "trees/cells.hpp"

#include <algorithm>
#include <cstring>

#include "base/random.hpp"

namespace prescore {
namespace {

/// Code vectors -> numbers in the order in which they were first seen. An open hash table (Knuth, TAOCP 3, 6.4,
/// algorithm L) over the vectors themselves, so that a vector takes its codes and about eight bytes.
class CellIndex {
 public:
  explicit CellIndex(std::size_t features) : features_(features), slots_(1024, kFree) {}

  std::uint32_t find_or_add(const std::uint8_t* codes) {
    std::size_t slot = hash(codes) & (slots_.size() - 1);
    while (slots_[slot] != kFree) {
      if (std::memcmp(codes_.data() + slots_[slot] * features_, codes, features_) == 0) return slots_[slot];
      slot = (slot + 1) & (slots_.size() - 1);
    }
    const auto cell = static_cast<std::uint32_t>(codes_.size() / features_);
    slots_[slot] = cell;
    codes_.insert(codes_.end(), codes, codes + features_);
    if ((std::size_t{cell} + 1) * 2 > slots_.size()) enlarge();
    return cell;
  }

  std::vector<std::uint8_t> take_codes() { return std::move(codes_); }

 private:
  static constexpr std::uint32_t kFree = 0xFFFFFFFFU;

  [[nodiscard]] std::uint64_t hash(const std::uint8_t* codes) const {
    std::uint64_t state = features_;
    for (std::size_t begin = 0; begin < features_; begin += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, codes + begin, std::min<std::size_t>(8, features_ - begin));
      state = mix(state ^ word);
    }
    return state;
  }

  void enlarge() {
    slots_.assign(slots_.size() * 2, kFree);
    for (std::uint32_t cell = 0; cell * features_ < codes_.size(); ++cell) {
      std::size_t slot = hash(codes_.data() + cell * features_) & (slots_.size() - 1);
      while (slots_[slot] != kFree) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = cell;
    }
  }

  std::size_t features_;
  std::vector<std::uint8_t> codes_;
  std::vector<std::uint32_t> slots_;
};

}  // namespace

Cells find_cells(const TrainingRows& rows, const Questionnaire& questionnaire, const Encoding& encoding) {
  Cells cells;
  cells.features = questionnaire.questions.size();
  for (std::size_t index = 0; index < cells.features; ++index) {
    cells.code_counts.push_back(code_count(questionnaire.questions[index], encoding[index]));
    cells.missing_seen.push_back(encoding[index].missing_seen);
  }
  CellIndex known(cells.features);
  cells.cell_of_row.reserve(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const Features features = encode(questionnaire, encoding, applicant_of(rows, row));
    cells.cell_of_row.push_back(known.find_or_add(features.codes.data()));
  }
  cells.codes = known.take_codes();
  return cells;
}

std::vector<OutcomeCounts> count_outcomes(const Cells& cells, const TrainingRows& rows) {
  std::vector<OutcomeCounts> counts(cells.size());
  for (std::size_t row = 0; row < rows.size(); ++row) ++counts[cells.cell_of_row[row]][rows.defaulted[row]];
  return counts;
}

}  // namespace prescore
