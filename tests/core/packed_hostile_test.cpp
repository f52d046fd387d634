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
using test::put_text;
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
  for (std::size_t size = 0; size < payload.size(); ++size) {
    const auto loaded = read_packed(file_of({payload.begin(), payload.begin() + static_cast<std::ptrdiff_t>(size)}));
    ASSERT_FALSE(loaded.ok()) << size;
    EXPECT_EQ(name(loaded.error().code), "truncated") << size;
  }
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
    for (std::size_t byte = 0; byte < size; ++byte) {
      payload.push_back(static_cast<std::uint8_t>(random.chance(500) ? random.below(4) : random.next()));
    }
    EXPECT_FALSE(survives(file_of(payload), random)) << round;
  }
}

/// Appends a count that promises more than any file holds.
Bytes promising(Bytes payload, std::uint32_t count) {
  put_varint(payload, count);
  return file_of(payload);
}

TEST(HostilePacked, RefusesCountsOfFourGibibytesBeforeAllocating) {
  const Programme programme = small_programme();
  std::vector<Bytes> payloads;
  for (const Section section : {Section::header, Section::questionnaire, Section::pd_table, Section::policy}) {
    payloads.push_back(payload_before(section, programme));
  }
  Bytes columns = payload_before(Section::questionnaire, programme);
  put_varint(columns, 1);
  put_text(columns, "q");
  columns.push_back(1);
  payloads.push_back(columns);
  put_varint(columns, 0);
  payloads.push_back(columns);
  Bytes trees = payload_before(Section::forest, programme);
  put_varint(trees, 1000);
  payloads.push_back(trees);
  put_varint(trees, 1);
  payloads.push_back(trees);
  for (std::size_t index = 0; index < payloads.size(); ++index) {
    for (const std::uint32_t count : {0xFFFFFFFFU, 0x80000000U, 0x7FFFFFFFU, 100'000U}) {
      const auto loaded = read_packed(promising(payloads[index], count));
      ASSERT_FALSE(loaded.ok()) << index;
      EXPECT_EQ(name(loaded.error().code), "truncated") << index << " with " << count;
    }
  }
}

/// One tree whose shape takes a quarter of a byte a split and whose features, spans and leaves never come.
Bytes hollow_forest(std::uint32_t splits, std::size_t size) {
  Bytes payload = payload_before(Section::forest, small_programme());
  put_varint(payload, 1);
  put_varint(payload, 1);
  put_varint(payload, splits);
  payload.resize(payload.size() + size, 0xFF);
  return file_of(payload);
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
