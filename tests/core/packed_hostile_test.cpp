// Files that somebody bent: always refused, or a programme that can be evaluated. Never a crash, never a huge
// allocation. The sanitizers watch these tests.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "prescore/check.hpp"
#include "prescore/evaluate.hpp"
#include "prescore/packed.hpp"
#include "prescore/reasons.hpp"
#include "support/packer.hpp"
#include "support/random_programme.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::Bytes;
using test::file_of;
using test::packed_file_of;
using test::payload_before;
using test::payload_of;
using test::put_varint;
using test::small_programme;

/// Reads a file and uses whatever comes out of it. Returns whether it was accepted.
bool survives(const Bytes& file, test::Random& random) {
  const auto loaded = read_packed(file);
  if (!loaded.ok()) {
    EXPECT_LE(loaded.error().offset, file.size());
    return false;
  }
  EXPECT_FALSE(check(loaded.value()));
  Explainer explainer(loaded.value().forest, loaded.value().reference);
  for (int row = 0; row < 5; ++row) {
    const Applicant applicant = test::random_applicant(loaded.value(), random);
    const ExplainedDecision explained = decide_with_reasons(loaded.value(), explainer, applicant);
    EXPECT_LE(explained.decision.pd_ppm.value_or(0), kWholePpm);
    EXPECT_LE(explained.reasons.against.size(), kMaxReasons);
  }
  EXPECT_FALSE(evaluate(loaded.value(), {}).ok());
  return true;
}

TEST(HostilePacked, RefusesEveryPrefix) {
  const Bytes file = packed_file_of(small_programme());
  for (std::size_t size = 0; size < file.size(); ++size) {
    const auto loaded = read_packed(std::span(file).first(size));
    ASSERT_FALSE(loaded.ok()) << size;
    EXPECT_EQ(name(loaded.error().code), "truncated") << size;
  }
}

TEST(HostilePacked, RefusesEveryPrefixWithAFittingHeader) {
  const Bytes payload = payload_of(small_programme());
  const std::size_t without_data = payload_before(Section::data, small_programme()).size();
  std::size_t at_ends = 0;
  for (std::size_t size = 0; size < payload.size(); ++size) {
    const auto loaded = read_packed(file_of({payload.begin(), payload.begin() + static_cast<std::ptrdiff_t>(size)}));
    ASSERT_EQ(loaded.ok(), size == without_data) << size;
    if (loaded.ok()) continue;
    // Between two sections the next one is missing.
    if (loaded.error().code == ModelErrorCode::misplaced_section) {
      ++at_ends;
    } else {
      EXPECT_EQ(name(loaded.error().code), "truncated") << size;
    }
  }
  EXPECT_EQ(at_ends, 7U);
}

TEST(HostilePacked, RefusesEveryFlippedBit) {
  Bytes file = packed_file_of(small_programme());
  for (std::size_t bit = 0; bit < 8 * file.size(); ++bit) {
    const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
    file[bit / 8] ^= mask;
    EXPECT_FALSE(read_packed(file).ok()) << "bit " << bit;
    file[bit / 8] ^= mask;
  }
  EXPECT_TRUE(read_packed(file).ok());
}

TEST(HostilePacked, SurvivesEveryFlippedBitWithAFittingChecksum) {
  Bytes payload = payload_of(small_programme());
  test::Random random(9);
  int accepted = 0;
  for (std::size_t bit = 0; bit < 8 * payload.size(); ++bit) {
    const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
    payload[bit / 8] ^= mask;
    accepted += survives(file_of(payload), random) ? 1 : 0;
    payload[bit / 8] ^= mask;
  }
  EXPECT_GT(accepted, 0);
}

TEST(HostilePacked, SurvivesEveryByteValueInEveryPlace) {
  Bytes payload = payload_of(small_programme());
  test::Random random(10);
  for (std::uint8_t& byte : payload) {
    const std::uint8_t original = byte;
    for (const int value : {0, 1, 2, 31, 32, 127, 128, 129, 254, 255}) {
      byte = static_cast<std::uint8_t>(value);
      survives(file_of(payload), random);
    }
    byte = original;
  }
}

TEST(HostilePacked, SurvivesRandomDamageToRandomProgrammes) {
  test::Random random(11);
  for (int round = 0; round < 3000; ++round) {
    Bytes payload = payload_of(test::random_programme(random));
    const std::size_t changes = 1 + random.below(4);
    for (std::size_t change = 0; change < changes; ++change) {
      const auto place = payload.begin() + static_cast<std::ptrdiff_t>(random.below(payload.size()));
      const std::size_t kind = random.below(3);
      if (kind == 0) *place = static_cast<std::uint8_t>(random.next());
      if (kind == 1) payload.insert(place, static_cast<std::uint8_t>(random.next()));
      if (kind == 2 && payload.size() > 1) payload.erase(place);
    }
    survives(file_of(payload), random);
  }
}

TEST(HostilePacked, RefusesRandomBytes) {
  test::Random random(12);
  for (int round = 0; round < 20'000; ++round) {
    const auto section = static_cast<Section>(random.below(6));
    Bytes payload = payload_before(section, small_programme());
    const std::size_t size = random.below(200);
    if (random.chance(800)) test::put_opening(payload, kSectionIds[static_cast<std::size_t>(section)], size);
    for (std::size_t byte = 0; byte < size; ++byte) {
      payload.push_back(static_cast<std::uint8_t>(random.chance(500) ? random.below(4) : random.next()));
    }
    EXPECT_FALSE(survives(file_of(payload), random)) << round;
  }
}

/// The small programme up to `section`, which has `content`.
Bytes cut_in(Section section, const Bytes& content) {
  Bytes payload = payload_before(section, small_programme());
  test::put_section(payload, section, content);
  return file_of(payload);
}

/// The start of a section, to which a count is appended that promises more than any file holds.
struct Promise {
  Section section;
  Bytes content;
};

TEST(HostilePacked, RefusesCountsOfFourGibibytesBeforeAllocating) {
  const std::vector<Promise> promises = {
      {Section::header, {}},
      {Section::questionnaire, {}},
      {Section::questionnaire, {1, 1, 'q', 1}},
      {Section::questionnaire, {1, 1, 'q', 0, 1, 'u'}},
      {Section::questionnaire, {1, 1, 'q', 0, 1, 'u', 0}},
      {Section::forest, {1}},
      {Section::forest, {1, 1}},
      {Section::pd_table, {}},
      {Section::policy, {}},
      {Section::data, {1}},
      {Section::data, {0, 0, 0}},
      {Section::data, {0, 0, 0, 0}},
  };
  for (std::size_t index = 0; index < promises.size(); ++index) {
    for (const std::uint32_t count : {0xFFFFFFFFU, 0x80000000U, 0x7FFFFFFFU, 100'000U}) {
      Bytes content = promises[index].content;
      put_varint(content, count);
      const auto loaded = read_packed(cut_in(promises[index].section, content));
      ASSERT_FALSE(loaded.ok()) << index;
      EXPECT_EQ(name(loaded.error().code), "truncated") << index << " with " << count;
      EXPECT_EQ(name(loaded.error().section), name(promises[index].section)) << index;
    }
  }
}

/// One tree whose shape takes a quarter of a byte a split and whose features, spans and leaves never come.
Bytes hollow_forest(std::uint32_t splits, std::size_t size) {
  Bytes content = {1, 1};
  put_varint(content, splits);
  content.resize(content.size() + size, 0xFF);
  return cut_in(Section::forest, content);
}

TEST(HostilePacked, RefusesATreeWhoseSplitsCannotHaveTheirFeaturesBeforeAllocating) {
  // 100,000 bytes are enough for the shape of as many splits, and a third of their features.
  for (const std::uint32_t splits : {33'334U, 50'000U, 100'000U}) {
    const Bytes file = hollow_forest(splits, 100'000);
    const auto loaded = read_packed(file);
    ASSERT_FALSE(loaded.ok());
    EXPECT_EQ(name(loaded.error().code), "truncated") << splits;
    EXPECT_EQ(loaded.error().offset, file.size() - 100'000) << splits;
  }
}

}  // namespace
}  // namespace prescore
