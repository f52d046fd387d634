#include "support/random_programme.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "support/small_programme.hpp"

namespace prescore::test {
namespace {

constexpr std::int32_t kLowest = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t kHighest = std::numeric_limits<std::int32_t>::max();

std::int32_t value_between(Random& random, std::int32_t low, std::int32_t high) {
  return static_cast<std::int32_t>(random.between(low, high));
}

Question random_question(Random& random, std::size_t index) {
  const std::string id = numbered("q", index);
  if (random.chance(500)) {
    Question question = choice_question(id.c_str(), {});
    const std::size_t options = 2 + random.below(random.chance(50) ? kMaxOptions - 1 : 64);
    for (std::size_t option = 0; option < options; ++option) {
      question.options.push_back({numbered("o", option), {{std::to_string(option)}}});
    }
    return question;
  }
  const bool wide = random.chance(300);
  const std::int32_t minimum = wide ? kLowest + 1 : value_between(random, -500, 500);
  const std::int32_t maximum = wide ? kHighest : value_between(random, minimum, minimum + 1000);
  Question question = number_question(id.c_str(), minimum, maximum);
  question.decimals = static_cast<std::uint8_t>(random.below(10));
  question.money = random.chance(300);
  question.unit_words = {"₽", "rub"};
  if (random.chance(500)) question.scale_words = {{"k", 3}, {"млн", 6}};
  if (random.chance(300)) question.plausible_minimum = value_between(random, minimum, maximum);
  if (random.chance(300)) {
    question.plausible_maximum = value_between(random, std::max(minimum, question.plausible_minimum), maximum);
  }
  return question;
}

/// Ascending numbers in [low, high).
std::vector<std::int32_t> random_cuts(Random& random, std::int32_t low, std::int32_t high) {
  std::set<std::int32_t> cuts;
  if (low == high) return {};
  const std::size_t size = random.chance(200) ? kMaxCodes - 1 : random.below(20);
  for (std::size_t cut = 0; cut < size; ++cut) cuts.insert(value_between(random, low, high - 1));
  return {cuts.begin(), cuts.end()};
}

FeatureEncoding random_encoding(Random& random, const Question& question) {
  FeatureEncoding feature;
  feature.missing_seen = random.chance(500);
  if (question.kind == QuestionKind::number) {
    feature.minimum_seen = value_between(random, question.minimum, question.maximum);
    feature.maximum_seen = value_between(random, feature.minimum_seen, question.maximum);
    feature.cuts = random_cuts(random, feature.minimum_seen, feature.maximum_seen);
    return feature;
  }
  feature.option_codes.assign(question.options.size(), 0);
  const std::size_t seen = 1 + random.below(question.options.size());
  const std::size_t codes =
      random.chance(500) ? std::min(seen, kMaxCodes) : 1 + random.below(std::min(seen, kMaxCodes));
  for (std::size_t option = 0; option < seen; ++option) {
    // Every code is there once; then options share codes.
    const std::size_t code = option < codes ? 1 + option : 1 + random.below(codes);
    feature.option_codes[option] = static_cast<std::uint8_t>(code);
  }
  for (std::size_t last = feature.option_codes.size() - 1; last > 0; --last) {
    std::swap(feature.option_codes[last], feature.option_codes[random.below(last + 1)]);
  }
  return feature;
}

/// A tree asks at most so many different questions: more, and contributions need more than 64 bits.
constexpr std::size_t kMostQuestionsOfATree = 12;

/// A split of one of the tree's features that has at least two codes; otherwise nothing, and the node is a leaf.
std::optional<Node> random_split(Random& random, const Programme& programme, std::size_t first_feature,
                                 std::uint32_t left) {
  const std::size_t feature = (first_feature + random.below(kMostQuestionsOfATree)) % programme.encoding.size();
  const std::size_t codes = code_count(programme.questionnaire.questions[feature], programme.encoding[feature]);
  if (codes < 2) return std::nullopt;
  const std::size_t last = 1 + random.below(codes - 1);
  const std::size_t first = random.below(2);
  return split(static_cast<std::uint8_t>(feature), static_cast<std::uint8_t>(first),
               static_cast<std::uint8_t>(last - first), left);
}

Tree random_tree(Random& random, const Programme& programme) {
  std::vector<Node> nodes(1);
  std::vector<std::int32_t> values;
  const std::uint64_t splits_in_thousand = 300 + random.below(700);
  const std::size_t most_nodes = 2 * random.below(60) + 1;
  const std::size_t first_feature = random.below(programme.encoding.size());
  for (std::uint32_t index = 0; index < nodes.size(); ++index) {
    const bool grows = nodes.size() + 2 <= most_nodes && random.chance(splits_in_thousand);
    const auto node =
        grows ? random_split(random, programme, first_feature, static_cast<std::uint32_t>(nodes.size())) : std::nullopt;
    nodes[index] = node.value_or(leaf(index));
    values.push_back(node ? 0 : value_between(random, -100'000'000, 100'000'000));
    if (node) nodes.resize(nodes.size() + 2);
  }
  return tree_of(std::move(nodes), std::move(values));
}

PdTable random_pd_table(Random& random) {
  PdTable table;
  std::int32_t score = value_between(random, kLowest, 0);
  std::int32_t pd_ppm = value_between(random, 0, 1000);
  const std::size_t knots = 1 + random.below(30);
  for (std::size_t knot = 0; knot < knots; ++knot) {
    table.knots.push_back({score, pd_ppm});
    score += value_between(random, 1, 50'000'000);
    pd_ppm = std::min(kWholePpm, pd_ppm + value_between(random, 0, 40'000));
  }
  return table;
}

Policy random_policy(Random& random, const Questionnaire& questionnaire) {
  Policy policy;
  const std::size_t offers = 1 + random.below(kMaxOffers);
  std::int32_t maximum_pd_ppm = 0;
  for (std::size_t index = 0; index < offers; ++index) {
    maximum_pd_ppm = index + 1 == offers ? kWholePpm : value_between(random, maximum_pd_ppm, kWholePpm);
    Offer offer{numbered("offer", index), maximum_pd_ppm, {}};
    for (std::size_t place = 0; place < questionnaire.questions.size(); ++place) {
      const Question& question = questionnaire.questions[place];
      if (question.kind == QuestionKind::choice || random.chance(800)) continue;
      const std::int32_t minimum = value_between(random, question.minimum, question.maximum);
      const std::int32_t maximum = value_between(random, minimum, question.maximum);
      offer.eligibility.push_back({static_cast<std::uint8_t>(place), minimum, maximum});
    }
    policy.offers.push_back(std::move(offer));
  }
  policy.stage = offers % 2 == 0 ? Stage::final : Stage::preliminary;
  return policy;
}

std::vector<RealisticChange> random_changes(Random& random, const Questionnaire& questionnaire) {
  std::vector<RealisticChange> changes;
  const std::size_t size = random.below(6);
  for (std::size_t index = 0; index < size; ++index) {
    const std::size_t place = random.below(questionnaire.questions.size());
    RealisticChange change{.question = static_cast<std::uint8_t>(place)};
    const Question& question = questionnaire.questions[place];
    if (question.kind == QuestionKind::number) {
      change.rise_percent = static_cast<std::uint8_t>(random.between(1, kMaxRisePercent));
    } else {
      const std::size_t options = question.options.size();
      change.from = static_cast<std::uint16_t>(random.below(options));
      change.to = static_cast<std::uint16_t>((change.from + 1 + random.below(options - 1)) % options);
    }
    changes.push_back(change);
  }
  return changes;
}

/// An answer that the training data held.
std::int32_t random_seen_answer(Random& random, const Question& question, const FeatureEncoding& feature) {
  if (question.kind == QuestionKind::number) return value_between(random, feature.minimum_seen, feature.maximum_seen);
  std::size_t option = random.below(question.options.size());
  while (feature.option_codes[option] == 0) option = (option + 1) % question.options.size();
  return static_cast<std::int32_t>(option);
}

Reference random_reference(Random& random, const Programme& programme) {
  Reference reference;
  const auto& questions = programme.questionnaire.questions;
  const std::size_t size = 1 + random.below(20);
  for (std::size_t person = 0; person < size; ++person) {
    reference.population.emplace_back().weight = static_cast<std::uint32_t>(random.between(1, 9));
  }
  for (std::size_t index = 0; index < questions.size(); ++index) {
    const FeatureEncoding& feature = programme.encoding[index];
    reference.answers.push_back(random_seen_answer(random, questions[index], feature));
    const std::size_t codes = code_count(questions[index], feature);
    const std::size_t lowest = feature.missing_seen ? 0 : 1;
    for (ReferenceVector& vector : reference.population) {
      vector.codes[index] = static_cast<std::uint8_t>(lowest + random.below(codes + 1 - lowest));
    }
  }
  return reference;
}

}  // namespace

void vary_data(Random& random, Questionnaire& questionnaire) {
  if (random.chance(300)) questionnaire.missing_words = {"", "none"};
  if (random.chance(300)) questionnaire.csv = {';', ',', "windows-1251"};
  for (Question& question : questionnaire.questions) {
    if (question.kind == QuestionKind::number) continue;
    for (Option& option : question.options) {
      if (random.chance(100)) option.rows_of_cells.push_back({"also " + option.id});
    }
    Option& last = question.options.back();
    last.any_other = random.chance(200);
    if (last.any_other && random.chance(500)) last.rows_of_cells.clear();
    if (!random.chance(200)) continue;
    question.columns.push_back(question.id + "_2");
    for (Option& option : question.options) {
      for (auto& cells : option.rows_of_cells) cells.emplace_back("x");
    }
  }
}

void vary_sources(Random& random, Programme& programme) {
  for (Question& question : programme.questionnaire.questions) {
    if (!random.chance(200)) continue;
    question.from = AnswerSource::client_data;
    if (random.chance(500)) question.maximum_age_days = static_cast<std::uint16_t>(random.between(1, kMaxAgeDays));
  }
  if (!programme.questionnaire.asks_the_bank()) return;
  programme.policy.without_client_data = {random.chance(500) ? "another-card" : ""};
}

Programme random_programme(Random& random) {
  Programme programme;
  programme.id = numbered("random-", random.below(1000));
  const std::size_t questions = 1 + random.below(kMaxQuestions);
  for (std::size_t index = 0; index < questions; ++index) {
    programme.questionnaire.questions.push_back(random_question(random, index));
    programme.encoding.push_back(random_encoding(random, programme.questionnaire.questions.back()));
  }
  programme.forest.leaf_scale = value_between(random, 1, kHighest);
  const std::size_t trees = 1 + random.below(12);
  for (std::size_t tree = 0; tree < trees; ++tree) programme.forest.trees.push_back(random_tree(random, programme));
  programme.pd_table = random_pd_table(random);
  programme.policy = random_policy(random, programme.questionnaire);
  programme.policy.what_would_help = {random.chance(500), random_changes(random, programme.questionnaire)};
  programme.reference = random_reference(random, programme);
  return programme;
}

Features random_features(const Programme& programme, Random& random) {
  Features features;
  for (std::size_t index = 0; index < programme.encoding.size(); ++index) {
    const std::size_t codes = code_count(programme.questionnaire.questions[index], programme.encoding[index]);
    features.codes[index] = static_cast<std::uint8_t>(random.below(codes + 1));
  }
  return features;
}

Applicant random_applicant(const Programme& programme, Random& random) {
  Applicant applicant;
  for (std::size_t index = 0; index < programme.questionnaire.questions.size(); ++index) {
    const Question& question = programme.questionnaire.questions[index];
    const bool number = question.kind == QuestionKind::number;
    const std::int32_t low = number ? question.minimum : 0;
    const std::int32_t high = number ? question.maximum : static_cast<std::int32_t>(question.options.size()) - 1;
    applicant.values[index] = random.chance(100) ? kMissing : value_between(random, low, high);
  }
  return applicant;
}

Applicant random_covered_applicant(const Programme& programme, Random& random) {
  Applicant applicant;
  for (std::size_t index = 0; index < programme.encoding.size(); ++index) {
    const FeatureEncoding& feature = programme.encoding[index];
    const bool missing = feature.missing_seen && random.chance(100);
    applicant.values[index] =
        missing ? kMissing : random_seen_answer(random, programme.questionnaire.questions[index], feature);
  }
  return applicant;
}

}  // namespace prescore::test
