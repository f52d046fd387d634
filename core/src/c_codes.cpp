#include "prescore/c_codes.h"

#include <cstdint>
#include <iterator>
#include <string_view>

#include "prescore/codes.hpp"
#include "prescore/questionnaire.hpp"

namespace prescore {
namespace {

// The numbers of the C interface are the places in the core's tables, checked one by one.
template <typename Code>
constexpr bool is_same(std::int32_t number, Code code) {
  return number == static_cast<std::int32_t>(code);
}
static_assert(is_same(PRESCORE_ISSUE_MISSING_ANSWER, IssueCode::missing_answer));
static_assert(is_same(PRESCORE_ISSUE_UNKNOWN_OPTION, IssueCode::unknown_option));
static_assert(is_same(PRESCORE_ISSUE_NOT_A_NUMBER, IssueCode::not_a_number));
static_assert(is_same(PRESCORE_ISSUE_NOT_WHOLE, IssueCode::not_whole));
static_assert(is_same(PRESCORE_ISSUE_BELOW_MINIMUM, IssueCode::below_minimum));
static_assert(is_same(PRESCORE_ISSUE_ABOVE_MAXIMUM, IssueCode::above_maximum));
static_assert(is_same(PRESCORE_ISSUE_UNKNOWN_QUESTION, IssueCode::unknown_question));
static_assert(is_same(PRESCORE_ISSUE_DUPLICATE_QUESTION, IssueCode::duplicate_question));
static_assert(is_same(PRESCORE_ISSUE_IMPLAUSIBLY_LOW, IssueCode::implausibly_low));
static_assert(is_same(PRESCORE_ISSUE_IMPLAUSIBLY_HIGH, IssueCode::implausibly_high));
static_assert(is_same(PRESCORE_ISSUE_LOOKS_LIKE_A_YEAR, IssueCode::looks_like_a_year));
static_assert(is_same(PRESCORE_ISSUE_NOT_FROM_APPLICANT, IssueCode::not_from_applicant));
static_assert(is_same(PRESCORE_LIKELY_APPROVAL, Outcome::likely_approval));
static_assert(is_same(PRESCORE_ALTERNATIVE_OFFER, Outcome::alternative_offer));
static_assert(is_same(PRESCORE_MANUAL_REVIEW, Outcome::manual_review));
static_assert(is_same(PRESCORE_APPROVAL, Outcome::approval));
static_assert(is_same(PRESCORE_BASIS_RISK, Basis::risk));
static_assert(is_same(PRESCORE_BASIS_ELIGIBILITY, Basis::eligibility));
static_assert(is_same(PRESCORE_BASIS_NOT_COVERED, Basis::not_covered));
static_assert(is_same(PRESCORE_BASIS_NO_CLIENT_DATA, Basis::no_client_data));
static_assert(is_same(PRESCORE_NUMBER, QuestionKind::number) && is_same(PRESCORE_CHOICE, QuestionKind::choice));

#define PRESCORE_NAME(name, meaning) #name,
constexpr const char* kIssueCodes[] = {PRESCORE_ISSUE_CODES(PRESCORE_NAME)};
constexpr const char* kBases[] = {PRESCORE_BASES(PRESCORE_NAME)};
constexpr const char* kModelErrorCodes[] = {PRESCORE_MODEL_ERROR_CODES(PRESCORE_NAME)};
constexpr const char* kSections[] = {PRESCORE_SECTIONS(PRESCORE_NAME)};
#undef PRESCORE_NAME
constexpr std::int32_t kIssueCount = std::size(kIssueCodes);
constexpr std::int32_t kBasisCount = std::size(kBases);
constexpr std::int32_t kModelErrorCount = std::size(kModelErrorCodes);
constexpr std::int32_t kSectionCount = std::size(kSections);
// A code that is added to the core's table must be added to c_codes.h.
static_assert(kIssueCount == PRESCORE_ISSUE_NOT_FROM_APPLICANT + 1);
static_assert(kOutcomeCount == PRESCORE_APPROVAL + 1);
static_assert(kBasisCount == PRESCORE_BASIS_NO_CLIENT_DATA + 1);

template <typename Code>
const char* name_of(std::int32_t code, std::int32_t count) noexcept {
  return code < 0 || code >= count ? nullptr : name(static_cast<Code>(code)).data();
}

template <typename Code>
const char* meaning_of(std::int32_t code, std::int32_t count) noexcept {
  return code < 0 || code >= count ? nullptr : meaning(static_cast<Code>(code)).data();
}

}  // namespace
}  // namespace prescore

const char* prescore_status_name(std::int32_t status) noexcept {
  switch (status) {
    case PRESCORE_OK:
      return "ok";
    case PRESCORE_NULL_POINTER:
      return "null_pointer";
    case PRESCORE_BAD_INDEX:
      return "bad_index";
    case PRESCORE_BAD_SIZE:
      return "bad_size";
    case PRESCORE_BAD_MODEL:
      return "bad_model";
    case PRESCORE_HAS_ISSUES:
      return "has_issues";
    case PRESCORE_BAD_VALUE:
      return "bad_value";
    case PRESCORE_NOT_COVERED:
      return "not_covered";
    default:
      return nullptr;
  }
}

const char* prescore_issue_name(std::int32_t code) noexcept {
  return prescore::name_of<prescore::IssueCode>(code, prescore::kIssueCount);
}

const char* prescore_issue_meaning(std::int32_t code) noexcept {
  return prescore::meaning_of<prescore::IssueCode>(code, prescore::kIssueCount);
}

const char* prescore_outcome_name(std::int32_t outcome) noexcept {
  return prescore::name_of<prescore::Outcome>(outcome, static_cast<std::int32_t>(prescore::kOutcomeCount));
}

const char* prescore_basis_name(std::int32_t basis) noexcept {
  return prescore::name_of<prescore::Basis>(basis, prescore::kBasisCount);
}

const char* prescore_model_error_name(std::int32_t code) noexcept {
  return prescore::name_of<prescore::ModelErrorCode>(code, prescore::kModelErrorCount);
}

const char* prescore_model_error_meaning(std::int32_t code) noexcept {
  return prescore::meaning_of<prescore::ModelErrorCode>(code, prescore::kModelErrorCount);
}

const char* prescore_section_name(std::int32_t section) noexcept {
  return prescore::name_of<prescore::Section>(section, prescore::kSectionCount);
}
