// The reader below `read_packed`: each number's ends, and silence after the first error.
#include "byte_reader.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace prescore {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::int32_t kHighest = std::numeric_limits<std::int32_t>::max();

TEST(ByteReader, TakesEveryVarintUpTo32Bits) {
  struct Case {
    Bytes bytes;
    std::uint32_t value;
  };
  for (const auto& [bytes, value] :
       {Case{{0}, 0}, {{0x7F}, 127}, {{0x80, 1}, 128}, {{0xFF, 0x7F}, 16'383}, {{0xFF, 0xFF, 0xFF, 0xFF, 0x0F}, ~0U}}) {
    ByteReader reader(bytes);
    EXPECT_EQ(reader.varint(), value);
    EXPECT_TRUE(reader.good()) << value;
    EXPECT_EQ(reader.left(), 0U) << value;
  }
}

TEST(ByteReader, RefusesVarintsOfMoreBitsOrInMoreBytesThanNeeded) {
  for (const Bytes& bytes : {Bytes{0xFF, 0xFF, 0xFF, 0xFF, 0x10},
                             {0x80, 0x80, 0x80, 0x80, 0x10},
                             {0xFF, 0xFF, 0xFF, 0xFF, 0x1F},
                             {0x80, 0x80, 0x80, 0x80, 0x80, 1},
                             {0x80, 0},
                             {0x81, 0x80, 0}}) {
    ByteReader reader(bytes);
    EXPECT_EQ(reader.varint(), 0U);
    EXPECT_EQ(reader.error(), ModelErrorCode::malformed_number);
  }
}

TEST(ByteReader, AddsUpToTheHighestNumberAndNoFurther) {
  const Bytes bytes = {5, 6};
  ByteReader reader(bytes);
  EXPECT_EQ(reader.after(kHighest - 5), kHighest);
  EXPECT_TRUE(reader.good());
  EXPECT_EQ(reader.after(kHighest - 5), 0);
  EXPECT_EQ(reader.error(), ModelErrorCode::malformed_number);
}

TEST(ByteReader, CountsNoMoreThanTheBytesThatAreLeft) {
  const Bytes bytes = {2, 3, 0};
  ByteReader reader(bytes);
  EXPECT_EQ(reader.count(), 2U);
  EXPECT_EQ(reader.count(), 0U);
  EXPECT_EQ(reader.error(), ModelErrorCode::truncated);
}

TEST(ByteReader, YieldsNothingAtTheEndAndAfterAFault) {
  const Bytes bytes = {7, 'a', 'b', 'c', 'd', 'e', 'f', 'g'};
  ByteReader ended({});
  EXPECT_EQ(ended.byte(), 0);
  EXPECT_EQ(ended.error(), ModelErrorCode::truncated);
  ByteReader reader(bytes);
  reader.fail(ModelErrorCode::out_of_range);
  std::string text = "as before";
  reader.text(text);
  EXPECT_EQ(text, "as before");
  EXPECT_EQ(reader.byte(), 0);
  EXPECT_EQ(reader.word(), 0U);
  EXPECT_EQ(reader.varint(), 0U);
  EXPECT_EQ(reader.zigzag(), 0);
  EXPECT_EQ(reader.count(), 0U);
  EXPECT_EQ(reader.after(3), 3);
  EXPECT_EQ(reader.offset(), 0U);
  EXPECT_EQ(reader.error(), ModelErrorCode::out_of_range);
}

}  // namespace
}  // namespace prescore
