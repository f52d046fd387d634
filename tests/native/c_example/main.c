/* decide MODEL QUESTION=TEXT ...: the decision on one applicant, with its reasons. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "prescore/prescore.h"

#define MAX_ANSWERS 32
/* Room for question_count + answer_count issues is always enough. */
#define MAX_ISSUES (PRESCORE_MAX_QUESTIONS + MAX_ANSWERS)

/* Opens the model at `path`, or says why not and returns NULL. */
static struct PrescoreModel* open_model(const char* path) {
  static unsigned char bytes[1 << 20];
  struct PrescoreModel* model = NULL;
  struct PrescoreModelError error;
  size_t size;
  FILE* file = fopen(path, "rb");
  if (file == NULL) {
    perror(path);
    return NULL;
  }
  size = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  if (prescore_open(bytes, size, &model, &error) == PRESCORE_BAD_MODEL) {
    fprintf(stderr, "not a model: %s\n", prescore_model_error_meaning(error.code));
  }
  return model;
}

static void print_decision(const struct PrescoreModel* model, const struct PrescoreDecision* decision,
                           const struct PrescoreReasons* reasons) {
  printf("outcome %s\n", prescore_outcome_name(decision->outcome));
  printf("basis %s\n", prescore_basis_name(decision->basis));
  if (decision->pd_ppm != PRESCORE_NONE) printf("pd_ppm %ld\n", (long)decision->pd_ppm);
  for (size_t offer = 0; offer < prescore_offer_count(model); ++offer) {
    if ((decision->offers >> offer & 1U) != 0) printf("offer %s\n", prescore_offer_id(model, offer));
  }
  for (uint32_t reason = 0; reason < reasons->against_count; ++reason) {
    const char* const* codes = reasons->against[reason];
    printf("against %s%s%s\n", codes[0], codes[1] == NULL ? "" : " ", codes[1] == NULL ? "" : codes[1]);
  }
}

int main(int count, char** arguments) {
  struct PrescoreAnswer answers[MAX_ANSWERS];
  struct PrescoreIssue issues[MAX_ISSUES];
  struct PrescoreDecision decision;
  struct PrescoreReasons reasons;
  size_t answer_count = 0;
  size_t issue_count = 0;
  int32_t status;
  struct PrescoreModel* model = count > 1 ? open_model(arguments[1]) : NULL;
  if (model == NULL) return 2;

  for (int index = 2; index < count && answer_count < MAX_ANSWERS; ++index) {
    const char* split = strchr(arguments[index], '=');
    if (split == NULL) continue;
    answers[answer_count].question = arguments[index];
    answers[answer_count].question_size = (size_t)(split - arguments[index]);
    answers[answer_count].text = split + 1;
    answers[answer_count].text_size = PRESCORE_NUL_TERMINATED;
    answers[answer_count].confirmed = 0;
    ++answer_count;
  }

  status = prescore_evaluate_with_reasons(model, answers, answer_count, &decision, &reasons, NULL, 0, issues,
                                          MAX_ISSUES, &issue_count);
  if (status == PRESCORE_OK) {
    print_decision(model, &decision, &reasons);
  } else if (status == PRESCORE_HAS_ISSUES) {
    for (size_t index = 0; index < issue_count; ++index) printf("issue %s\n", prescore_issue_name(issues[index].code));
  } else {
    fprintf(stderr, "%s\n", prescore_status_name(status));
  }
  prescore_close(model);
  return status == PRESCORE_OK ? 0 : 1;
}
