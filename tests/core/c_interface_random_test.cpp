// The C interface says what the C++ one says: on random programmes, and from many threads at once.
#include <gtest/gtest.h>

#include <atomic>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "prescore/evaluate.hpp"
#include "prescore/prescore.h"
#include "support/c_model.hpp"
#include "support/random_programme.hpp"

namespace prescore {
namespace {

using test::ModelHandle;
using test::open_packed;

/// What a person would type for each value: plain numbers and option ids.
std::vector<std::string> texts_of(const Programme& programme, const Applicant& applicant) {
  std::vector<std::string> texts;
  for (std::size_t index = 0; index < programme.questionnaire.questions.size(); ++index) {
    const Question& question = programme.questionnaire.questions[index];
    const std::int32_t value = applicant.values[index];
    if (value == kMissing) {
      texts.emplace_back();
    } else if (question.kind == QuestionKind::choice) {
      texts.push_back(question.options[static_cast<std::size_t>(value)].id);
    } else {
      std::string digits = std::to_string(std::abs(std::int64_t{value}));
      while (digits.size() <= question.decimals) digits.insert(0, "0");
      if (question.decimals > 0) digits.insert(digits.size() - question.decimals, ".");
      texts.push_back((value < 0 ? "-" : "") + digits);
    }
  }
  return texts;
}

void expect_same(const PrescoreDecision& actual, const Decision& expected) {
  ASSERT_EQ(actual.outcome, static_cast<std::int32_t>(expected.outcome));
  ASSERT_EQ(actual.basis, static_cast<std::int32_t>(expected.basis));
  ASSERT_EQ(actual.questions, expected.questions);
  ASSERT_EQ(actual.offers, expected.offers);
  ASSERT_EQ(actual.pd_ppm, expected.pd_ppm.value_or(PRESCORE_NONE));
}

void expect_same(const PrescoreReasons& actual, const Programme& programme, const ExplainedDecision& expected) {
  const auto code = [&](QuestionSet left) {
    const auto question = static_cast<std::size_t>(std::countr_zero(left));
    return factor_code(programme, question, expected.applicant.values[question]);
  };
  ASSERT_EQ(actual.against_count, expected.reasons.against.size());
  for (std::size_t index = 0; index < actual.against_count; ++index) {
    const QuestionSet reason = expected.reasons.against[index];
    ASSERT_EQ(actual.against[index][0], code(reason));
    const QuestionSet other = reason & (reason - 1);
    ASSERT_EQ(actual.against[index][1] == nullptr, other == 0);
    if (other != 0) {
      ASSERT_EQ(actual.against[index][1], code(other));
    }
  }
  ASSERT_EQ(actual.in_favour_count, expected.reasons.in_favour.size());
  for (std::size_t index = 0; index < actual.in_favour_count; ++index) {
    ASSERT_EQ(actual.in_favour[index], code(expected.reasons.in_favour[index]));
  }
  ASSERT_EQ(actual.help == nullptr, !expected.reasons.help.has_value());
  if (actual.help == nullptr) return;
  const Help& help = *expected.reasons.help;
  ASSERT_EQ(actual.help, change_code(programme.questionnaire.questions[help.question], help.answer));
  ASSERT_EQ(actual.help_changes_outcome, help.changes_outcome ? 1 : 0);
}

/// One applicant by texts, by a row, and explained.
void compare(const PrescoreModel* model, const Programme& programme, const Explainer& explainer,
             const Applicant& applicant) {
  const auto& questions = programme.questionnaire.questions;
  const std::vector<std::string> texts = texts_of(programme, applicant);
  std::vector<Answer> answers;
  std::vector<PrescoreAnswer> given;
  for (std::size_t index = 0; index < questions.size(); ++index) {
    const bool is_confirmed = index % 2 == 0;
    answers.push_back({questions[index].id, texts[index], is_confirmed});
    given.push_back({questions[index].id.c_str(), PRESCORE_NUL_TERMINATED, texts[index].data(), texts[index].size(),
                     is_confirmed ? 1 : 0});
  }
  const auto expected = evaluate_with_reasons(programme, explainer, answers);
  PrescoreDecision decision{};
  PrescoreReasons reasons{};
  std::vector<std::int32_t> row(questions.size());
  std::vector<PrescoreIssue> issues(2 * questions.size());
  std::size_t count = 0;
  const std::int32_t status =
      prescore_evaluate_with_reasons(model, given.data(), given.size(), &decision, &reasons, row.data(), row.size(),
                                     issues.data(), issues.size(), &count);
  if (!expected.ok()) {
    ASSERT_EQ(status, PRESCORE_HAS_ISSUES);
    ASSERT_EQ(count, expected.error().size());
    for (std::size_t index = 0; index < count; ++index) {
      ASSERT_EQ(issues[index].code, static_cast<std::int32_t>(expected.error()[index].code));
    }
  } else {
    ASSERT_EQ(status, PRESCORE_OK);
    ASSERT_NO_FATAL_FAILURE(expect_same(decision, expected.value().decision));
    ASSERT_NO_FATAL_FAILURE(expect_same(reasons, programme, expected.value()));
    for (std::size_t index = 0; index < row.size(); ++index) ASSERT_EQ(row[index], applicant.values[index]);
  }
  for (std::size_t index = 0; index < row.size(); ++index) row[index] = applicant.values[index];
  PrescoreExplanation explanation{};
  std::vector<std::int64_t> contributions(row.size());
  const Features features = encode(programme.questionnaire, programme.encoding, applicant);
  const std::int32_t explained =
      prescore_explain_row(model, row.data(), row.size(), &explanation, contributions.data(), contributions.size());
  ASSERT_EQ(explained, features.not_covered == 0 ? PRESCORE_OK : PRESCORE_NOT_COVERED);
  if (explained != PRESCORE_OK) return;
  const Explanation exact = explainer.explain(features);
  ASSERT_EQ(explanation.score, exact.score);
  ASSERT_EQ(explanation.reference_score, exact.reference_score);
  ASSERT_EQ(explanation.denominator, exact.denominator);
  for (std::size_t index = 0; index < row.size(); ++index) ASSERT_EQ(contributions[index], exact.contributions[index]);
}

/// All applicants at once, as rows.
void compare_rows(const PrescoreModel* model, const Programme& programme, const std::vector<Applicant>& applicants) {
  const std::size_t questions = programme.questionnaire.questions.size();
  std::vector<std::int32_t> values;
  for (const Applicant& applicant : applicants) {
    values.insert(values.end(), applicant.values.begin(),
                  applicant.values.begin() + static_cast<std::ptrdiff_t>(questions));
  }
  std::vector<std::int32_t> outcomes(applicants.size());
  std::vector<std::int32_t> bases(applicants.size());
  std::vector<std::uint32_t> offers(applicants.size());
  std::vector<std::int32_t> pds(applicants.size());
  ASSERT_EQ(prescore_decide_rows(model, values.data(), values.size(), applicants.size(), outcomes.data(), bases.data(),
                                 offers.data(), pds.data(), nullptr),
            PRESCORE_OK);
  for (std::size_t row = 0; row < applicants.size(); ++row) {
    const Decision expected = decide(programme, applicants[row]);
    ASSERT_EQ(outcomes[row], static_cast<std::int32_t>(expected.outcome)) << row;
    ASSERT_EQ(bases[row], static_cast<std::int32_t>(expected.basis)) << row;
    ASSERT_EQ(offers[row], expected.offers) << row;
    ASSERT_EQ(pds[row], expected.pd_ppm.value_or(PRESCORE_NONE)) << row;
  }
}

TEST(CInterface, AgreesWithCppOnRandomProgrammes) {
  test::Random random(14);
  for (int round = 0; round < 100; ++round) {
    const Programme programme = test::random_programme(random);
    const ModelHandle model = open_packed(programme);
    ASSERT_NE(model, nullptr);
    const Explainer explainer(programme.forest, programme.reference);
    std::vector<Applicant> applicants;
    for (int row = 0; row < 20; ++row) {
      applicants.push_back(row % 2 == 0 ? test::random_covered_applicant(programme, random)
                                        : test::random_applicant(programme, random));
      ASSERT_NO_FATAL_FAILURE(compare(model.get(), programme, explainer, applicants.back())) << round;
    }
    // More than one block of rows, and not a whole number of them.
    while (applicants.size() < 600) applicants.push_back(test::random_applicant(programme, random));
    ASSERT_NO_FATAL_FAILURE(compare_rows(model.get(), programme, applicants)) << round;
  }
}

#ifndef __EMSCRIPTEN__
TEST(CInterface, AgreesWithCppFromManyThreadsAtOnce) {
  test::Random random(15);
  for (int round = 0; round < 20; ++round) {
    const Programme programme = test::random_programme(random);
    const ModelHandle model = open_packed(programme);
    const Explainer explainer(programme.forest, programme.reference);
    std::vector<Applicant> applicants;
    for (int row = 0; row < 50; ++row) applicants.push_back(test::random_covered_applicant(programme, random));
    std::atomic<int> waiting = 4;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&] {
        // All at once: the first calls on a model race to prepare its tables.
        --waiting;
        while (waiting > 0) std::this_thread::yield();
        compare_rows(model.get(), programme, applicants);
        for (const Applicant& applicant : applicants) compare(model.get(), programme, explainer, applicant);
      });
    }
    for (std::thread& thread : threads) thread.join();
    ASSERT_FALSE(HasFatalFailure()) << round;
  }
}
#endif

}  // namespace
}  // namespace prescore
