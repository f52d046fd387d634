#include <cstddef>
#include <optional>
#include <string>

#include "check_rules.hpp"
#include "prescore/check.hpp"

namespace prescore {
namespace {

using Code = ModelErrorCode;

std::optional<Code> judge_rule(const EligibilityRule& rule, const Questionnaire& questionnaire) noexcept {
  if (rule.question >= questionnaire.questions.size()) return Code::out_of_range;
  const Question& question = questionnaire.questions[rule.question];
  if (question.kind != QuestionKind::number) return Code::out_of_range;
  if (rule.minimum > rule.maximum) return Code::contradictory_policy;
  if (rule.minimum < question.minimum || rule.maximum > question.maximum) return Code::out_of_range;
  return std::nullopt;
}

std::optional<Code> judge_offer(const Policy& policy, const Questionnaire& questionnaire, std::size_t index) noexcept {
  const auto& offers = policy.offers;
  if (const auto code = judge_id(offers, index)) return code;
  const Offer& offer = offers[index];
  if (offer.maximum_pd_ppm < 0 || offer.maximum_pd_ppm > kWholePpm) return Code::out_of_range;
  if (index > 0 && offer.maximum_pd_ppm < offers[index - 1].maximum_pd_ppm) return Code::contradictory_policy;
  for (const EligibilityRule& rule : offer.eligibility) {
    if (const auto code = judge_rule(rule, questionnaire)) return code;
  }
  return std::nullopt;
}

std::optional<Code> judge_change(const RealisticChange& change, const Questionnaire& questionnaire) noexcept {
  if (change.question >= questionnaire.questions.size()) return Code::out_of_range;
  const Question& question = questionnaire.questions[change.question];
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

std::optional<ModelError> check_changes(const Policy& policy, const Questionnaire& questionnaire) noexcept {
  const auto& changes = policy.what_would_help.changes;
  const std::size_t offers = policy.offers.size();
  if (changes.size() > kMaxChanges) return refuse(Code::inconsistent_count, Section::policy, offers + kMaxChanges);
  for (std::size_t index = 0; index < changes.size(); ++index) {
    if (const auto code = judge_change(changes[index], questionnaire)) {
      return refuse(*code, Section::policy, offers + index);
    }
  }
  return std::nullopt;
}

std::optional<ModelError> check_without_client_data(const Policy& policy, const Questionnaire& questionnaire) noexcept {
  const std::size_t place = policy.offers.size() + policy.what_would_help.changes.size();
  if (policy.without_client_data.has_value() != questionnaire.asks_the_bank()) {
    return refuse(Code::contradictory_policy, Section::policy, place);
  }
  if (!policy.without_client_data) return std::nullopt;
  const std::string& programme = policy.without_client_data->programme;
  return programme.empty() || is_name(programme) ? std::nullopt : refuse(Code::malformed_name, Section::policy, place);
}

}  // namespace

std::optional<ModelError> check_policy(const Policy& policy, const Questionnaire& questionnaire) noexcept {
  const auto& offers = policy.offers;
  if (offers.empty() || offers.size() > kMaxOffers) {
    return refuse(Code::inconsistent_count, Section::policy, offers.empty() ? 0 : kMaxOffers);
  }
  for (std::size_t index = 0; index < offers.size(); ++index) {
    if (const auto code = judge_offer(policy, questionnaire, index)) return refuse(*code, Section::policy, index);
  }
  if (offers.back().maximum_pd_ppm != kWholePpm) {
    return refuse(Code::contradictory_policy, Section::policy, offers.size() - 1);
  }
  if (auto error = check_changes(policy, questionnaire)) return error;
  return check_without_client_data(policy, questionnaire);
}

}  // namespace prescore
