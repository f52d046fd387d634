// The packed reader: what a second implementation of the format wrote must come back.
#include "prescore/packed.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "support/packer.hpp"
#include "support/random_programme.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::Bytes;
using test::file_of;
using test::packed_file_of;
using test::payload_before;
using test::small_programme;

TEST(ReadPacked, GivesBackEveryFieldOfTheSmallProgramme) {
  const auto loaded = read_packed(packed_file_of(small_programme()));
  ASSERT_TRUE(loaded.ok()) << name(loaded.error().code);
  const Programme& programme = loaded.value();
  EXPECT_EQ(programme.id, "small-card");
  const Question& income = programme.questionnaire.questions[test::kIncome];
  EXPECT_EQ(income.columns, std::vector<std::string>{"income"});
  EXPECT_EQ(income.unit, "rub_month");
  EXPECT_EQ(income.unit_words, test::money_question().unit_words);
  EXPECT_TRUE(income.money);
  EXPECT_EQ(income.decimals, 0);
  EXPECT_EQ(income.minimum, 1);
  EXPECT_EQ(income.maximum, 100'000'000);
  const Question& education = programme.questionnaire.questions[test::kEducation];
  EXPECT_EQ(education.options[2].id, "degree");
  EXPECT_EQ(education.options[2].rows_of_cells.front(), std::vector<std::string>{"degree"});
  EXPECT_EQ(programme.encoding[test::kIncome].cuts, (std::vector<std::int32_t>{30'000, 90'000}));
  EXPECT_EQ(programme.encoding[test::kIncome].maximum_seen, 1'000'000);
  EXPECT_EQ(programme.encoding[test::kEducation].option_codes, (std::vector<std::uint8_t>{1, 2, 0}));
  EXPECT_TRUE(programme.encoding[test::kJob].missing_seen);
  EXPECT_EQ(programme.forest.leaf_scale, 1000);
  EXPECT_EQ(programme.forest.trees[0].depth, 2U);
  EXPECT_EQ(programme.pd_table.knots[2].pd_ppm, 400'000);
  EXPECT_EQ(programme.policy.offers[1].eligibility[0].maximum, 75);
  EXPECT_FALSE(programme.policy.what_would_help.shown);
  EXPECT_EQ(programme.policy.what_would_help.changes[0].question, test::kJob);
  EXPECT_EQ(programme.policy.what_would_help.changes[0].from, 1);
  EXPECT_EQ(programme.policy.what_would_help.changes[1].rise_percent, 50);
  EXPECT_EQ(programme.reference.answers, (std::vector<std::int32_t>{41, 50'000, 1, 0}));
  EXPECT_EQ(programme.reference.population[0].weight, 2U);
  EXPECT_EQ(programme.reference.population[1].codes[test::kIncome], 3);
}

TEST(ReadPacked, GivesBackRandomProgrammesByteForByte) {
  test::Random random(7);
  for (int round = 0; round < 300; ++round) {
    Programme programme = test::random_programme(random);
    test::vary_data(random, programme.questionnaire);
    test::vary_sources(random, programme);
    const Bytes file = packed_file_of(programme);
    const auto loaded = read_packed(file);
    ASSERT_TRUE(loaded.ok()) << name(loaded.error().code) << " in " << name(loaded.error().section);
    ASSERT_EQ(packed_file_of(loaded.value()), file) << round;
  }
}

TEST(ReadPacked, GivesForestsThatScoreTheSame) {
  test::Random random(8);
  for (int round = 0; round < 100; ++round) {
    const Programme programme = test::random_programme(random);
    const auto loaded = read_packed(packed_file_of(programme));
    ASSERT_TRUE(loaded.ok());
    for (int row = 0; row < 20; ++row) {
      const Features features = test::random_features(programme, random);
      ASSERT_EQ(loaded.value().forest.score(features.codes), programme.forest.score(features.codes));
    }
  }
}

TEST(ReadPacked, GivesBackWhatDataFilesAndPeopleWrite) {
  Programme written = small_programme();
  Questionnaire& questionnaire = written.questionnaire;
  questionnaire.missing_words = {"", "n/a"};
  questionnaire.csv = {';', ',', "windows-1251"};
  Question& income = questionnaire.questions[test::kIncome];
  income.scale_words = {{"k", 3}, {"млн", 6}};
  income.plausible_minimum = 5'000;
  income.plausible_maximum = 1'000'000;
  Question& education = questionnaire.questions[test::kEducation];
  education.options[0].rows_of_cells = {{"A"}, {"B"}};
  education.options[2].rows_of_cells.clear();
  education.options[2].any_other = true;
  const auto loaded = read_packed(packed_file_of(written));
  ASSERT_TRUE(loaded.ok()) << name(loaded.error().code);
  const Questionnaire& read = loaded.value().questionnaire;
  EXPECT_EQ(read.missing_words, questionnaire.missing_words);
  EXPECT_EQ(read.csv.delimiter, ';');
  EXPECT_EQ(read.csv.decimal, ',');
  EXPECT_EQ(read.csv.encoding, "windows-1251");
  ASSERT_EQ(read.questions[test::kIncome].scale_words.size(), 2U);
  EXPECT_EQ(read.questions[test::kIncome].scale_words[1].word, "млн");
  EXPECT_EQ(read.questions[test::kIncome].scale_words[1].power, 6);
  EXPECT_EQ(read.questions[test::kIncome].plausible_minimum, 5'000);
  EXPECT_EQ(read.questions[test::kIncome].plausible_maximum, 1'000'000);
  EXPECT_EQ(read.questions[test::kEducation].options[0].rows_of_cells, education.options[0].rows_of_cells);
  EXPECT_TRUE(read.questions[test::kEducation].options[2].rows_of_cells.empty());
  EXPECT_TRUE(read.questions[test::kEducation].options[2].any_other);
}

TEST(ReadPacked, DecidesTheSameWithoutTheDataSection) {
  const Programme whole = small_programme();
  const auto loaded = read_packed(file_of(payload_before(Section::data, whole)));
  ASSERT_TRUE(loaded.ok()) << name(loaded.error().code);
  EXPECT_TRUE(whole.questionnaire.has_data());
  EXPECT_FALSE(loaded.value().questionnaire.has_data());
  EXPECT_EQ(packed_file_of(loaded.value()), file_of(payload_before(Section::data, whole)));
  const std::array<std::uint8_t, kMaxQuestions> codes = {2, 2, 2, 1};
  EXPECT_EQ(loaded.value().forest.score(codes), whole.forest.score(codes));
}

TEST(ReadPacked, GivesBackTheStageWhichCostsAPreliminaryProgrammeNoByte) {
  Programme programme = small_programme();
  const Bytes preliminary = packed_file_of(programme);
  programme.policy.stage = Stage::final;
  const Bytes final_file = packed_file_of(programme);
  EXPECT_EQ(final_file.size(), preliminary.size() + 1);
  ASSERT_TRUE(read_packed(preliminary).ok());
  EXPECT_EQ(read_packed(preliminary).value().policy.stage, Stage::preliminary);
  ASSERT_TRUE(read_packed(final_file).ok());
  EXPECT_EQ(read_packed(final_file).value().policy.stage, Stage::final);
}

TEST(ReadPacked, TakesAStageThatIsWrittenOut) {
  const Programme programme = small_programme();
  Bytes payload = payload_before(Section::policy, programme);
  Bytes policy = test::content_of(Section::policy, programme);
  policy.push_back(0);
  test::put_section(payload, Section::policy, policy, 2);
  test::put_section(payload, Section::reference, test::content_of(Section::reference, programme));
  const auto loaded = read_packed(file_of(payload));
  ASSERT_TRUE(loaded.ok()) << name(loaded.error().code);
  EXPECT_EQ(loaded.value().policy.stage, Stage::preliminary);
}

TEST(ReadPacked, GivesBackWhoAnswersAndWhoDecidesWithoutThem) {
  Programme programme = small_programme();
  const std::size_t without_bank = packed_file_of(programme).size();
  programme.questionnaire.questions[test::kIncome].from = AnswerSource::client_data;
  programme.questionnaire.questions[test::kIncome].maximum_age_days = 30;
  programme.questionnaire.questions[test::kJob].from = AnswerSource::client_data;
  programme.policy.without_client_data = {"small-card-lite"};
  const Bytes file = packed_file_of(programme);
  // Four questions, the stage, and the other programme's id.
  EXPECT_EQ(file.size(), without_bank + 4 + 1 + 16);
  const auto loaded = read_packed(file);
  ASSERT_TRUE(loaded.ok()) << name(loaded.error().code);
  const auto& questions = loaded.value().questionnaire.questions;
  EXPECT_EQ(questions[test::kAge].from, AnswerSource::applicant);
  EXPECT_EQ(questions[test::kIncome].from, AnswerSource::client_data);
  EXPECT_EQ(questions[test::kIncome].maximum_age_days, 30);
  EXPECT_EQ(questions[test::kJob].maximum_age_days, 0);
  EXPECT_EQ(loaded.value().policy.stage, Stage::preliminary);
  ASSERT_TRUE(loaded.value().policy.without_client_data);
  EXPECT_EQ(loaded.value().policy.without_client_data->programme, "small-card-lite");
}

TEST(Crc32, IsTheOneOfZlib) {
  const std::string_view check = "123456789";
  EXPECT_EQ(crc32({reinterpret_cast<const std::uint8_t*>(check.data()), check.size()}), 0xCBF43926U);
  EXPECT_EQ(crc32({}), 0U);
}

}  // namespace
}  // namespace prescore
