// What a model's provenance says about the training rows, and every wrong type in it.

#include "judging/model_origin.hpp"

#include <gtest/gtest.h>

#include "support/input_error_of.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

Model model_with(const Json& provenance) { return {test::small_programme(), {}, provenance}; }

TEST(ReadOrigin, KnowsNothingOfAModelWithoutProvenance) {
  const ModelOrigin origin = read_origin(model_with(nullptr), "M.bin");
  EXPECT_FALSE(origin.known);
  EXPECT_FALSE(origin.has_period());
  EXPECT_FALSE(origin.in_period(*parse_date("2014-01-15")));
  EXPECT_FALSE(origin.protected_questions.has_value());
  EXPECT_FALSE(origin.directions_known);
}

TEST(ReadOrigin, ReadsPeriodDirectionsAndProtectedQuestions) {
  const ModelOrigin origin =
      read_origin(model_with({{"first_application", "2014-01-01"},
                              {"last_application", "2014-01-31"},
                              {"settings", {{"risk_along_values", {{"income", "falls"}}}, {"protected", {"age"}}}}}),
                  "M.json");
  EXPECT_TRUE(origin.in_period(*parse_date("2014-01-01")));
  EXPECT_TRUE(origin.in_period(*parse_date("2014-01-31")));
  EXPECT_FALSE(origin.in_period(*parse_date("2014-02-01")));
  EXPECT_EQ(origin.directions[test::kIncome], "falls");
  EXPECT_EQ(origin.directions[test::kAge], "free");
  EXPECT_EQ(origin.protected_questions, std::vector<std::size_t>{test::kAge});
}

TEST(ReadOrigin, NamesTheForestByItsMethod) {
  const auto kind_of = [](const Json& provenance) { return read_origin(model_with(provenance), "M.json").forest_kind; };
  EXPECT_EQ(kind_of({{"settings", {{"forest", {{"method", "bagging"}}}}}}), "random forest");
  EXPECT_EQ(kind_of({{"settings", {{"forest", {{"method", "boosting"}}}}}}), "boosted forest");
  EXPECT_EQ(kind_of({{"settings", {{"forest", Json::object()}}}}), "forest");
  EXPECT_EQ(kind_of(nullptr), "forest");
}

TEST(ReadOrigin, TellsAnEmptyDeclarationFromNone) {
  const ModelOrigin empty = read_origin(model_with({{"settings", {{"protected", Json::array()}}}}), "M.json");
  ASSERT_TRUE(empty.protected_questions.has_value());
  EXPECT_TRUE(empty.protected_questions->empty());
  EXPECT_FALSE(read_origin(model_with({{"settings", Json::object()}}), "M.json").protected_questions.has_value());
}

TEST(ReadOrigin, NamesThePlaceOfAWrongType) {
  for (const auto& [text, expected] : {
           std::pair{R"([])", "M.json, /provenance: must be an object"},
           {R"({"trainer": 3})", "M.json, /provenance/trainer: must be a text"},
           {R"({"seed": "one"})", "M.json, /provenance/seed: must be a whole number"},
           {R"({"last_application": "2014-02-30"})", "M.json, /provenance/last_application: must be a day"},
           {R"({"settings": {"risk_along_values": []}})", "/provenance/settings/risk_along_values: must be an object"},
           {R"({"settings": {"risk_along_values": {"age": "up"}}})", "must be \"falls\" or \"rises\""},
           {R"({"settings": {"risk_along_values": {"hair": "falls"}}})", "names no question"},
           {R"({"settings": {"forest": {"method": "guess"}}})", "must be \"bagging\" or \"boosting\""},
           {R"({"policy": {"offer": "x"}})", "M.json, /provenance/policy: lacks \"target\""},
       }) {
    const std::string message =
        test::input_error_of([&, text = text] { return read_origin(model_with(Json::parse(text)), "M.json"); });
    EXPECT_NE(message.find(expected), std::string::npos) << text << ": " << message;
  }
}

}  // namespace
}  // namespace prescore
