// Models as JSON: nothing is lost on the way there and back.
#include "json/programme_json.hpp"

#include <string>

#include "model/support.hpp"
#include "packed/pack.hpp"
#include "prescore/packed.hpp"
#include "support/packer.hpp"
#include "support/random_programme.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

Programme varied_programme(test::Random& random) {
  Programme programme = test::random_programme(random);
  test::vary_data(random, programme.questionnaire);
  test::vary_sources(random, programme);
  return programme;
}

Model model_of(Programme programme) { return {std::move(programme), {"day", "bad"}, Json{{"rows", 7}}}; }

/// The programme as its JSON has it: where no missing answers were seen, JSON does not say on which side of a split
/// they would go, and the reader takes the right.
Programme without_idle_sides(Programme programme) {
  for (Tree& tree : programme.forest.trees) {
    for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
      Node& node = tree.nodes[index];
      if (tree.is_leaf(index) || node.first == 1 || programme.encoding[node.feature].missing_seen) continue;
      node.first = 1;
      --node.span;
    }
  }
  return programme;
}

TEST(ProgrammeJson, ComesBackByteForByte) {
  test::Random random(20);
  for (int trial = 0; trial < 200; ++trial) {
    const std::string written = readable(to_json(model_of(varied_programme(random))));
    const Model read = model_from_json(Json::parse(written), "M.json");
    ASSERT_EQ(readable(to_json(read)), written) << "trial " << trial;
  }
}

TEST(ProgrammeJson, LosesNothingThatIsPacked) {
  test::Random random(21);
  for (int trial = 0; trial < 200; ++trial) {
    const Programme programme = varied_programme(random);
    const Model read = model_from_json(to_json(model_of(programme)), "M.json");
    ASSERT_EQ(pack(read.programme), pack(without_idle_sides(programme))) << "trial " << trial;
  }
}

TEST(ProgrammeJson, KeepsTheOutcomeColumnsAndProvenance) {
  const Model read = model_from_json(to_json(model_of(test::small_programme())), "M.json");
  EXPECT_EQ(read.outcome_columns.date, "day");
  EXPECT_EQ(read.outcome_columns.target, "bad");
  EXPECT_EQ(read.provenance, (Json{{"rows", 7}}));
}

TEST(ProgrammeJson, KeepsDecimalsExactly) {
  Programme programme = test::small_programme();
  programme.questionnaire.questions[test::kAge].decimals = 2;
  const Json json = to_json(model_of(programme));
  EXPECT_EQ(json["encoding"][0]["cuts"].dump(), "[0.25,0.4]");
  EXPECT_EQ(pack(model_from_json(json, "M.json").programme), pack(without_idle_sides(programme)));
}

TEST(ReadModel, TellsPackedFromJson) {
  const Programme programme = without_idle_sides(test::small_programme());
  const auto bytes = pack(programme);
  const std::string packed(bytes.begin(), bytes.end());
  // The name does not matter, the content does.
  EXPECT_EQ(pack(read_model(readable(to_json(model_of(programme))), "M.bin").programme), bytes);
  EXPECT_EQ(pack(read_model(packed, "M.json").programme), bytes);
}

TEST(ReadModel, NamesByteSectionAndFixOfABrokenPackedModel) {
  auto bytes = pack(test::small_programme());
  bytes.back() ^= 1U;
  const std::string packed(bytes.begin(), bytes.end());
  EXPECT_EQ(
      test::input_error_of([&] { (void)read_model(packed, "M.bin"); }),
      "M.bin, byte 12 (section header, entry 0): wrong_checksum: the bytes have changed since the model was packed; "
      "pack the model again from its JSON");
}

TEST(ReadModel, SaysWhereTextStopsBeingJson) {
  for (const char* text : {"", "{", "[NaN]", "{\"format\": 1e999}", "not a model", "\xFF\xFE{"}) {
    const std::string message = test::input_error_of([&] { (void)read_model(text, "M.json"); });
    EXPECT_TRUE(message.starts_with("M.json is neither a packed model nor JSON: ")) << message;
  }
}

TEST(ReadModel, RefusesAKeyThatAppearsTwice) {
  std::string text = to_json(model_of(test::small_programme())).dump();
  text.insert(text.find("\"leaf_scale\""), "\"leaf_scale\":7,");
  EXPECT_EQ(test::input_error_of([&] { (void)read_model(text, "M.json"); }),
            "M.json, /forest/leaf_scale: appears twice; keep one");
}

TEST(ReadModel, RefusesADeepNestBeforeItIsCopied) {
  Json model = to_json(Model{test::small_programme(), {}, "deep"});
  std::string text = model.dump();
  text.replace(text.find("\"deep\""), 6, std::string(200'000, '[') + std::string(200'000, ']'));
  EXPECT_EQ(test::input_error_of([&] { (void)read_model(text, "M.json"); }),
            "M.json: its values are nested more than 64 deep");
}

TEST(Pack, WritesWhatTheFormatPageSays) {
  test::Random random(22);
  for (int trial = 0; trial < 200; ++trial) {
    const Programme programme = varied_programme(random);
    ASSERT_EQ(pack(programme), test::packed_file_of(programme)) << "trial " << trial;
  }
}

TEST(Pack, LeavesTheDataOutWhereAsked) {
  const Programme programme = test::small_programme();
  const auto read = read_packed(pack(programme, DataSection::left_out));
  ASSERT_TRUE(read.ok());
  EXPECT_FALSE(read.value().questionnaire.has_data());
  EXPECT_EQ(pack(read.value()), pack(programme, DataSection::left_out));
}

TEST(ReadModel, NamesASectionOfANewerVersion) {
  test::Bytes payload;
  test::put_opening(payload, "wind", 0);
  const test::Bytes file = test::file_of(payload);
  const std::string packed(file.begin(), file.end());
  EXPECT_EQ(test::input_error_of([&] { (void)read_model(packed, "M.bin"); }),
            "M.bin, byte 20 (section \"wind\"): newer_version: it was written by a newer version of Prescore; update "
            "Prescore, or pack the model with this version");
}

TEST(ProgrammeJson, WritesOptionsThatShareACodeAsAGroup) {
  Programme programme = test::small_programme();
  programme.encoding[test::kEducation].option_codes = {1, 2, 1};
  const Json json = to_json(model_of(programme));
  EXPECT_EQ(json["encoding"][test::kEducation]["order"].dump(), R"([["school","degree"],"higher"])");
  EXPECT_EQ(model_from_json(json, "M.json").programme.encoding[test::kEducation].option_codes,
            programme.encoding[test::kEducation].option_codes);
}

TEST(Pack, ComesBackByteForByte) {
  test::Random random(23);
  for (int trial = 0; trial < 200; ++trial) {
    const auto bytes = pack(varied_programme(random));
    const auto read = read_packed(bytes);
    ASSERT_TRUE(read.ok()) << "trial " << trial << ": " << name(read.error().code);
    ASSERT_EQ(pack(read.value()), bytes) << "trial " << trial;
  }
}

}  // namespace
}  // namespace prescore
