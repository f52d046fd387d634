// The C interface: what it says of a model and of codes, and that no null pointer and no broken model harms it.
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "prescore/prescore.h"
#include "support/c_model.hpp"
#include "support/packer.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::Bytes;
using test::good_texts;
using test::ModelHandle;
using test::open_packed;
using test::packed_file_of;
using test::small_programme;

TEST(CInterface, DescribesAModel) {
  const ModelHandle model = open_packed(small_programme());
  EXPECT_EQ(prescore_abi_version(), std::uint32_t{PRESCORE_ABI_VERSION});
  EXPECT_STREQ(prescore_programme_id(model.get()), small_programme().id.c_str());
  ASSERT_EQ(prescore_question_count(model.get()), 4U);
  PrescoreQuestion income{};
  ASSERT_EQ(prescore_get_question(model.get(), test::kIncome, &income), PRESCORE_OK);
  EXPECT_STREQ(income.id, "income");
  EXPECT_EQ(income.kind, PRESCORE_NUMBER);
  EXPECT_EQ(income.option_count, 0U);
  EXPECT_EQ(income.minimum, 1);
  EXPECT_EQ(income.maximum, 100'000'000);
  EXPECT_EQ(income.decimals, small_programme().questionnaire.questions[test::kIncome].decimals);
  EXPECT_STREQ(income.unit, small_programme().questionnaire.questions[test::kIncome].unit.c_str());
  PrescoreQuestion education{};
  ASSERT_EQ(prescore_get_question(model.get(), test::kEducation, &education), PRESCORE_OK);
  EXPECT_EQ(education.kind, PRESCORE_CHOICE);
  EXPECT_EQ(education.option_count, 3U);
  EXPECT_STREQ(education.unit, "");
  EXPECT_STREQ(prescore_option_id(model.get(), test::kEducation, 2), "degree");
  ASSERT_EQ(prescore_offer_count(model.get()), 3U);
  EXPECT_STREQ(prescore_offer_id(model.get(), 2), "debit_card");
}

TEST(CInterface, HasNothingBeyondTheEndOfAList) {
  const ModelHandle model = open_packed(small_programme());
  PrescoreQuestion question{};
  EXPECT_EQ(prescore_get_question(model.get(), 4, &question), PRESCORE_BAD_INDEX);
  EXPECT_EQ(prescore_option_id(model.get(), test::kEducation, 3), nullptr);
  EXPECT_EQ(prescore_option_id(model.get(), test::kAge, 0), nullptr);
  EXPECT_EQ(prescore_option_id(model.get(), 4, 0), nullptr);
  EXPECT_EQ(prescore_offer_id(model.get(), 3), nullptr);
}

TEST(CInterface, NamesEveryCodeAndNoOther) {
  EXPECT_STREQ(prescore_issue_name(PRESCORE_ISSUE_ABOVE_MAXIMUM), "above_maximum");
  EXPECT_STREQ(prescore_issue_meaning(PRESCORE_ISSUE_NOT_A_NUMBER), "the text is not one number");
  EXPECT_STREQ(prescore_outcome_name(PRESCORE_MANUAL_REVIEW), "manual_review");
  EXPECT_STREQ(prescore_basis_name(PRESCORE_BASIS_NOT_COVERED), "not_covered");
  EXPECT_STREQ(prescore_model_error_name(0), "not_a_model");
  EXPECT_STREQ(prescore_model_error_meaning(4), "the file or a section ends too early");
  EXPECT_STREQ(prescore_section_name(6), "reference");
  EXPECT_STREQ(prescore_status_name(PRESCORE_OK), "ok");
  EXPECT_STREQ(prescore_status_name(PRESCORE_NOT_COVERED), "not_covered");
  EXPECT_EQ(prescore_status_name(PRESCORE_NOT_COVERED + 1), nullptr);
  for (const std::int32_t unknown : {-1, 100, INT32_MIN, INT32_MAX}) {
    EXPECT_EQ(prescore_status_name(unknown), nullptr);
    EXPECT_EQ(prescore_issue_name(unknown), nullptr);
    EXPECT_EQ(prescore_issue_meaning(unknown), nullptr);
    EXPECT_EQ(prescore_outcome_name(unknown), nullptr);
    EXPECT_EQ(prescore_basis_name(unknown), nullptr);
    EXPECT_EQ(prescore_model_error_name(unknown), nullptr);
    EXPECT_EQ(prescore_model_error_meaning(unknown), nullptr);
    EXPECT_EQ(prescore_section_name(unknown), nullptr);
  }
  // One beyond each list.
  EXPECT_EQ(prescore_issue_name(12), nullptr);
  EXPECT_EQ(prescore_outcome_name(4), nullptr);
  EXPECT_EQ(prescore_basis_name(4), nullptr);
  EXPECT_EQ(prescore_model_error_name(19), nullptr);
  EXPECT_EQ(prescore_section_name(8), nullptr);
}

TEST(CInterface, RefusesEveryTruncatedModelAndSaysWhy) {
  const Bytes bytes = packed_file_of(small_programme());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    // A copy of just this size, so that the sanitizers see a read beyond it.
    const std::vector<std::uint8_t> part(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    const std::uint8_t none = 0;
    auto* model = reinterpret_cast<PrescoreModel*>(1);
    PrescoreModelError error{-1, -1, 0, 0};
    ASSERT_EQ(prescore_open(size == 0 ? &none : part.data(), size, &model, &error), PRESCORE_BAD_MODEL) << size;
    ASSERT_EQ(model, nullptr);
    ASSERT_NE(prescore_model_error_name(error.code), nullptr);
    ASSERT_NE(prescore_section_name(error.section), nullptr);
    ASSERT_LE(error.offset, size);
  }
}

TEST(CInterface, TellsANullPointerFromEverythingElse) {
  const Bytes bytes = packed_file_of(small_programme());
  PrescoreModel* opened = nullptr;
  EXPECT_EQ(prescore_open(nullptr, 10, &opened, nullptr), PRESCORE_NULL_POINTER);
  EXPECT_EQ(prescore_open(bytes.data(), bytes.size(), nullptr, nullptr), PRESCORE_NULL_POINTER);
  prescore_close(nullptr);
  EXPECT_EQ(prescore_programme_id(nullptr), nullptr);
  EXPECT_EQ(prescore_question_count(nullptr), 0U);
  EXPECT_EQ(prescore_offer_count(nullptr), 0U);
  EXPECT_EQ(prescore_option_id(nullptr, 0, 0), nullptr);
  EXPECT_EQ(prescore_offer_id(nullptr, 0), nullptr);

  const ModelHandle handle = open_packed(small_programme());
  const PrescoreModel* model = handle.get();
  PrescoreQuestion question{};
  EXPECT_EQ(prescore_get_question(nullptr, 0, &question), PRESCORE_NULL_POINTER);
  EXPECT_EQ(prescore_get_question(model, 0, nullptr), PRESCORE_NULL_POINTER);

  PrescoreDecision decision{};
  PrescoreReasons reasons{};
  std::size_t issues = 0;
  const auto texts = good_texts();
  EXPECT_EQ(prescore_evaluate(nullptr, texts.data(), 4, &decision, nullptr, 0, &issues), PRESCORE_NULL_POINTER);
  EXPECT_EQ(prescore_evaluate(model, nullptr, 4, &decision, nullptr, 0, &issues), PRESCORE_NULL_POINTER);
  EXPECT_EQ(prescore_evaluate(model, texts.data(), 4, nullptr, nullptr, 0, &issues), PRESCORE_NULL_POINTER);
  EXPECT_EQ(prescore_evaluate(model, texts.data(), 4, &decision, nullptr, 1, &issues), PRESCORE_NULL_POINTER);
  EXPECT_EQ(prescore_evaluate(model, texts.data(), 4, &decision, nullptr, 0, nullptr), PRESCORE_NULL_POINTER);
  const PrescoreAnswer no_text{"age", 3, nullptr, 2};
  EXPECT_EQ(prescore_evaluate(model, &no_text, 1, &decision, nullptr, 0, &issues), PRESCORE_NULL_POINTER);
  const PrescoreAnswer no_question{nullptr, PRESCORE_NUL_TERMINATED, "40", 2};
  EXPECT_EQ(prescore_evaluate(model, &no_question, 1, &decision, nullptr, 0, &issues), PRESCORE_NULL_POINTER);
  EXPECT_EQ(prescore_evaluate_with_reasons(model, texts.data(), 4, &decision, nullptr, nullptr, 0, nullptr, 0, &issues),
            PRESCORE_NULL_POINTER);
  EXPECT_EQ(prescore_evaluate_with_reasons(model, texts.data(), 4, nullptr, &reasons, nullptr, 0, nullptr, 0, &issues),
            PRESCORE_NULL_POINTER);

  const std::array<std::int32_t, 4> row{40, 50'000, 1, 0};
  PrescoreExplanation explanation{};
  std::array<std::int64_t, 4> parts{};
  EXPECT_EQ(prescore_decide_rows(nullptr, row.data(), 4, 1, nullptr, nullptr, nullptr, nullptr, nullptr),
            PRESCORE_NULL_POINTER);
  EXPECT_EQ(prescore_decide_rows(model, nullptr, 4, 1, nullptr, nullptr, nullptr, nullptr, nullptr),
            PRESCORE_NULL_POINTER);
  EXPECT_EQ(prescore_explain_row(nullptr, row.data(), 4, &explanation, parts.data(), 4), PRESCORE_NULL_POINTER);
  EXPECT_EQ(prescore_explain_row(model, nullptr, 4, &explanation, parts.data(), 4), PRESCORE_NULL_POINTER);
  EXPECT_EQ(prescore_explain_row(model, row.data(), 4, nullptr, parts.data(), 4), PRESCORE_NULL_POINTER);
  EXPECT_EQ(prescore_explain_row(model, row.data(), 4, &explanation, nullptr, 4), PRESCORE_NULL_POINTER);
}

}  // namespace
}  // namespace prescore
