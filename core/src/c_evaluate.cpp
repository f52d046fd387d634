// The C interface's evaluations: arguments are checked here, everything else is the core's.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "c_model.hpp"
#include "prescore/evaluate.hpp"

namespace prescore {
namespace {

static_assert(kMissing == PRESCORE_MISSING);
static_assert(kMaxQuestions == PRESCORE_MAX_QUESTIONS && kMaxOffers == PRESCORE_MAX_OFFERS);
static_assert(kMaxReasons == PRESCORE_MAX_REASONS);

/// Rows that are copied and decided at once: the caller's rows are as long as the questionnaire, the core's are not.
constexpr std::size_t kCopiedBlock = 256;

/// Where issues go.
struct IssueRoom {
  PrescoreIssue* issues;
  std::size_t capacity;
  std::size_t* count;
};

std::string_view text_of(const char* text, std::size_t size) noexcept {
  if (text == nullptr) return {};
  return {text, size == PRESCORE_NUL_TERMINATED ? std::strlen(text) : size};
}

/// Checks the arguments that all evaluations of texts share, and sets `answers` to what they give.
std::int32_t take_answers(const PrescoreModel* model, const PrescoreAnswer* given, std::size_t count,
                          const IssueRoom& room, std::vector<Answer>& answers) {
  if (model == nullptr || room.count == nullptr) return PRESCORE_NULL_POINTER;
  if ((given == nullptr && count > 0) || (room.issues == nullptr && room.capacity > 0)) return PRESCORE_NULL_POINTER;
  if (count > PRESCORE_MAX_ANSWERS) return PRESCORE_BAD_INDEX;
  answers.reserve(count);
  for (const PrescoreAnswer& answer : std::span(given, count)) {
    if ((answer.question == nullptr && answer.question_size > 0) || (answer.text == nullptr && answer.text_size > 0)) {
      return PRESCORE_NULL_POINTER;
    }
    answers.push_back({text_of(answer.question, answer.question_size), text_of(answer.text, answer.text_size),
                       answer.confirmed != 0});
  }
  return PRESCORE_OK;
}

PrescoreIssue described(const Programme& programme, const Issue& issue) noexcept {
  const auto code = static_cast<std::int32_t>(issue.code);
  const auto index = static_cast<std::int32_t>(issue.index);
  if (issue.code == IssueCode::unknown_question || issue.code == IssueCode::duplicate_question) {
    return {code, PRESCORE_NONE, index, 0, 0};
  }
  const Question& question = programme.questionnaire.questions[issue.index];
  return {code, index, PRESCORE_NONE, question.minimum, question.maximum};
}

std::int32_t write_issues(const Programme& programme, const std::vector<Issue>& issues,
                          const IssueRoom& room) noexcept {
  *room.count = issues.size();
  if (issues.size() > room.capacity) return PRESCORE_BAD_SIZE;
  for (std::size_t index = 0; index < issues.size(); ++index) room.issues[index] = described(programme, issues[index]);
  return PRESCORE_HAS_ISSUES;
}

PrescoreDecision described(const Decision& decision) noexcept {
  return {static_cast<std::int32_t>(decision.outcome), static_cast<std::int32_t>(decision.basis), decision.questions,
          decision.offers, decision.pd_ppm.value_or(PRESCORE_NONE)};
}

PrescoreReasons described(const PrescoreModel& model, const ExplainedDecision& explained) noexcept {
  PrescoreReasons reasons{};
  const auto code_of = [&](QuestionSet left) {
    const auto question = static_cast<std::size_t>(std::countr_zero(left));
    return model.factor_code_of(question, explained.applicant.values[question]);
  };
  for (const QuestionSet reason : explained.reasons.against) {
    auto& codes = reasons.against[reasons.against_count++];
    codes[0] = code_of(reason);
    const QuestionSet other = reason & (reason - 1);
    codes[1] = other == 0 ? nullptr : code_of(other);
  }
  for (const QuestionSet reason : explained.reasons.in_favour) {
    reasons.in_favour[reasons.in_favour_count++] = code_of(reason);
  }
  if (const auto& help = explained.reasons.help) {
    reasons.help = model.change_code_of(help->question, help->answer);
    reasons.help_changes_outcome = help->changes_outcome ? 1 : 0;
  }
  return reasons;
}

/// The place of the first value that its question does not allow, or the number of values.
std::size_t find_bad_value(const PrescoreModel& model, std::span<const std::int32_t> values) noexcept {
  std::size_t question = 0;
  for (std::size_t place = 0; place < values.size(); ++place) {
    if (!model.allows(question, values[place])) return place;
    if (++question == model.question_count()) question = 0;
  }
  return values.size();
}

/// What `prescore_decide_rows` fills in; each may be null.
struct RowOutputs {
  std::int32_t* outcomes;
  std::int32_t* bases;
  std::uint32_t* offers;
  std::int32_t* pd_ppm;

  void write(std::size_t row, const BatchDecision& decision) const noexcept {
    if (outcomes != nullptr) outcomes[row] = static_cast<std::int32_t>(decision.choice.outcome);
    if (bases != nullptr) bases[row] = static_cast<std::int32_t>(decision.choice.basis);
    if (offers != nullptr) offers[row] = decision.choice.offers;
    if (pd_ppm != nullptr) pd_ppm[row] = decision.pd_ppm.value_or(PRESCORE_NONE);
  }
};

void decide_rows(const PrescoreModel& model, const std::int32_t* values, std::size_t rows, const RowOutputs& out) {
  const std::size_t questions = model.question_count();
  std::vector<Applicant> applicants(std::min(rows, kCopiedBlock));
  std::array<BatchDecision, kCopiedBlock> decisions;
  for (std::size_t begin = 0; begin < rows; begin += kCopiedBlock) {
    const std::size_t size = std::min(kCopiedBlock, rows - begin);
    for (std::size_t row = 0; row < size; ++row) {
      std::copy_n(values + (begin + row) * questions, questions, applicants[row].values.begin());
    }
    model.decider().decide(std::span(applicants).first(size), std::span(decisions).first(size));
    for (std::size_t row = 0; row < size; ++row) out.write(begin + row, decisions[row]);
  }
}

}  // namespace
}  // namespace prescore

std::int32_t prescore_evaluate(const PrescoreModel* model, const PrescoreAnswer* answers, std::size_t answer_count,
                               PrescoreDecision* decision, PrescoreIssue* issues, std::size_t issue_capacity,
                               std::size_t* issue_count) noexcept {
  const prescore::IssueRoom room{issues, issue_capacity, issue_count};
  std::vector<prescore::Answer> given;
  if (decision == nullptr) return PRESCORE_NULL_POINTER;
  if (const auto status = prescore::take_answers(model, answers, answer_count, room, given)) return status;
  const auto evaluation = prescore::evaluate(model->programme, given);
  if (!evaluation.ok()) return prescore::write_issues(model->programme, evaluation.error(), room);
  *issue_count = 0;
  *decision = prescore::described(evaluation.value());
  return PRESCORE_OK;
}

std::int32_t prescore_evaluate_with_reasons(const PrescoreModel* model, const PrescoreAnswer* answers,
                                            std::size_t answer_count, PrescoreDecision* decision,
                                            PrescoreReasons* reasons, std::int32_t* row, std::size_t row_size,
                                            PrescoreIssue* issues, std::size_t issue_capacity,
                                            std::size_t* issue_count) noexcept {
  const prescore::IssueRoom room{issues, issue_capacity, issue_count};
  std::vector<prescore::Answer> given;
  if (decision == nullptr || reasons == nullptr) return PRESCORE_NULL_POINTER;
  if (const auto status = prescore::take_answers(model, answers, answer_count, room, given)) return status;
  if (row != nullptr && row_size != model->question_count()) return PRESCORE_BAD_SIZE;
  const auto evaluation = prescore::evaluate_with_reasons(model->programme, model->explainer(), given);
  if (!evaluation.ok()) return prescore::write_issues(model->programme, evaluation.error(), room);
  *issue_count = 0;
  *decision = prescore::described(evaluation.value().decision);
  *reasons = prescore::described(*model, evaluation.value());
  if (row != nullptr) std::copy_n(evaluation.value().applicant.values.begin(), row_size, row);
  return PRESCORE_OK;
}

std::int32_t prescore_decide_rows(const PrescoreModel* model, const std::int32_t* values, std::size_t value_count,
                                  std::size_t row_count, std::int32_t* outcomes, std::int32_t* bases,
                                  std::uint32_t* offers, std::int32_t* pd_ppm, std::size_t* bad_value) noexcept {
  if (model == nullptr || (values == nullptr && value_count > 0)) return PRESCORE_NULL_POINTER;
  // Divided, not multiplied: a product could leave the range of size_t and fit by accident.
  const std::size_t questions = model->question_count();
  if (value_count % questions != 0 || value_count / questions != row_count) return PRESCORE_BAD_SIZE;
  const std::size_t bad = prescore::find_bad_value(*model, {values, value_count});
  if (bad < value_count) {
    if (bad_value != nullptr) *bad_value = bad;
    return PRESCORE_BAD_VALUE;
  }
  prescore::decide_rows(*model, values, row_count, {outcomes, bases, offers, pd_ppm});
  return PRESCORE_OK;
}

std::int32_t prescore_explain_row(const PrescoreModel* model, const std::int32_t* row, std::size_t row_size,
                                  PrescoreExplanation* explanation, std::int64_t* contributions,
                                  std::size_t contribution_count) noexcept {
  if (model == nullptr || row == nullptr || explanation == nullptr || contributions == nullptr) {
    return PRESCORE_NULL_POINTER;
  }
  const std::size_t questions = model->question_count();
  if (row_size != questions || contribution_count != questions) return PRESCORE_BAD_SIZE;
  if (prescore::find_bad_value(*model, {row, row_size}) < row_size) return PRESCORE_BAD_VALUE;
  prescore::Applicant applicant;
  std::copy_n(row, row_size, applicant.values.begin());
  const prescore::Programme& programme = model->programme;
  const prescore::Features features = prescore::encode(programme.questionnaire, programme.encoding, applicant);
  if (features.not_covered != 0) return PRESCORE_NOT_COVERED;
  const prescore::Explanation explained = model->explainer().explain(features);
  *explanation = {explained.score, explained.reference_score, explained.denominator};
  std::copy_n(explained.contributions.begin(), questions, contributions);
  return PRESCORE_OK;
}
