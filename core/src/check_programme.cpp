#include "prescore/programme.hpp"

#include <array>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <string_view>

#include "check_reference.hpp"

namespace prescore {
namespace {

using Verdict = std::optional<ModelError>;
using Code = ModelErrorCode;

Verdict refuse(Code code, Section section, std::size_t index) noexcept {
  return ModelError{code, section, static_cast<std::uint32_t>(index), 0};
}

bool is_name(std::string_view text) noexcept {
  if (text.empty() || text.size() > 64) return false;
  for (const char character : text) {
    const bool letter = character >= 'a' && character <= 'z';
    const bool digit = character >= '0' && character <= '9';
    if (!letter && !digit && character != '_' && character != '-') return false;
  }
  return true;
}

/// Whether the id of entry `index` is a good name that no earlier entry has.
template <typename Entries>
std::optional<Code> judge_id(const Entries& entries, std::size_t index) noexcept {
  if (!is_name(entries[index].id)) return Code::malformed_name;
  for (std::size_t earlier = 0; earlier < index; ++earlier) {
    if (entries[earlier].id == entries[index].id) return Code::duplicate_name;
  }
  return std::nullopt;
}

std::optional<Code> judge_number(const Question& question) noexcept {
  if (question.columns.size() != 1 || !question.options.empty()) return Code::inconsistent_count;
  if (!is_name(question.unit)) return Code::malformed_name;
  for (const std::string& word : question.unit_words) {
    if (word.empty()) return Code::malformed_name;
  }
  if (question.decimals > 9 || question.minimum == kMissing || question.minimum > question.maximum) {
    return Code::out_of_range;
  }
  return std::nullopt;
}

std::optional<Code> judge_choice(const Question& question) noexcept {
  if (question.columns.empty()) return Code::inconsistent_count;
  if (question.options.size() < 2 || question.options.size() > kMaxOptions) return Code::inconsistent_count;
  for (std::size_t index = 0; index < question.options.size(); ++index) {
    if (const auto code = judge_id(question.options, index)) return code;
    if (question.options[index].cells.size() != question.columns.size()) return Code::inconsistent_count;
  }
  return std::nullopt;
}

Verdict check_questionnaire(const Questionnaire& questionnaire) noexcept {
  const auto& questions = questionnaire.questions;
  if (questions.empty() || questions.size() > kMaxQuestions) {
    return refuse(Code::inconsistent_count, Section::questionnaire, questions.size());
  }
  for (std::size_t index = 0; index < questions.size(); ++index) {
    std::optional<Code> code = judge_id(questions, index);
    if (!code) {
      const bool number = questions[index].kind == QuestionKind::number;
      code = number ? judge_number(questions[index]) : judge_choice(questions[index]);
    }
    if (code) return refuse(*code, Section::questionnaire, index);
  }
  return std::nullopt;
}

std::optional<Code> judge_cuts(const Question& question, const FeatureEncoding& feature) noexcept {
  if (!feature.option_codes.empty() || feature.cuts.size() > kMaxCodes - 1) return Code::inconsistent_count;
  if (feature.minimum_seen < question.minimum || feature.maximum_seen > question.maximum) return Code::out_of_range;
  if (feature.minimum_seen > feature.maximum_seen) return Code::out_of_range;
  for (std::size_t index = 0; index < feature.cuts.size(); ++index) {
    const std::int32_t cut = feature.cuts[index];
    if (cut < feature.minimum_seen || cut >= feature.maximum_seen) return Code::out_of_range;
    if (index > 0 && cut <= feature.cuts[index - 1]) return Code::not_ascending;
  }
  return std::nullopt;
}

std::optional<Code> judge_option_codes(const Question& question, const FeatureEncoding& feature) noexcept {
  if (!feature.cuts.empty() || feature.option_codes.size() != question.options.size()) return Code::inconsistent_count;
  std::array<bool, kMaxOptions + 1> taken{};
  std::size_t seen = 0;
  for (const std::uint8_t code : feature.option_codes) {
    if (code == 0) continue;
    if (code > question.options.size()) return Code::out_of_range;
    if (taken[code]) return Code::duplicate_name;
    taken[code] = true;
    ++seen;
  }
  // Codes 1..n without a gap: only so does every code mean an option.
  if (seen == 0 || seen != code_count(question, feature)) return Code::inconsistent_count;
  return std::nullopt;
}

Verdict check_encoding(const Programme& programme) noexcept {
  const auto& questions = programme.questionnaire.questions;
  if (programme.encoding.size() != questions.size()) {
    return refuse(Code::inconsistent_count, Section::encoding, programme.encoding.size());
  }
  for (std::size_t index = 0; index < questions.size(); ++index) {
    const bool number = questions[index].kind == QuestionKind::number;
    const FeatureEncoding& feature = programme.encoding[index];
    const auto code = number ? judge_cuts(questions[index], feature) : judge_option_codes(questions[index], feature);
    if (code) return refuse(*code, Section::encoding, index);
  }
  return std::nullopt;
}

/// A split must be able to send something each way.
bool splits_codes(const Node& node, const Programme& programme) noexcept {
  if (node.feature >= programme.questionnaire.questions.size() || node.first > 1) return false;
  const std::size_t codes =
      code_count(programme.questionnaire.questions[node.feature], programme.encoding[node.feature]);
  const std::size_t last = std::size_t{node.first} + node.span;
  return last >= 1 && last < codes;
}

std::optional<Code> judge_tree(const Tree& tree, const Programme& programme) noexcept {
  const std::size_t size = tree.nodes.size();
  if (size % 2 == 0 || size != tree.values.size()) return Code::broken_tree;
  std::size_t splits = 0;
  for (std::size_t index = 0; index < size; ++index) {
    const Node& node = tree.nodes[index];
    if (tree.is_leaf(index)) {
      if (node.feature != 0 || node.first != 0 || node.span != 255) return Code::broken_tree;
      continue;
    }
    const std::size_t left = 2 * splits + 1;
    if (node.left != left || left <= index || left + 1 >= size) return Code::broken_tree;
    if (!splits_codes(node, programme)) return Code::out_of_range;
    ++splits;
  }
  if (2 * splits + 1 != size) return Code::broken_tree;
  Tree measured{tree.nodes, {}, 0};
  measure_depth(measured);
  return measured.depth == tree.depth ? std::nullopt : std::optional(Code::broken_tree);
}

/// The largest distance from zero that a leaf of `tree` adds to a score.
std::int64_t reach(const Tree& tree) noexcept {
  std::int64_t largest = 0;
  for (const std::int32_t value : tree.values) {
    const std::int64_t distance = std::abs(std::int64_t{value});
    if (distance > largest) largest = distance;
  }
  return largest;
}

Verdict check_forest(const Programme& programme) noexcept {
  const Forest& forest = programme.forest;
  if (forest.leaf_scale < 1) return refuse(Code::out_of_range, Section::forest, 0);
  if (forest.trees.empty()) return refuse(Code::inconsistent_count, Section::forest, 0);
  std::int64_t reached = 0;
  for (std::size_t index = 0; index < forest.trees.size(); ++index) {
    if (const auto code = judge_tree(forest.trees[index], programme)) return refuse(*code, Section::forest, index);
    reached += reach(forest.trees[index]);
    if (reached > std::numeric_limits<std::int32_t>::max()) return refuse(Code::sum_overflow, Section::forest, index);
  }
  return std::nullopt;
}

Verdict check_pd_table(const PdTable& table) noexcept {
  if (table.knots.empty()) return refuse(Code::inconsistent_count, Section::pd_table, 0);
  for (std::size_t index = 0; index < table.knots.size(); ++index) {
    const PdTable::Knot& knot = table.knots[index];
    if (knot.pd_ppm < 0 || knot.pd_ppm > kWholePpm) return refuse(Code::out_of_range, Section::pd_table, index);
    if (index == 0) continue;
    const PdTable::Knot& previous = table.knots[index - 1];
    if (knot.score <= previous.score || knot.pd_ppm < previous.pd_ppm) {
      return refuse(Code::not_ascending, Section::pd_table, index);
    }
  }
  return std::nullopt;
}

std::optional<Code> judge_rule(const EligibilityRule& rule, const Questionnaire& questionnaire) noexcept {
  if (rule.question >= questionnaire.questions.size()) return Code::out_of_range;
  const Question& question = questionnaire.questions[rule.question];
  if (question.kind != QuestionKind::number) return Code::out_of_range;
  if (rule.minimum > rule.maximum) return Code::contradictory_policy;
  if (rule.minimum < question.minimum || rule.maximum > question.maximum) return Code::out_of_range;
  return std::nullopt;
}

std::optional<Code> judge_offer(const Programme& programme, std::size_t index) noexcept {
  const auto& offers = programme.policy.offers;
  if (const auto code = judge_id(offers, index)) return code;
  const Offer& offer = offers[index];
  if (offer.maximum_pd_ppm < 0 || offer.maximum_pd_ppm > kWholePpm) return Code::out_of_range;
  if (index > 0 && offer.maximum_pd_ppm < offers[index - 1].maximum_pd_ppm) return Code::contradictory_policy;
  for (const EligibilityRule& rule : offer.eligibility) {
    if (const auto code = judge_rule(rule, programme.questionnaire)) return code;
  }
  return std::nullopt;
}

std::optional<Code> judge_change(const RealisticChange& change, const Programme& programme) noexcept {
  if (change.question >= programme.questionnaire.questions.size()) return Code::out_of_range;
  const Question& question = programme.questionnaire.questions[change.question];
  if (question.kind == QuestionKind::number) {
    if (question.unit == kUnitOfAge) return Code::contradictory_policy;
    const bool rises = change.rise_percent >= 1 && change.rise_percent <= kMaxRisePercent;
    return rises && change.from == 0 && change.to == 0 ? std::nullopt : std::optional(Code::out_of_range);
  }
  const std::size_t options = question.options.size();
  if (change.from >= options || change.to >= options || change.rise_percent != 0) return Code::out_of_range;
  if (change.from == change.to) return Code::contradictory_policy;
  return std::nullopt;
}

Verdict check_changes(const Programme& programme) noexcept {
  const auto& changes = programme.policy.what_would_help.changes;
  const std::size_t offers = programme.policy.offers.size();
  if (changes.size() > kMaxChanges) return refuse(Code::inconsistent_count, Section::policy, offers + kMaxChanges);
  for (std::size_t index = 0; index < changes.size(); ++index) {
    if (const auto code = judge_change(changes[index], programme)) {
      return refuse(*code, Section::policy, offers + index);
    }
  }
  return std::nullopt;
}

Verdict check_policy(const Programme& programme) noexcept {
  const auto& offers = programme.policy.offers;
  if (offers.empty() || offers.size() > kMaxOffers) {
    return refuse(Code::inconsistent_count, Section::policy, offers.empty() ? 0 : kMaxOffers);
  }
  for (std::size_t index = 0; index < offers.size(); ++index) {
    if (const auto code = judge_offer(programme, index)) return refuse(*code, Section::policy, index);
  }
  if (offers.back().maximum_pd_ppm != kWholePpm) {
    return refuse(Code::contradictory_policy, Section::policy, offers.size() - 1);
  }
  return check_changes(programme);
}

}  // namespace

std::optional<ModelError> check(const Programme& programme) noexcept {
  if (!is_name(programme.id)) return refuse(Code::malformed_name, Section::header, 0);
  if (auto error = check_questionnaire(programme.questionnaire)) return error;
  if (auto error = check_encoding(programme)) return error;
  if (auto error = check_forest(programme)) return error;
  if (auto error = check_pd_table(programme.pd_table)) return error;
  if (auto error = check_policy(programme)) return error;
  return check_reference(programme);
}

}  // namespace prescore
