// Where the packed reader stops: the byte, the section and the place of each error, and its limits to the byte.
#include <gtest/gtest.h>

#include <cstdint>
#include <initializer_list>

#include "prescore/packed.hpp"
#include "support/packer.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::Bytes;
using test::file_of;
using test::packed_file_of;
using test::payload_before;
using test::small_programme;

ModelError error_of(const Bytes& file) {
  const auto loaded = read_packed(file);
  EXPECT_FALSE(loaded.ok());
  return loaded.ok() ? ModelError{} : loaded.error();
}

/// Of a section's content, in the small programme: it stands behind the id, the revision and a length of one byte.
std::size_t start_of(Section section) {
  return kPackedHeaderSize + payload_before(section, small_programme()).size() + 6;
}

/// The error of a file whose forest is `bytes`, with its offset counted from there.
ModelError error_of_forest(std::initializer_list<std::uint8_t> bytes) {
  Bytes payload = payload_before(Section::forest, small_programme());
  test::put_section(payload, Section::forest, bytes);
  ModelError error = error_of(file_of(payload));
  error.offset -= static_cast<std::uint32_t>(start_of(Section::forest));
  return error;
}

TEST(ReadPackedPlaces, SixteenMebibytesAreNotTooLargeAndOneByteMoreIs) {
  constexpr std::size_t kLargest = 16 * 1024 * 1024;
  EXPECT_EQ(name(error_of(Bytes(kLargest)).code), "not_a_model");
  const ModelError error = error_of(Bytes(kLargest + 1));
  EXPECT_EQ(name(error.code), "too_large");
  EXPECT_EQ(error.index, 0U);
  EXPECT_EQ(error.offset, 0U);
}

TEST(ReadPackedPlaces, AHeaderAloneIsReadAsOne) {
  EXPECT_EQ(name(error_of(Bytes(16, 'P')).code), "not_a_model");
  EXPECT_EQ(name(error_of(Bytes(15, 'P')).code), "truncated");
}

TEST(ReadPackedPlaces, ABrokenFileHasNoIndexOfAnEntry) {
  EXPECT_EQ(error_of(Bytes(20, 'x')).index, 0U);
  EXPECT_EQ(error_of(file_of({})).index, 0U);
  EXPECT_EQ(error_of_forest({1}).index, 0U);
}

TEST(ReadPackedPlaces, EachSectionIsNamedWhereItIsCutShort) {
  using enum Section;
  for (const Section section : {questionnaire, encoding, forest, pd_table, policy, reference}) {
    Bytes payload = payload_before(section, small_programme());
    test::put_section(payload, section, {});
    const ModelError error = error_of(file_of(payload));
    EXPECT_EQ(name(error.code), "truncated");
    EXPECT_EQ(name(error.section), name(section));
    EXPECT_EQ(error.offset, start_of(section));
  }
}

TEST(ReadPackedPlaces, ARuleThatIsBrokenIsPlacedAtItsSection) {
  struct Case {
    Section section;
    void (*apply)(Programme&);
  };
  for (const auto& [section, apply] : {
           Case{Section::header, [](Programme& p) { p.id = "Card"; }},
           {Section::questionnaire, [](Programme& p) { p.questionnaire.questions[0].unit = ""; }},
           {Section::encoding, [](Programme& p) { p.encoding[test::kEducation].option_codes[1] = 3; }},
           {Section::pd_table, [](Programme& p) { p.pd_table.knots.clear(); }},
           {Section::policy, [](Programme& p) { p.policy.offers.pop_back(); }},
           {Section::reference, [](Programme& p) { p.reference.answers[0] = 20; }},
       }) {
    Programme programme = small_programme();
    apply(programme);
    const ModelError error = error_of(packed_file_of(programme));
    EXPECT_EQ(name(error.section), name(section));
    const std::size_t before = kPackedHeaderSize + payload_before(section, programme).size();
    const std::size_t start = before + (test::content_of(section, programme).size() < 128 ? 6 : 7);
    EXPECT_EQ(error.offset, start) << name(section);
  }
}

TEST(ReadPackedPlaces, ATreeIsRefusedWhereTheBytesThatItPromisesCannotFollow) {
  // One split owes a byte each for its feature, its span and its two leaves.
  const ModelError cut_short = error_of_forest({1, 1, 1, 0b001, 0, 0});
  EXPECT_EQ(name(cut_short.code), "truncated");
  EXPECT_EQ(cut_short.offset, 3U);
}

TEST(ReadPackedPlaces, AShapeIsRefusedAtItsFirstBadSplit) {
  const ModelError own_child = error_of_forest({1, 1, 1, 0b010, 0, 0, 0, 0, 0});
  EXPECT_EQ(name(own_child.code), "broken_tree");
  EXPECT_EQ(own_child.offset, 4U);
  // Five splits where four are promised: the second byte of the shape is not read.
  const ModelError too_many = error_of_forest({1, 1, 4, 0b0001'1111, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  EXPECT_EQ(name(too_many.code), "broken_tree");
  EXPECT_EQ(too_many.offset, 4U);
}

}  // namespace
}  // namespace prescore
