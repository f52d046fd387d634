// Models that Prescore 0.1 packed: they are read as they are, and decide as they did.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "prescore/evaluate.hpp"
#include "prescore/packed.hpp"
#include "support/read_file.hpp"

namespace prescore {
namespace {

std::vector<std::uint8_t> bytes_of(const char* name) {
  const std::string text = test::read_file((std::string(PRESCORE_FORMAT_1_FOLDER) + "/" + name).c_str());
  return {text.begin(), text.end()};
}

TEST(FormatOne, GivesTheQuestionnaireWithItsColumnsAndCells) {
  const auto loaded = read_packed(bytes_of("tiny.bin"));
  ASSERT_TRUE(loaded.ok()) << name(loaded.error().code);
  const Questionnaire& questionnaire = loaded.value().questionnaire;
  ASSERT_EQ(questionnaire.questions.size(), 2U);
  EXPECT_TRUE(questionnaire.has_data());
  const Question& age = questionnaire.questions[0];
  EXPECT_EQ(age.columns, std::vector<std::string>{"age"});
  EXPECT_EQ(age.unit_words, std::vector<std::string>{"y."});
  EXPECT_TRUE(age.scale_words.empty());
  EXPECT_EQ(age.maximum, 99);
  EXPECT_LE(age.plausible_minimum, age.minimum);
  EXPECT_GE(age.plausible_maximum, age.maximum);
  const Question& job = questionnaire.questions[1];
  EXPECT_EQ(job.options[1].rows_of_cells, (std::vector<std::vector<std::string>>{{"0"}}));
  EXPECT_FALSE(job.options[1].any_other);
  EXPECT_FALSE(questionnaire.missing_words);
  const RealisticChange& change = loaded.value().policy.what_would_help.changes[0];
  EXPECT_EQ(change.from, 1);
  EXPECT_EQ(change.to, 0);
}

struct GoldenCase {
  std::vector<Answer> answers;
  Outcome outcome;
  std::int32_t pd_ppm;
};

TEST(FormatOne, DecidesAsBefore) {
  const auto loaded = read_packed(bytes_of("instant-card.bin"));
  ASSERT_TRUE(loaded.ok()) << name(loaded.error().code);
  const auto answers = [](const char* age, const char* income, const char* car) {
    return std::vector<Answer>{{"age", age},          {"income", income}, {"education", "higher"},
                               {"stable_job", "yes"}, {"car", car},       {"foreign_passport", "yes"}};
  };
  const std::vector<Answer> risky = {{"age", "24"},        {"income", "9000"}, {"education", "school"},
                                     {"stable_job", "no"}, {"car", "none"},    {"foreign_passport", "no"}};
  for (const GoldenCase& known : {GoldenCase{answers("34", "50 000 руб.", "foreign"), Outcome::likely_approval, 35'164},
                                  GoldenCase{answers("72", "50000", "foreign"), Outcome::likely_approval, 28'876},
                                  GoldenCase{answers("34", "50000", "domestic"), Outcome::likely_approval, 45'179},
                                  GoldenCase{risky, Outcome::alternative_offer, 182'325},
                                  GoldenCase{answers("20", "50000", "foreign"), Outcome::manual_review, -1}}) {
    const auto decision = evaluate(loaded.value(), known.answers);
    ASSERT_TRUE(decision.ok());
    EXPECT_EQ(decision.value().outcome, known.outcome);
    EXPECT_EQ(decision.value().pd_ppm.value_or(-1), known.pd_ppm);
  }
}

TEST(FormatOne, IsRefusedWhereItEndsTooEarlyOrTooLate) {
  std::vector<std::uint8_t> bytes = bytes_of("tiny.bin");
  const auto with_payload = [&](std::vector<std::uint8_t> payload) {
    std::vector<std::uint8_t> file(bytes.begin(), bytes.begin() + 8);
    for (const std::uint32_t word : {static_cast<std::uint32_t>(payload.size()), crc32(payload)}) {
      for (std::uint32_t shift = 0; shift < 32; shift += 8) file.push_back(static_cast<std::uint8_t>(word >> shift));
    }
    file.insert(file.end(), payload.begin(), payload.end());
    return read_packed(file);
  };
  const std::vector<std::uint8_t> payload(bytes.begin() + kPackedHeaderSize, bytes.end());
  EXPECT_TRUE(with_payload(payload).ok());
  for (std::size_t size = 0; size < payload.size(); ++size) {
    const auto loaded = with_payload({payload.begin(), payload.begin() + static_cast<std::ptrdiff_t>(size)});
    ASSERT_FALSE(loaded.ok());
    EXPECT_EQ(name(loaded.error().code), "truncated");
  }
  std::vector<std::uint8_t> longer = payload;
  longer.push_back(0);
  EXPECT_EQ(name(with_payload(longer).error().code), "trailing_bytes");
}

}  // namespace
}  // namespace prescore
