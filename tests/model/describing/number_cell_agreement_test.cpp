// Two readers of numbers: one finds what a column holds, the other reads it for a question. What the first one takes as
// a number, the second one reads as the same number, or refuses aloud.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "applicants/missing_words.hpp"
#include "applicants/number_cells.hpp"
#include "base/random.hpp"
#include "csv/csv_block.hpp"
#include "describing/number_cell.hpp"

namespace prescore {
namespace {

/// The question that a draft would make of a column of cells like this one.
Question question_of(const NumberCell& number) {
  Question question;
  question.decimals = std::min<std::uint8_t>(number.decimals, 6);
  question.money = number.is_grouped;
  question.minimum = -2'147'483'647;
  question.maximum = 2'147'483'647;
  for (const std::string_view unit : {number.before, number.behind}) {
    if (!unit.empty()) question.unit_words.emplace_back(unit);
  }
  return question;
}

std::string made_up_cell(Random& random) {
  static const std::vector<std::string> kParts = {
      "1", "12", "123", "1234", "0", "05",  ".",  ",",  " ",   "\u00a0", "'", "-", "+",      "$",
      "%", "e",  "E+",  "k",    "m", "USD", "-5", "00", "000", " km",    "/", "x", "\u2009", "\u2212"};
  std::string cell;
  const auto parts = 1 + random.below(6);
  for (std::uint32_t part = 0; part < parts; ++part) {
    cell += kParts[random.below(static_cast<std::uint32_t>(kParts.size()))];
  }
  return cell;
}

TEST(ReadNumberCell, AgreesWithTheReaderOfAnswers) {
  const MissingWords missing{std::nullopt};
  Random random(7);
  int same = 0;
  for (int trial = 0; trial < 200'000; ++trial) {
    const std::string cell = made_up_cell(random);
    for (const DecimalMark mark : {DecimalMark::unknown, DecimalMark::point, DecimalMark::comma}) {
      const auto number = read_number_cell(cell, mark);
      if (!number || missing.contain(cell)) continue;
      const Question question = question_of(*number);
      const std::string padded = cell + std::string(kCsvPadding, '\0');
      const NumberCells cells(question, 0, mark, mark, missing);
      const auto answer = cells.read(std::string_view(padded).substr(0, cell.size())).value;
      if (!answer.ok()) continue;
      ++same;
      const double value = answer.value() / std::pow(10.0, question.decimals);
      EXPECT_NEAR(value, number->value, 1e-6 + 1e-12 * std::fabs(number->value))
          << '"' << cell << "\" with mark " << static_cast<int>(mark);
    }
  }
  EXPECT_GT(same, 10'000);
}

}  // namespace
}  // namespace prescore
