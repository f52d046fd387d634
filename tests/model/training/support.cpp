#include "model/training/support.hpp"

#include <array>
#include <set>

namespace prescore::test {
namespace {

Question choice(const std::string& id, std::size_t options) {
  Question question;
  question.id = id;
  question.kind = QuestionKind::choice;
  question.columns = {id};
  for (std::size_t option = 0; option < options; ++option) {
    question.options.push_back({id + "_" + std::to_string(option), {{std::to_string(option)}}});
  }
  return question;
}

/// Calls `use(codes)` for every vector of the codes of `features`; the other codes are 1.
template <typename Use>
void for_each_vector(const Programme& programme, const std::vector<std::size_t>& features, Use use) {
  std::vector<std::uint8_t> codes(programme.encoding.size(), 1);
  const auto lowest = [&](std::size_t feature) {
    return programme.encoding[feature].missing_seen ? std::uint8_t{0} : std::uint8_t{1};
  };
  for (const std::size_t feature : features) codes[feature] = lowest(feature);
  for (;;) {
    use(codes);
    std::size_t place = 0;
    for (; place < features.size(); ++place) {
      const std::size_t feature = features[place];
      const std::size_t last = code_count(programme.questionnaire.questions[feature], programme.encoding[feature]);
      if (codes[feature] < last) {
        ++codes[feature];
        break;
      }
      codes[feature] = lowest(feature);
    }
    if (place == features.size()) return;
  }
}

std::size_t count_broken(const Programme& programme, const Forest& forest, const std::vector<std::size_t>& features,
                         const std::vector<RiskDirection>& directions) {
  std::size_t broken = 0;
  for_each_vector(programme, features, [&](std::vector<std::uint8_t> codes) {
    const std::int32_t here = forest.score(codes);
    for (const std::size_t feature : features) {
      const std::size_t last = code_count(programme.questionnaire.questions[feature], programme.encoding[feature]);
      if (directions[feature] == RiskDirection::free || codes[feature] == 0 || codes[feature] == last) continue;
      ++codes[feature];
      const std::int32_t next = forest.score(codes);
      --codes[feature];
      broken += directions[feature] == RiskDirection::rises ? next < here : next > here;
    }
  });
  return broken;
}

}  // namespace

ProgrammeFolder made_up_programme(Method method) {
  ProgrammeFolder folder;
  folder.id = "made-up";
  folder.source = "made-up";
  Question sum;
  sum.id = "sum";
  sum.columns = {"sum"};
  sum.unit = "rub";
  sum.minimum = 0;
  sum.maximum = 1'000;
  folder.questionnaire.questions = {sum, choice("grade", 4), choice("town", 5), choice("job", 2)};
  folder.policy.offers = {{"card", kWholePpm, {}}};
  TrainingSettings& settings = folder.settings;
  settings.method = method;
  settings.trees = 30;
  settings.depth = 5;
  settings.leaves = 24;
  settings.leaf_rows = 10;
  settings.features_per_split = 2;
  settings.directions = {RiskDirection::falls, RiskDirection::rises, RiskDirection::free, RiskDirection::rises};
  settings.unordered = {false, false, true, false};
  settings.covered.resize(4);
  settings.rows_per_tree = 0.7;
  return folder;
}

int made_up_risk(std::int32_t sum, std::int32_t grade, std::int32_t town, std::int32_t job) {
  constexpr std::array<int, 5> kTownRisk = {120, 40, 200, 0, 80};
  constexpr int kGradeRisk = 40;
  // Of those who leave the grade out, any of the four is as likely.
  const int grade_risk = grade == kMissing ? kGradeRisk * 3 / 2 : kGradeRisk * grade;
  return 60 + (1'000 - sum) / 8 + grade_risk + job * 60 + kTownRisk.at(static_cast<std::size_t>(town));
}

TrainingRows made_up_rows(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  TrainingRows rows;
  rows.values.resize(4);
  for (std::size_t row = 0; row < count; ++row) {
    const auto sum = static_cast<std::int32_t>(random.between(0, 1'000));
    const auto grade = static_cast<std::int32_t>(random.below(4));
    const auto town = static_cast<std::int32_t>(random.below(5));
    const auto job = static_cast<std::int32_t>(random.below(2));
    const int risk = made_up_risk(sum, grade, town, job);
    rows.values[0].push_back(sum);
    rows.values[1].push_back(random.chance(100) ? kMissing : grade);
    rows.values[2].push_back(town);
    rows.values[3].push_back(job);
    rows.defaulted.push_back(random.chance(static_cast<std::uint64_t>(risk)) ? 1 : 0);
    const auto day = static_cast<int>(random.below(90));
    rows.dates.push_back(Date(std::chrono::sys_days(*parse_date("2014-01-01")) + std::chrono::days(day)));
  }
  return rows;
}

std::size_t count_broken_directions(const Programme& programme, const std::vector<RiskDirection>& directions) {
  std::vector<std::size_t> features;
  for (std::size_t feature = 0; feature < programme.encoding.size(); ++feature) features.push_back(feature);
  return count_broken(programme, programme.forest, features, directions);
}

std::size_t count_broken_directions_by_tree(const Programme& programme, const std::vector<RiskDirection>& directions) {
  std::size_t broken = 0;
  for (const Tree& tree : programme.forest.trees) {
    std::set<std::size_t> asked;
    for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
      if (!tree.is_leaf(index)) asked.insert(tree.nodes[index].feature);
    }
    const Forest alone{programme.forest.leaf_scale, {tree}};
    broken += count_broken(programme, alone, {asked.begin(), asked.end()}, directions);
  }
  return broken;
}

}  // namespace prescore::test
