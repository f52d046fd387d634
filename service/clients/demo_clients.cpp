#include "service/clients/demo_clients.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "rows/block_lines.hpp"
#include "service/clients/client_problems.hpp"

namespace prescore::service {
namespace {

constexpr std::size_t kIdDigits = 7;

/// Draws the cells of one question of the programme.
class QuestionCells {
 public:
  QuestionCells(const Question& question, const FeatureEncoding& encoding) : question_(question), encoding_(encoding) {}

  /// The cells of an answer with this code, each behind a comma.
  [[nodiscard]] std::string draw(std::uint8_t code, Random& random) const {
    if (code == kMissingCode) return std::string(question_.columns.size(), ',');
    if (question_.kind == QuestionKind::number) return "," + decimal_text(number(code, random), question_.decimals);
    const Option& option = question_.options[choice(code, random)];
    std::string cells;
    for (std::size_t column = 0; column < question_.columns.size(); ++column) {
      // The option of all other cells has none of its own.
      cells += "," + csv_cell(option.rows_of_cells.empty() ? option.id : option.rows_of_cells.front()[column]);
    }
    return cells;
  }

 private:
  /// A number of the band, as far as the training data reach.
  [[nodiscard]] std::int32_t number(std::uint8_t code, Random& random) const {
    const auto& cuts = encoding_.cuts;
    const std::size_t band = code - std::size_t{1};
    std::int64_t low = encoding_.minimum_seen;
    if (band > 0) low = std::int64_t{cuts[band - 1]} + 1;
    const std::int64_t high = band < cuts.size() ? cuts[band] : encoding_.maximum_seen;
    const auto size = static_cast<std::uint64_t>(std::max<std::int64_t>(high - low, 0)) + 1;
    return static_cast<std::int32_t>(low + static_cast<std::int64_t>(random() % size));
  }

  [[nodiscard]] std::size_t choice(std::uint8_t code, Random& random) const {
    std::vector<std::size_t> options;
    for (std::size_t option = 0; option < encoding_.option_codes.size(); ++option) {
      if (encoding_.option_codes[option] == code) options.push_back(option);
    }
    return options[random.below(static_cast<std::uint32_t>(options.size()))];
  }

  const Question& question_;
  const FeatureEncoding& encoding_;
};

const ReferenceVector& draw_person(const Reference& reference, Random& random) {
  std::uint32_t sum = 0;
  for (const ReferenceVector& person : reference.population) sum += person.weight;
  std::uint32_t place = random.below(sum);
  for (const ReferenceVector& person : reference.population) {
    if (place < person.weight) return person;
    place -= person.weight;
  }
  return reference.population.back();
}

std::string id_of(std::uint64_t client) {
  const std::string digits = std::to_string(client);
  return "c-" + std::string(digits.size() < kIdDigits ? kIdDigits - digits.size() : 0, '0') + digits;
}

}  // namespace

void write_demo_clients(std::ostream& output, const Programme& programme, const Questionnaire& questionnaire,
                        std::uint64_t clients, std::uint64_t seed) {
  std::vector<std::size_t> places;
  std::vector<QuestionCells> columns;
  std::string header = kDemoId;
  for (std::size_t place = 0; place < programme.questionnaire.questions.size(); ++place) {
    const Question& question = programme.questionnaire.questions[place];
    const auto is_it = [&question](const Question& wanted) { return wanted.id == question.id; };
    if (std::ranges::none_of(questionnaire.questions, is_it)) continue;
    places.push_back(place);
    columns.emplace_back(question, programme.encoding[place]);
    for (const std::string& column : question.columns) header += "," + csv_cell(column);
  }
  output << header << '\n';
  Random random(seed);
  for (std::uint64_t client = 1; client <= clients && output; ++client) {
    const ReferenceVector& person = draw_person(programme.reference, random);
    std::string line = id_of(client);
    for (std::size_t index = 0; index < places.size(); ++index) {
      line += columns[index].draw(person.codes[places[index]], random);
    }
    output << line << '\n';
  }
}

}  // namespace prescore::service
