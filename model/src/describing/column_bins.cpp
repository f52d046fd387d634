#include "describing/column_bins.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "applicants/missing_words.hpp"
#include "base/blanks.hpp"
#include "describing/number_cell.hpp"

namespace prescore {
namespace {

struct PlacedNumber {
  double value = 0.0;
  std::size_t row = 0;
};

ColumnBins bin_numbers(const std::vector<std::string_view>& cells, DecimalMark mark) {
  ColumnBins bins;
  bins.bin_of_row.assign(cells.size(), 0);
  bins.example.emplace_back();
  std::vector<PlacedNumber> numbers;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (const auto number = read_number_cell(cells[row], mark)) numbers.push_back({number->value, row});
  }
  std::sort(numbers.begin(), numbers.end(),
            [](const auto& a, const auto& b) { return a.value != b.value ? a.value < b.value : a.row < b.row; });
  const std::size_t full = std::max<std::size_t>(1, numbers.size() / kNumberBins);
  std::size_t begin = 0;
  for (std::size_t index = 0; index < numbers.size(); ++index) {
    const bool is_new_value = index == 0 || numbers[index].value != numbers[index - 1].value;
    if (index == 0 || (is_new_value && index - begin >= full)) {
      begin = index;
      bins.example.push_back(cells[numbers[index].row]);
    }
    bins.bin_of_row[numbers[index].row] = static_cast<std::uint32_t>(bins.example.size() - 1);
  }
  bins.bins = static_cast<std::uint32_t>(bins.example.size());
  return bins;
}

ColumnBins bin_values(const std::vector<std::string_view>& cells) {
  ColumnBins bins;
  bins.example.emplace_back();
  std::unordered_map<std::string_view, std::uint32_t> counts;
  for (const std::string_view cell : cells) ++counts[trimmed(cell)];
  const MissingWords missing{std::nullopt};
  std::vector<std::pair<std::uint32_t, std::string_view>> frequent;
  for (const auto& [value, rows] : counts) {
    if (!missing.contain(value)) frequent.emplace_back(rows, value);
  }
  std::sort(frequent.begin(), frequent.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::unordered_map<std::string_view, std::uint32_t> bin_of;
  for (const auto& entry : frequent) {
    // A value that hardly any row has says nothing by itself.
    const bool is_frequent = entry.first >= 5 && bins.example.size() <= kValueBins;
    if (is_frequent) bins.example.push_back(entry.second);
    bin_of[entry.second] = is_frequent ? static_cast<std::uint32_t>(bins.example.size() - 1) : 0;
  }
  const auto rare = static_cast<std::uint32_t>(bins.example.size());
  bins.example.emplace_back("other values");
  for (const std::string_view cell : cells) {
    const auto found = bin_of.find(trimmed(cell));
    const std::uint32_t bin = found == bin_of.end() ? 0 : found->second == 0 ? rare : found->second;
    bins.bin_of_row.push_back(bin);
  }
  bins.bins = rare + 1;
  return bins;
}

ColumnBins bin_presence(const std::vector<std::string_view>& cells) {
  const MissingWords missing{std::nullopt};
  ColumnBins bins;
  bins.bins = 2;
  bins.example.resize(2);
  for (const std::string_view cell : cells) bins.bin_of_row.push_back(missing.contain(cell) ? 0 : 1);
  return bins;
}

}  // namespace

ColumnBins bin_column(const std::vector<std::string_view>& cells, BinBy by, DecimalMark mark) {
  switch (by) {
    case BinBy::number:
      return bin_numbers(cells, mark);
    case BinBy::value:
      return bin_values(cells);
    case BinBy::presence:
      break;
  }
  return bin_presence(cells);
}

}  // namespace prescore
