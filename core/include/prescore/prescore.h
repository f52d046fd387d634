/* The C interface of Prescore: open a packed model, ask what it asks, decide, explain. C99 and C++; no exception leaves
 * it. docs/native.md has a whole example.
 *
 * Memory. A model belongs to the caller from prescore_open to prescore_close. Nothing else is owned: results are
 * written into the caller's own memory, and a text that a function returns, or writes the address of, ends with a NUL
 * and lives as long as the model. No function keeps a pointer that it was given. Where memory runs out, the process
 * ends with std::terminate: no function returns then.
 *
 * Threads. There is no global state. A model does not change after prescore_open, so any number of threads may use one
 * at once; only prescore_close must come when no other call is running on it.
 *
 * Errors. Every function that can fail returns a PrescoreStatus. Pointers may be NULL only where it says so; NULL
 * elsewhere gives PRESCORE_NULL_POINTER. An array must have as many entries as the size beside it says: that, and that
 * a model was opened and is not closed, is all that cannot be checked here. */
#ifndef PRESCORE_PRESCORE_H
#define PRESCORE_PRESCORE_H

#include <stddef.h>
#include <stdint.h>

#include "prescore/c_codes.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of this header. Compare with prescore_abi_version(): a different number is a different interface. */
#define PRESCORE_ABI_VERSION 2

/* A row's value where an answer is missing. */
#define PRESCORE_MISSING INT32_MIN
/* As the size of a text: it ends with a NUL. */
#define PRESCORE_NUL_TERMINATED SIZE_MAX
/* Where there is no question, no answer, or no probability. */
#define PRESCORE_NONE (-1)
/* A model has at most so many questions, and so many offers: their sets fit 32 bits. */
#define PRESCORE_MAX_QUESTIONS 32
#define PRESCORE_MAX_OFFERS 32
/* A decision has at most so many reasons of each kind. */
#define PRESCORE_MAX_REASONS 4
/* An evaluation takes at most so many answers. */
#define PRESCORE_MAX_ANSWERS 65536

struct PrescoreModel;

/* Why bytes are not a model: the first rule that they break. */
struct PrescoreModelError {
  int32_t code;
  int32_t section;
  /* The question, tree, knot or offer within the section, from 0. */
  uint32_t index;
  /* The byte at which reading stopped. */
  uint32_t offset;
};

struct PrescoreQuestion {
  /* [a-z0-9_-]{1,64} */
  const char* id;
  /* PrescoreQuestionKind */
  int32_t kind;
  /* A choice: how many options, 2 to 1024, each named by prescore_option_id. A number: 0. */
  uint32_t option_count;
  /* The rest is of a number; of a choice it is "" and 0. All values are scaled by 10^decimals: with 2 decimals 12.50 is
   * 1250. The range is closed. */
  const char* unit;
  uint32_t decimals;
  int32_t minimum;
  int32_t maximum;
};

/* One answer as it came. Any bytes are safe. Sizes are in bytes, or PRESCORE_NUL_TERMINATED. A text of size 0 may be
 * NULL, and is a missing answer. */
struct PrescoreAnswer {
  const char* question;
  size_t question_size;
  /* UTF-8: a number as people write it, or the id of an option. */
  const char* text;
  size_t text_size;
  /* 1 where the person was asked back about a number that is not plausible, and stands by it; else 0. */
  int32_t confirmed;
};

struct PrescoreIssue {
  int32_t code;
  /* The place of the question in the model; PRESCORE_NONE for unknown_question and duplicate_question. */
  int32_t question;
  /* For these two, the place of the answer in the caller's array; else PRESCORE_NONE. */
  int32_t answer;
  /* The limits of a number question, scaled by 10^decimals; 0 and 0 for all others. */
  int32_t minimum;
  int32_t maximum;
};

struct PrescoreDecision {
  /* PrescoreOutcome */
  int32_t outcome;
  /* PrescoreBasis */
  int32_t basis;
  /* Bit i stands for question i: what the outcome rests on. */
  uint32_t questions;
  /* Bit i stands for offer i; the lowest is the best. 0 for manual review. */
  uint32_t offers;
  /* Probability of default in parts per million, 0 to 1,000,000, or PRESCORE_NONE where an answer is not covered. */
  int32_t pd_ppm;
};

/* Codes such as "income.lower" or "stable_job.no": the keys of the programme's texts. All counts are 0 and `help` is
 * NULL unless the decision's basis is risk. How reasons are chosen: docs/reasons.md. */
struct PrescoreReasons {
  uint32_t against_count;
  uint32_t in_favour_count;
  /* What raised the risk, the largest contribution first. The second code is NULL, except where only two answers
   * together make a reason. */
  const char* against[PRESCORE_MAX_REASONS][2];
  const char* in_favour[PRESCORE_MAX_REASONS];
  /* A change that would lower the risk, such as "stable_job.yes" or "income.rise"; NULL where there is none. */
  const char* help;
  /* 1 where this change would open a better offer, else 0. */
  int32_t help_changes_outcome;
};

/* Exact Shapley values: the sum of all contributions is score - reference_score, to the last digit. All are integers in
 * units of 1 / denominator of the forest's own unit of score. */
struct PrescoreExplanation {
  int64_t score;
  /* The mean score of the reference population. */
  int64_t reference_score;
  int64_t denominator;
};

/* The version of the library: PRESCORE_ABI_VERSION of the header that it was built with. */
PRESCORE_API uint32_t prescore_abi_version(void) PRESCORE_NOEXCEPT;

/* Opens a packed model (what `prescore pack` writes) from `size` bytes and copies what it needs. Every byte is checked.
 * Sets *model, and to NULL where it fails. `error` may be NULL; it is written where the status is PRESCORE_BAD_MODEL.
 * Fails with NULL_POINTER, BAD_MODEL. */
PRESCORE_API int32_t prescore_open(const uint8_t* bytes, size_t size, struct PrescoreModel** model,
                                   struct PrescoreModelError* error) PRESCORE_NOEXCEPT;

/* Gives back a model and all texts of it. NULL is allowed. */
PRESCORE_API void prescore_close(struct PrescoreModel* model) PRESCORE_NOEXCEPT;

/* The programme's id; NULL where `model` is. */
PRESCORE_API const char* prescore_programme_id(const struct PrescoreModel* model) PRESCORE_NOEXCEPT;

/* 1 to PRESCORE_MAX_QUESTIONS, and 1 to PRESCORE_MAX_OFFERS; 0 where `model` is NULL. */
PRESCORE_API size_t prescore_question_count(const struct PrescoreModel* model) PRESCORE_NOEXCEPT;
PRESCORE_API size_t prescore_offer_count(const struct PrescoreModel* model) PRESCORE_NOEXCEPT;

/* Describes a question, from 0, in the order in which they are asked. Fails with NULL_POINTER, BAD_INDEX. */
PRESCORE_API int32_t prescore_get_question(const struct PrescoreModel* model, size_t question,
                                           struct PrescoreQuestion* out) PRESCORE_NOEXCEPT;

/* The ids of an option and of an offer; NULL where `model` is, or where there is none at this place. */
PRESCORE_API const char* prescore_option_id(const struct PrescoreModel* model, size_t question,
                                            size_t option) PRESCORE_NOEXCEPT;
PRESCORE_API const char* prescore_offer_id(const struct PrescoreModel* model, size_t offer) PRESCORE_NOEXCEPT;

/* Decides for one applicant by texts, in any order. Sets *decision, and *issue_count to 0.
 *
 * Where answers have issues, the status is PRESCORE_HAS_ISSUES, *issue_count is the number of issues, and `issues` has
 * all of them: those of questions in the questionnaire's order, then unknown and duplicate questions in the order of
 * the answers. Room for question_count + answer_count issues is always enough. Where `issue_capacity` is smaller than
 * needed, the status is BAD_SIZE, *issue_count is what is needed, and `issues` is not written.
 *
 * `answers` may be NULL where `answer_count` is 0, and `issues` where `issue_capacity` is.
 * Fails with NULL_POINTER, BAD_INDEX (more than PRESCORE_MAX_ANSWERS), BAD_SIZE, HAS_ISSUES. */
PRESCORE_API int32_t prescore_evaluate(const struct PrescoreModel* model, const struct PrescoreAnswer* answers,
                                       size_t answer_count, struct PrescoreDecision* decision,
                                       struct PrescoreIssue* issues, size_t issue_capacity,
                                       size_t* issue_count) PRESCORE_NOEXCEPT;

/* The same; and sets *reasons, and row[q] to the value that was read for question q, where `row` is not NULL.
 * `row_size` must then be the number of questions, else BAD_SIZE. The first call that explains on a model prepares
 * tables for it: memory for nodes times reference people, kept until the model is closed. */
PRESCORE_API int32_t prescore_evaluate_with_reasons(const struct PrescoreModel* model,
                                                    const struct PrescoreAnswer* answers, size_t answer_count,
                                                    struct PrescoreDecision* decision, struct PrescoreReasons* reasons,
                                                    int32_t* row, size_t row_size, struct PrescoreIssue* issues,
                                                    size_t issue_capacity, size_t* issue_count) PRESCORE_NOEXCEPT;

/* Decides for `row_count` applicants by integers, the quickest way. `values` has question_count integers a row, row
 * after row: a number scaled by 10^decimals, the place of an option, or PRESCORE_MISSING. Entry i of each output is of
 * row i; outputs that are not wanted may be NULL. `bad_value` may be NULL.
 * The first call on a model prepares tables for it: up to 32 MiB and 12 bytes a node, kept until the model is closed.
 * Fails with NULL_POINTER; BAD_SIZE where `value_count` is not row_count * question_count; BAD_VALUE, which sets
 * *bad_value to the place in `values` of the first value that its question does not allow. */
PRESCORE_API int32_t prescore_decide_rows(const struct PrescoreModel* model, const int32_t* values, size_t value_count,
                                          size_t row_count, int32_t* outcomes, int32_t* bases, uint32_t* offers,
                                          int32_t* pd_ppm, size_t* bad_value) PRESCORE_NOEXCEPT;

/* Takes apart the score of one row as above. Sets *explanation, and contributions[q] for each question: above zero
 * where its answer raised the risk. Prepares the same tables as prescore_evaluate_with_reasons.
 * Fails with NULL_POINTER, BAD_SIZE (either size is not question_count), BAD_VALUE, NOT_COVERED. */
PRESCORE_API int32_t prescore_explain_row(const struct PrescoreModel* model, const int32_t* row, size_t row_size,
                                          struct PrescoreExplanation* explanation, int64_t* contributions,
                                          size_t contribution_count) PRESCORE_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
