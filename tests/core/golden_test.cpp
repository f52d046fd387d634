// The shipped model on named answer sets: what tests/golden/cases.json says, natively and as WebAssembly.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "prescore/packed.hpp"
#include "response.hpp"

namespace prescore {
namespace {

// Ordered: unknown questions are reported in the order of the answers.
using Json = nlohmann::ordered_json;

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// What index.ts adds: the name of an answer that has no question.
Json with_names(Json evaluation, const std::vector<Answer>& answers) {
  if (evaluation["kind"] != "issues") return evaluation;
  for (Json& issue : evaluation["issues"]) {
    if (!issue.contains("answer")) continue;
    issue["question"] = answers[issue["answer"].get<std::size_t>()].question;
    issue.erase("answer");
  }
  return evaluation;
}

Json evaluation_of(const Programme& programme, const Json& texts) {
  std::vector<Answer> answers;
  for (const auto& [question, text] : texts.items()) {
    answers.push_back({question, text.get_ref<const std::string&>()});
  }
  const auto evaluation = evaluate(programme, answers);
  const std::string response =
      evaluation.ok() ? wasm::describe(programme, evaluation.value()) : wasm::describe(programme, evaluation.error());
  return with_names(Json::parse(response, nullptr, false), answers);
}

TEST(Golden, ShippedModelDecidesAsWritten) {
  const std::string packed = read_file(PRESCORE_MODEL_FILE);
  ASSERT_FALSE(packed.empty()) << "no " PRESCORE_MODEL_FILE ": make it with build/prescore pack";
  const auto programme = read_packed({reinterpret_cast<const std::uint8_t*>(packed.data()), packed.size()});
  ASSERT_TRUE(programme.ok()) << name(programme.error().code);
  const Json golden = Json::parse(read_file(PRESCORE_GOLDEN_FILE), nullptr, false);
  ASSERT_TRUE(golden.is_object()) << "no JSON in " PRESCORE_GOLDEN_FILE;
  EXPECT_EQ(golden["programme"], programme.value().id);
  ASSERT_GE(golden["cases"].size(), 50U);
  for (const Json& row : golden["cases"]) {
    SCOPED_TRACE(row["name"].get<std::string>());
    // Unordered on both sides: an object's order of keys means nothing.
    EXPECT_EQ(nlohmann::json(evaluation_of(programme.value(), row["answers"])), nlohmann::json(row["expect"]));
  }
}

}  // namespace
}  // namespace prescore
