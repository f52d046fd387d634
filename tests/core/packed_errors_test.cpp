// The packed reader: each error has its code, its section and its byte. More places: packed_places_test.cpp.
#include <gtest/gtest.h>

#include <cstdint>
#include <initializer_list>
#include <set>
#include <string_view>
#include <vector>

#include "prescore/packed.hpp"
#include "support/packer.hpp"
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

/// The small programme after `change`, packed.
Bytes changed(void (*change)(Programme&)) {
  Programme programme = small_programme();
  change(programme);
  return packed_file_of(programme);
}

/// The small programme's file with byte `place` set.
Bytes with_byte(std::size_t place, std::uint8_t value) {
  Bytes file = packed_file_of(small_programme());
  file[place] = value;
  return file;
}

/// A file that ends with the section `section`, which has `content`.
Bytes with_tail(Section section, const Bytes& content, std::uint8_t revision = 1) {
  Bytes payload = payload_before(section, small_programme());
  test::put_section(payload, section, content, revision);
  return file_of(payload);
}

/// The small programme's policy with `tail` behind it.
Bytes policy_content(const Bytes& tail = {}) {
  Bytes content = test::content_of(Section::policy, small_programme());
  content.insert(content.end(), tail.begin(), tail.end());
  return content;
}

/// The small programme's questionnaire with `tail` behind it.
Bytes questionnaire_content(const Bytes& tail = {}) {
  Bytes content = test::content_of(Section::questionnaire, small_programme());
  content.insert(content.end(), tail.begin(), tail.end());
  return content;
}

/// The small programme's payload with `tail` behind it.
Bytes followed_by(const Bytes& tail) {
  Bytes payload = payload_of(small_programme());
  payload.insert(payload.end(), tail.begin(), tail.end());
  return file_of(payload);
}

Bytes opening(const char* id, std::uint8_t revision, std::size_t size) {
  Bytes out;
  test::put_opening(out, id, size);
  out[4] = revision;
  return out;
}

Bytes section(Section which) {
  Bytes out;
  test::put_section(out, which, test::content_of(which, small_programme()));
  return out;
}

/// A payload of these sections of the small programme.
Bytes made_of(std::initializer_list<Section> sections) {
  Bytes payload;
  for (const Section which : sections) {
    const Bytes bytes = section(which);
    payload.insert(payload.end(), bytes.begin(), bytes.end());
  }
  return file_of(payload);
}

Bytes with_trailing_byte() {
  Bytes file = packed_file_of(small_programme());
  file.push_back(0);
  return file;
}

Bytes with_byte_in_section(Section which) {
  Bytes content = test::content_of(which, small_programme());
  content.push_back(0);
  return with_tail(which, content);
}

/// One offer for all without rules, then 65 changes of the job.
Bytes many_changes() {
  Bytes tail = {1};
  put_text(tail, "card");
  put_varint(tail, kWholePpm);
  tail.insert(tail.end(), {0, 0, kMaxChanges + 1});
  for (std::size_t change = 0; change <= kMaxChanges; ++change) tail.insert(tail.end(), {test::kJob, 1, 0});
  return tail;
}

/// The answers of the small programme, then 65 people.
Bytes many_people() {
  Bytes tail;
  for (const std::int32_t answer : small_programme().reference.answers) test::put_zigzag(tail, answer);
  put_varint(tail, kMaxReferenceVectors + 1);
  tail.resize(tail.size() + 5 * (kMaxReferenceVectors + 1), 1);
  return tail;
}

struct BadFile {
  const char* title;
  Bytes file;
  ModelErrorCode code;
  Section section;
};

std::vector<BadFile> bad_files() {
  using enum ModelErrorCode;
  using enum Section;
  return {
      {"larger than any model", Bytes(kMaxPackedSize + 1), too_large, header},
      {"nothing", {}, truncated, header},
      {"15 bytes", Bytes(15, 'P'), truncated, header},
      {"another kind of file", with_byte(0, 0x7F), not_a_model, header},
      {"the last letter wrong", with_byte(3, 'r'), not_a_model, header},
      {"version 0", with_byte(4, 0), wrong_version, header},
      {"version 3", with_byte(4, 3), newer_version, header},
      {"version 16777218", with_byte(7, 1), newer_version, header},
      {"length of 4 GiB", with_byte(11, 0xFF), truncated, header},
      {"a byte after the payload", with_trailing_byte(), trailing_bytes, header},
      {"another checksum", with_byte(12, static_cast<std::uint8_t>(~packed_file_of(small_programme())[12])),
       wrong_checksum, header},
      {"a byte after the reference", with_byte_in_section(reference), trailing_bytes, reference},
      {"a byte after the data", with_byte_in_section(data), trailing_bytes, data},
      {"a byte after the id", with_byte_in_section(header), trailing_bytes, header},
      {"half a section's id", followed_by({'d', 'a'}), truncated, data},
      {"an empty payload", file_of({}), misplaced_section, header},
      {"no encoding", made_of({header, questionnaire, forest}), misplaced_section, encoding},
      {"an encoding twice", made_of({header, questionnaire, encoding, encoding}), misplaced_section, forest},
      {"data twice", followed_by(section(data)), misplaced_section, data},
      {"the policy behind the data", followed_by(section(policy)), misplaced_section, data},
      {"a section of a newer version", followed_by(opening("wind", 1, 0)), newer_version, header},
      {"a section of a newer version first", file_of(opening("wind", 1, 0)), newer_version, header},
      {"revision 2", file_of(opening("prog", 2, 0)), newer_version, header},
      {"revision 2 of a policy without a stage", with_tail(policy, policy_content(), 2), truncated, policy},
      {"a stage of 2", with_tail(policy, policy_content({2}), 2), out_of_range, policy},
      {"a stage in revision 1", with_tail(policy, policy_content({1})), trailing_bytes, policy},
      {"revision 3 of a policy without another programme", with_tail(policy, policy_content({1}), 3), truncated,
       policy},
      {"another programme in revision 2", with_tail(policy, policy_content({1, 0}), 2), trailing_bytes, policy},
      {"revision 4 of a policy", with_tail(policy, policy_content({1, 0}), 4), newer_version, policy},
      {"revision 2 of a questionnaire without sources", with_tail(questionnaire, questionnaire_content(), 2), truncated,
       questionnaire},
      {"sources in revision 1", with_tail(questionnaire, questionnaire_content({0, 0, 0, 1})), trailing_bytes,
       questionnaire},
      {"a value of ten years and a day", with_tail(questionnaire, questionnaire_content({0, 0, 0, 0xC4, 0x1C}), 2),
       out_of_range, questionnaire},
      {"revision 3 of a questionnaire", with_tail(questionnaire, questionnaire_content({0, 0, 0, 1}), 3), newer_version,
       questionnaire},
      {"the bank asked, and nobody decides without it",
       changed([](Programme& p) { p.questionnaire.questions[0].from = AnswerSource::client_data; }),
       contradictory_policy, policy},
      {"revision 0", file_of(opening("prog", 0, 0)), out_of_range, header},
      {"a section longer than the file", file_of(opening("prog", 1, 5)), truncated, header},
      {"a section shorter than its content", file_of(opening("prog", 1, 0)), truncated, header},
      {"data without columns", with_tail(data, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
       inconsistent_count, data},
      {"a delimiter that is a letter", changed([](Programme& p) { p.questionnaire.csv.delimiter = 'x'; }), out_of_range,
       data},
      {"a scale of 10^0", changed([](Programme& p) {
         p.questionnaire.questions[0].scale_words = {{"k", 0}};
       }),
       out_of_range, questionnaire},
      {"a scale of 10^10", changed([](Programme& p) {
         p.questionnaire.questions[0].scale_words = {{"k", 10}};
       }),
       out_of_range, questionnaire},
      {"a scale word without letters", changed([](Programme& p) {
         p.questionnaire.questions[0].scale_words = {{"", 3}};
       }),
       malformed_name, questionnaire},
      {"two options that mean any other value", changed([](Programme& p) {
         for (Option& option : p.questionnaire.questions[test::kJob].options) option.any_other = true;
       }),
       inconsistent_count, questionnaire},
      {"kind 2", with_tail(questionnaire, {1, 1, 'q', 2}), out_of_range, questionnaire},
      {"33 questions", with_tail(questionnaire, Bytes(34, 33)), inconsistent_count, questionnaire},
      {"a flag of 2", with_tail(encoding, {2}), out_of_range, encoding},
      {"a highest seen beyond int32", with_tail(encoding, {0, 42, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F}), malformed_number,
       encoding},
      {"a varint of six bytes", with_tail(forest, {0x80, 0x80, 0x80, 0x80, 0x80, 1}), malformed_number, forest},
      {"a varint of 33 bits", with_tail(forest, {0xFF, 0xFF, 0xFF, 0xFF, 0x1F}), malformed_number, forest},
      {"a padded varint", with_tail(forest, {0x81, 0x00}), malformed_number, forest},
      {"a padded zero", with_tail(forest, {0x80, 0x00}), malformed_number, forest},
      {"a root that is a leaf beside a split", with_tail(forest, {1, 1, 1, 0b0, 0, 0, 0}), broken_tree, forest},
      {"a split too many", with_tail(forest, {1, 1, 1, 0b111, 0, 0, 0}), broken_tree, forest},
      {"a split after the last child", with_tail(forest, {1, 1, 2, 0b10001, 0, 0, 0, 0, 0, 0}), broken_tree, forest},
      {"a capital letter", changed([](Programme& p) { p.id = "Card"; }), malformed_name, header},
      {"a question twice", changed([](Programme& p) { p.questionnaire.questions[1].id = "age"; }), duplicate_name,
       questionnaire},
      {"a cut twice", changed([](Programme& p) {
         p.encoding[0].cuts = {25, 25};
       }),
       not_ascending, encoding},
      {"a sum of 2^31", changed([](Programme& p) { p.forest.trees[0].values[1] = 2'147'483'647; }), sum_overflow,
       forest},
      {"a knot twice", changed([](Programme& p) { p.pd_table.knots[1].score = 150; }), not_ascending, pd_table},
      {"no offer for all", changed([](Programme& p) { p.policy.offers.pop_back(); }), contradictory_policy, policy},
      {"a change of age", changed([](Programme& p) { p.policy.what_would_help.changes[1].question = test::kAge; }),
       contradictory_policy, policy},
      {"a change of a question that is none",
       changed([](Programme& p) { p.policy.what_would_help.changes[1].question = 4; }), out_of_range, policy},
      {"65 changes", with_tail(policy, many_changes()), inconsistent_count, policy},
      {"65 reference people", with_tail(reference, many_people()), inconsistent_count, reference},
      {"nobody to compare with", changed([](Programme& p) { p.reference.population.clear(); }), inconsistent_count,
       reference},
      {"a reference age that nobody had", changed([](Programme& p) { p.reference.answers[0] = 20; }), out_of_range,
       reference},
  };
}

TEST(ReadPacked, GivesTheIdOfASectionThatItDoesNotKnow) {
  const ModelError error = read_packed(followed_by(opening("wind", 1, 0))).error();
  EXPECT_EQ(error.index,
            std::uint32_t{'w'} | std::uint32_t{'i'} << 8U | std::uint32_t{'n'} << 16U | std::uint32_t{'d'} << 24U);
}

TEST(ReadPacked, NamesEachError) {
  for (const BadFile& bad : bad_files()) {
    SCOPED_TRACE(bad.title);
    const auto loaded = read_packed(bad.file);
    ASSERT_FALSE(loaded.ok());
    EXPECT_EQ(name(loaded.error().code), name(bad.code));
    EXPECT_EQ(name(loaded.error().section), name(bad.section));
    EXPECT_LE(loaded.error().offset, bad.file.size());
  }
}

TEST(ReadPacked, HasACaseForEveryCode) {
  // A page refuses these, once they are read (tests/wasm/stage.test.ts, tests/wasm/client_data.test.ts).
  std::set<std::string_view> covered = {"final_policy", "asks_the_bank"};
  for (const BadFile& bad : bad_files()) covered.insert(name(bad.code));
#define PRESCORE_QUOTE(code, meaning) #code,
  EXPECT_EQ(covered, (std::set<std::string_view>{PRESCORE_MODEL_ERROR_CODES(PRESCORE_QUOTE)}));
#undef PRESCORE_QUOTE
}

TEST(ReadPacked, GivesTheByteAtWhichReadingStopped) {
  const auto offset_of = [](const Bytes& file) { return read_packed(file).error().offset; };
  EXPECT_EQ(offset_of(Bytes(7, 0)), 7U);
  EXPECT_EQ(offset_of(with_byte(0, 0)), 0U);
  EXPECT_EQ(offset_of(with_byte(5, 9)), 4U);
  EXPECT_EQ(offset_of(with_byte(11, 9)), 8U);
  EXPECT_EQ(offset_of(with_trailing_byte()), 8U);
  EXPECT_EQ(offset_of(with_byte(20, 0)), 12U);
  // The content stands behind the id, the revision and the length.
  const std::size_t policy = kPackedHeaderSize + payload_before(Section::policy, small_programme()).size() + 6;
  EXPECT_EQ(offset_of(with_tail(Section::policy, {})), policy);
  EXPECT_EQ(offset_of(with_tail(Section::policy, {0xFF})), policy + 1);
  EXPECT_EQ(offset_of(changed([](Programme& p) { p.policy.offers.pop_back(); })), policy);
  const Bytes long_data = with_byte_in_section(Section::data);
  EXPECT_EQ(offset_of(long_data), long_data.size() - 1);
  EXPECT_EQ(offset_of(followed_by(opening("wind", 1, 0))), packed_file_of(small_programme()).size() + 4);
}

}  // namespace
}  // namespace prescore
