#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

#include "check_reference.hpp"
#include "check_rules.hpp"
#include "prescore/check.hpp"

namespace prescore {
namespace {

using Code = ModelErrorCode;

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
  std::array<bool, kMaxCodes + 1> taken{};
  std::size_t seen = 0;
  for (const std::uint8_t code : feature.option_codes) {
    if (code == 0) continue;
    if (code > question.options.size() || code > kMaxCodes) return Code::out_of_range;
    if (!taken[code]) ++seen;
    taken[code] = true;
  }
  // Codes 1..n without a gap: only so does every code mean an option.
  if (seen == 0 || seen != code_count(question, feature)) return Code::inconsistent_count;
  return std::nullopt;
}

std::optional<ModelError> check_encoding(const Programme& programme) noexcept {
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

std::optional<ModelError> check_forest(const Programme& programme) noexcept {
  const Forest& forest = programme.forest;
  if (forest.leaf_scale < 1) return refuse(Code::out_of_range, Section::forest, 0);
  if (forest.trees.empty()) return refuse(Code::inconsistent_count, Section::forest, 0);
  std::int64_t reached = 0;
  for (std::size_t index = 0; index < forest.trees.size(); ++index) {
    if (const auto code = judge_tree(forest.trees[index], programme)) return refuse(*code, Section::forest, index);
    reached += largest_leaf(forest.trees[index]);
    if (reached > std::numeric_limits<std::int32_t>::max()) return refuse(Code::sum_overflow, Section::forest, index);
  }
  return std::nullopt;
}

std::optional<ModelError> check_pd_table(const PdTable& table) noexcept {
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

/// A programme cannot decide in its own place.
std::optional<ModelError> check_other_programme(const Programme& programme) noexcept {
  const Policy& policy = programme.policy;
  if (!policy.without_client_data || policy.without_client_data->programme != programme.id) return std::nullopt;
  return refuse(Code::contradictory_policy, Section::policy,
                policy.offers.size() + policy.what_would_help.changes.size());
}

}  // namespace

std::optional<ModelError> check(const Programme& programme) noexcept {
  if (!is_name(programme.id)) return refuse(Code::malformed_name, Section::header, 0);
  if (auto error = check_questionnaire(programme.questionnaire)) return error;
  if (auto error = check_encoding(programme)) return error;
  if (auto error = check_forest(programme)) return error;
  if (auto error = check_pd_table(programme.pd_table)) return error;
  if (auto error = check_policy(programme.policy, programme.questionnaire)) return error;
  if (auto error = check_other_programme(programme)) return error;
  return check_reference(programme);
}

}  // namespace prescore
