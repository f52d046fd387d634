// Memory: a million evaluations leave it as it was, and a file that promises much gets little.
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

#include "prescore/evaluate.hpp"
#include "prescore/packed.hpp"
#include "prescore/reasons.hpp"
#include "support/allocations.hpp"
#include "support/packer.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::Bytes;
using test::good_answers;
using test::good_answers_but;
using test::live_bytes;
using test::small_programme;
using test::taken_bytes;

TEST(Memory, IsCountedAtAll) {
  const std::size_t before = live_bytes();
  const std::size_t taken_before = taken_bytes();
  {
    const std::string text(1000, 'x');
    // Or the compiler does without.
    const char* volatile kept = text.data();
    EXPECT_NE(kept, nullptr);
    EXPECT_GE(live_bytes(), before + 1000);
  }
  EXPECT_EQ(live_bytes(), before);
  EXPECT_GE(taken_bytes(), taken_before + 1000);
}

TEST(Memory, IsAsBeforeAfterAMillionEvaluations) {
  const Programme programme = small_programme();
  const Explainer explainer(programme.forest, programme.reference);
  const std::vector<std::vector<Answer>> people = {
      good_answers(),
      good_answers_but(test::kAge, "21"),
      good_answers_but(test::kAge, "17"),
      good_answers_but(test::kIncome, "fifty"),
      good_answers_but(test::kEducation, "degree"),
  };
  const std::size_t before = live_bytes();
  for (std::size_t count = 0; count < 1'000'000; ++count) {
    const auto decided = evaluate(programme, people[count % people.size()]);
    ASSERT_EQ(decided.ok(), count % people.size() != 3);
    // Reasons take twenty times as long.
    if (count % 100 == 0) {
      ASSERT_TRUE(evaluate_with_reasons(programme, explainer, people[1]).ok());
    }
  }
  EXPECT_EQ(live_bytes(), before);
}

/// What reading `file` takes, for each of its bytes.
std::size_t taken_per_byte(const Bytes& file) {
  const std::size_t before = taken_bytes();
  EXPECT_FALSE(read_packed(file).ok());
  return (taken_bytes() - before) / file.size();
}

TEST(Memory, OfABrokenFileStaysWithinAHundredTimesItsSize) {
  // A tree of 30,000 splits that has no bytes for their features, and a choice of as many options as columns whose
  // first cell is cut short.
  Bytes forest = test::payload_before(Section::forest, small_programme());
  forest.insert(forest.end(), {1, 1});
  test::put_varint(forest, 60'000);
  forest.resize(forest.size() + 60'000, 0xFF);
  EXPECT_EQ(taken_per_byte(test::file_of(forest)), 0U) << "a tree is made only once its bytes can follow";
  Bytes choice = test::payload_before(Section::questionnaire, small_programme());
  choice.push_back(1);
  test::put_text(choice, "q");
  choice.push_back(1);
  test::put_varint(choice, 2'000);
  choice.resize(choice.size() + 2'000, 0);
  test::put_varint(choice, 2'000);
  choice.insert(choice.end(), {1, 'a', 0xFF, 0xFF, 0xFF, 0xFF, 0x0F});
  choice.resize(choice.size() + 2'000, 0);
  EXPECT_LE(taken_per_byte(test::file_of(choice)), 100U);
}

}  // namespace
}  // namespace prescore
