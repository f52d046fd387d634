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
  // A tree of 30,000 splits that has no bytes for their features, and a choice of as many rows of cells as columns
  // whose second cell is cut short.
  const auto file_up_to = [](Section section, const Bytes& content) {
    Bytes payload = test::payload_before(section, small_programme());
    test::put_section(payload, section, content);
    return test::file_of(payload);
  };
  Bytes forest = {1, 1};
  test::put_varint(forest, 60'000);
  forest.resize(forest.size() + 60'000, 0xFF);
  EXPECT_EQ(taken_per_byte(file_up_to(Section::forest, forest)), 0U) << "a tree is made once its bytes can follow";
  Bytes data = {0, 0, 0, 0, 1, 1, 'a', 1, 1, 'i'};
  test::put_varint(data, 2'000);
  data.resize(data.size() + 2'000, 0);
  data.push_back(0);
  test::put_varint(data, 2'000);
  data.insert(data.end(), {1, 'a', 0xFF, 0xFF, 0xFF, 0xFF, 0x0F});
  data.resize(data.size() + 2'000, 0);
  EXPECT_LE(taken_per_byte(file_up_to(Section::data, data)), 100U);
}

}  // namespace
}  // namespace prescore
