/* The codes of the C interface, and their names. Included by prescore.h. C99 and C++.
 *
 * The numbers are stable: none changes its meaning within one ABI version, and new ones may be added at the end of a
 * list. So treat a code that you do not know as "other", never as one of the known ones. */
#ifndef PRESCORE_C_CODES_H
#define PRESCORE_C_CODES_H

#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)
#define PRESCORE_API __attribute__((visibility("default")))
#else
#define PRESCORE_API
#endif

#ifdef __cplusplus
#define PRESCORE_NOEXCEPT noexcept
extern "C" {
#else
#define PRESCORE_NOEXCEPT
#endif

/* What a function returns. Unless its comment says otherwise, a function that does not return PRESCORE_OK has written
 * nothing. */
enum PrescoreStatus {
  /* Done. */
  PRESCORE_OK = 0,
  /* A pointer that must point to something is NULL. */
  PRESCORE_NULL_POINTER = 1,
  /* A place is beyond the end of its list, or a count is larger than the function takes. */
  PRESCORE_BAD_INDEX = 2,
  /* An array has fewer entries than the function needs, or not a whole number of rows. */
  PRESCORE_BAD_SIZE = 3,
  /* The bytes are not a model: the PrescoreModelError says why. */
  PRESCORE_BAD_MODEL = 4,
  /* The applicant's answers have issues: the list of issues says which. */
  PRESCORE_HAS_ISSUES = 5,
  /* A value of a row is neither in its question's range nor PRESCORE_MISSING. */
  PRESCORE_BAD_VALUE = 6,
  /* The training data held no such answers, so there is no score to explain. */
  PRESCORE_NOT_COVERED = 7
};

/* What can be wrong with one answer. prescore_issue_meaning says it in a sentence. */
enum PrescoreIssueCode {
  PRESCORE_ISSUE_MISSING_ANSWER = 0,
  PRESCORE_ISSUE_UNKNOWN_OPTION = 1,
  PRESCORE_ISSUE_NOT_A_NUMBER = 2,
  PRESCORE_ISSUE_NOT_WHOLE = 3,
  PRESCORE_ISSUE_BELOW_MINIMUM = 4,
  PRESCORE_ISSUE_ABOVE_MAXIMUM = 5,
  PRESCORE_ISSUE_UNKNOWN_QUESTION = 6,
  PRESCORE_ISSUE_DUPLICATE_QUESTION = 7,
  PRESCORE_ISSUE_IMPLAUSIBLY_LOW = 8,
  PRESCORE_ISSUE_IMPLAUSIBLY_HIGH = 9,
  PRESCORE_ISSUE_LOOKS_LIKE_A_YEAR = 10,
  PRESCORE_ISSUE_NOT_FROM_APPLICANT = 11
};

/* The programme itself, a safer offer, or a person who decides. A programme whose policy is final gives
 * PRESCORE_APPROVAL instead of PRESCORE_LIKELY_APPROVAL. */
enum PrescoreOutcome {
  PRESCORE_LIKELY_APPROVAL = 0,
  PRESCORE_ALTERNATIVE_OFFER = 1,
  PRESCORE_MANUAL_REVIEW = 2,
  PRESCORE_APPROVAL = 3
};

/* What the outcome rests on: the probability of default, a rule of the programme, or answers that the training data
 * did not hold. No function of this interface returns the last one, which is the bank's service's. */
enum PrescoreBasis {
  PRESCORE_BASIS_RISK = 0,
  PRESCORE_BASIS_ELIGIBILITY = 1,
  PRESCORE_BASIS_NOT_COVERED = 2,
  PRESCORE_BASIS_NO_CLIENT_DATA = 3
};

enum PrescoreQuestionKind { PRESCORE_NUMBER = 0, PRESCORE_CHOICE = 1 };

/* Names and meanings. Each takes a code of its kind and returns a text in ASCII, such as "likely_approval", that lives
 * for ever; NULL where the code is unknown. Names are those of JSON, CSV and TypeScript. Meanings are for engineers;
 * the words for applicants are the programme's own texts. */
PRESCORE_API const char* prescore_status_name(int32_t status) PRESCORE_NOEXCEPT;
PRESCORE_API const char* prescore_issue_name(int32_t code) PRESCORE_NOEXCEPT;
PRESCORE_API const char* prescore_issue_meaning(int32_t code) PRESCORE_NOEXCEPT;
PRESCORE_API const char* prescore_outcome_name(int32_t outcome) PRESCORE_NOEXCEPT;
PRESCORE_API const char* prescore_basis_name(int32_t basis) PRESCORE_NOEXCEPT;
/* For `code` and `section` of a PrescoreModelError. */
PRESCORE_API const char* prescore_model_error_name(int32_t code) PRESCORE_NOEXCEPT;
PRESCORE_API const char* prescore_model_error_meaning(int32_t code) PRESCORE_NOEXCEPT;
PRESCORE_API const char* prescore_section_name(int32_t section) PRESCORE_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
