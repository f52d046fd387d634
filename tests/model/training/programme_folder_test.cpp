// A programme's folder: everything that is wrong with it is listed at once, with its place.
#include "training/programme_folder.hpp"

#include <string>

#include "model/support.hpp"

namespace prescore {
namespace {

using test::input_error_of;
using test::small_programme_files;
using test::small_training_settings;

ProgrammeFiles good_files() { return small_programme_files(small_training_settings()); }

std::string errors_of(const ProgrammeFiles& files) {
  return input_error_of([&] { (void)read_programme(files); });
}

/// One value of a file changed: the JSON text `value` at `pointer`, or nothing there where `value` is "".
NamedText with_value(const NamedText& file, const std::string& pointer, const std::string& value) {
  Json document = Json::parse(file.text);
  const Json::json_pointer place(pointer);
  if (value.empty()) {
    document[place.parent_pointer()].erase(place.back());
  } else {
    document[place] = Json::parse(value);
  }
  return {readable(document), file.name};
}

struct BadValue {
  const char* pointer;
  const char* value;
  const char* message;
};

void expect_errors(NamedText ProgrammeFiles::*file, const std::vector<BadValue>& table) {
  for (const auto& [pointer, value, message] : table) {
    ProgrammeFiles files = good_files();
    const std::string name = (files.*file).name;
    files.*file = with_value(files.*file, pointer, value);
    EXPECT_EQ(errors_of(files), name + ", " + message) << pointer << " = " << value;
  }
}

/// A list of `count` entries, each made from `entry` with its place for "#".
std::string repeated(std::size_t count, const std::string& entry) {
  std::string list;
  for (std::size_t index = 0; index < count; ++index) {
    std::string one = entry;
    for (std::size_t at = one.find('#'); at != std::string::npos; at = one.find('#')) {
      one.replace(at, 1, std::to_string(index));
    }
    list += (index == 0 ? "" : ",") + one;
  }
  return "[" + list + "]";
}

TEST(ProgrammeFolder, IsReadWhereNothingIsWrong) {
  const ProgrammeFolder programme = read_programme(good_files());
  EXPECT_EQ(programme.id, "small-card");
  EXPECT_EQ(programme.questionnaire.questions.size(), 4U);
  EXPECT_EQ(programme.settings.trees, 12U);
}

TEST(ProgrammeFolder, NamesTheErrorsOfQuestions) {
  expect_errors(
      &ProgrammeFiles::questionnaire,
      {
          {"/questions/2/options/1/cells", "[[\"a\"], [\"b\", \"c\"]]",
           "/questions/2/options/1/cells/1: 2 cells for 1 column; write one cell for each column, in the order of "
           "\"columns\", or a list of such lists"},
          {"/questions/2/options/1/cells", "[]", "/questions/2/options/1/cells: 0 cells; at least 1"},
          {"/questions/2/options/1/cells", "[\"higher\", \" school \"]",
           "/questions/2/options/1/cells/1: is a cell of option 0 too, which comes first"},
          {"/questions/2/options/1/cells", "[[\"x\"], [\"school\"]]",
           "/questions/2/options/1/cells/1: are those of option 0 too, which comes first"},
          {"/questions/2/options/1/cells", "\"SCH\"", "/questions/2/options/1/cells: must be a list"},
          {"/questions/2/columns", "[]", "/questions/2/columns: 0 columns; at least 1"},
          {"/questions/3/kind", "\"text\"", "/questions/3/kind: must be \"number\" or \"choice\""},
          {"/questions/3/kind", "", "/questions/3: lacks \"kind\""},
          {"/questions/0/minimum", "101", "/questions/0: has its minimum above its maximum"},
          {"/questions/0/minimum", "1.5",
           "/questions/0/minimum: must be a whole number from -2147483647 to 2147483647"},
          {"/questions/0/unit_words", "[\"\"]", "/questions/0/unit_words/0: must not be blank"},
          {"/questions/0/unit", "\"Year\"",
           "/questions/0/unit: \"Year\" is not a name: write 1 to 64 characters of a-z, 0-9, _ and -"},
          {"/questions/0/column", "\"\"", "/questions/0/column: must not be empty: it names a column"},
          {"/questions/0/decimals", "10", "/questions/0/decimals: must be a whole number from 0 to 9"},
          {"/questions/0", "[]", "/questions/0: must be an object"},
          {"/questions", "{}", "/questions: must be a list"},
          {"/questions", "", "/: lacks \"questions\""},
          {"/a~1b", "1", "/: has the unknown key \"a/b\"; known are: $schema, questions, missing, csv"},
      });
}

TEST(ProgrammeFolder, NamesTheErrorsOfThePolicy) {
  expect_errors(
      &ProgrammeFiles::policy,
      {
          {"/offers", "[]", "/offers: 0 offers; at least 1"},
          {"/offers/0/maximum_pd", "1.1", "/offers/0/maximum_pd: must be a number from 0.0 to 1.0"},
          {"/offers/0/maximum_pd", "-0.1", "/offers/0/maximum_pd: must be a number from 0.0 to 1.0"},
          {"/offers/0/maximum_pd", "0.3",
           "/offers/1/maximum_pd: is lower than that of the offer before; list offers from the strictest to the "
           "safest"},
          {"/offers/2/maximum_pd", "0.9", "/offers/2/maximum_pd: must be 1: the last offer takes every PD"},
          {"/offers/1/id", "\"instant_card\"", "/offers/1/id: the name \"instant_card\" appears twice"},
          {"/offers/0/eligibility/0/question", "\"sex\"",
           "/offers/0/eligibility/0/question: \"sex\" is not a question"},
          {"/offers/0/eligibility/0/question", "\"stable_job\"",
           "/offers/0/eligibility/0/question: \"stable_job\" is a choice: a rule is about a number"},
          {"/offers/0/eligibility/0/minimum", "76", "/offers/0/eligibility/0: has its minimum above its maximum"},
          {"/offers/0/eligibility/0/maximum", "101",
           "/offers/0/eligibility/0: goes beyond the limits of the question, 14 to 100"},
          {"/what_would_help/changes/0/to", "\"no\"", "/what_would_help/changes/0/to: must differ from \"from\""},
          {"/what_would_help/changes/0/to", "\"maybe\"",
           "/what_would_help/changes/0/to: \"maybe\" is not an option of \"stable_job\""},
          {"/what_would_help/changes/1/question", "\"age\"",
           "/what_would_help/changes/1/question: is an age: nobody can change it"},
          {"/what_would_help/changes/1/rise_percent", "101",
           "/what_would_help/changes/1/rise_percent: must be a whole number from 1 to 100"},
          {"/what_would_help/shown", "0", "/what_would_help/shown: must be true or false"},
      });
}

TEST(ProgrammeFolder, NamesTheErrorsOfTheSettings) {
  expect_errors(
      &ProgrammeFiles::settings,
      {
          {"/forest/method", "\"boost\"", "/forest/method: must be \"bagging\" or \"boosting\""},
          {"/forest/ridge", "1", "/forest/ridge: belongs to the method \"boosting\""},
          {"/forest/repaid_weight", "0", "/forest/repaid_weight: must be a number from 0.001 to 1000.0"},
          {"/forest/leaves", "1", "/forest/leaves: must be a whole number from 2 to 16777216"},
          {"/unordered", "[\"education\"]",
           "/unordered/0: has a direction in \"risk_along_values\", which needs the listed order"},
          {"/unordered", "[\"age\"]", "/unordered/0: is a number: it has an order"},
          {"/unordered", "[\"sex\"]", "/unordered/0: \"sex\" is not a question"},
          {"/covered", "{\"age\": {\"minimum\": 20, \"maximum\": 19}}",
           "/covered/age: has its minimum above its maximum"},
          {"/covered", "{\"age\": {\"minimum\": 13, \"maximum\": 19}}",
           "/covered/age: goes beyond the limits of the question, 14 to 100"},
          {"/covered", "{\"education\": {\"minimum\": 1, \"maximum\": 2}}",
           "/covered/education: is a choice: it has no range"},
          {"/risk_along_values", "[]", "/risk_along_values: must be an object"},
          {"/outcome_columns/target", "\"\"", "/outcome_columns/target: must not be empty: it names a column"},
          {"/outcome_columns/target", "\"app_date\"", "/outcome_columns/target: is the column of the date too"},
          {"/outcome_columns/target", "\"income\"",
           "/outcome_columns/target: is a column of the question \"income\" too: the answer would be the outcome "
           "itself"},
      });
}

TEST(ProgrammeFolder, RefusesARidgeOfZero) {
  ProgrammeFiles files = good_files();
  files.settings = with_value(files.settings, "/forest/method", "\"boosting\"");
  files.settings = with_value(files.settings, "/forest/ridge", "0");
  EXPECT_EQ(errors_of(files), "training.json, /forest/ridge: must be a number from 0.001 to 1000000.0");
}

TEST(ProgrammeFolder, RefusesAForestThatWouldBeTooLargeToExplain) {
  ProgrammeFiles files = good_files();
  files.settings = with_value(files.settings, "/forest/trees", "10000");
  files.settings = with_value(files.settings, "/forest/depth", "24");
  files.settings = with_value(files.settings, "/forest/leaves", "105");
  EXPECT_EQ(
      errors_of(files),
      "training.json, /forest: allows 10000 trees of 105 leaves, which is 1050000 leaves in all; at most 1048576. "
      "Lower \"trees\", \"depth\" or \"leaves\"");
  files.settings = with_value(files.settings, "/forest/depth", "6");
  EXPECT_NO_THROW((void)read_programme(files));
}

TEST(ProgrammeFolder, CountsQuestionsOptionsOffersAndChanges) {
  ProgrammeFiles files = good_files();
  files.questionnaire.text = R"({"questions": )" + repeated(33, R"({"id": "q#", "kind": "number", "unit": "x",
      "column": "q#", "minimum": 0, "maximum": 9})") +
                             "}";
  files.settings = with_value(files.settings, "/risk_along_values", "{}");
  files.policy.text = R"({"offers": [{"id": "card", "maximum_pd": 1, "eligibility": []}]})";
  EXPECT_EQ(errors_of(files), "questionnaire.json, /questions: 33 questions; at most 32");

  files = good_files();
  files.questionnaire =
      with_value(files.questionnaire, "/questions/2/options", repeated(1025, R"({"id": "o#", "cells": ["#"]})"));
  EXPECT_EQ(errors_of(files), "questionnaire.json, /questions/2/options: 1025 options; at most 1024");

  files = good_files();
  files.policy =
      with_value(files.policy, "/offers", repeated(33, R"({"id": "o#", "maximum_pd": 1, "eligibility": []})"));
  EXPECT_EQ(errors_of(files), "policy.json, /offers: 33 offers; at most 32");

  files = good_files();
  files.policy = with_value(files.policy, "/what_would_help/changes",
                            repeated(65, R"({"question": "income", "rise_percent": 5})"));
  EXPECT_EQ(errors_of(files), "policy.json, /what_would_help/changes: 65 changes; at most 64");
}

TEST(ProgrammeFolder, NamesTheFolderThatIsNoName) {
  ProgrammeFiles files = good_files();
  files.id = "My Card";
  files.source = "banks/My Card";
  EXPECT_EQ(
      errors_of(files),
      "banks/My Card: the folder is named \"My Card\", and so is the programme; rename it to 1 to 64 characters of "
      "a-z, 0-9, _ and -");
}

TEST(ProgrammeFolder, NamesKeysThatAppearTwice) {
  ProgrammeFiles files = good_files();
  files.policy.text = R"({"offers": [{"id": "a", "maximum_pd": 0.1, "maximum_pd": 0.2, "eligibility": []},
      {"id": "b", "maximum_pd": 1, "eligibility": []}], "offers": []})";
  EXPECT_EQ(errors_of(files),
            "small-card has 3 errors:\n"
            "  policy.json, /offers/0/maximum_pd: appears twice; keep one\n"
            "  policy.json, /offers: appears twice; keep one\n"
            "  policy.json, /offers: 0 offers; at least 1");
}

TEST(ProgrammeFolder, GoesOnBehindAFileThatIsNotJson) {
  for (const char* text : {"", "{", "[NaN]", "{\"offers\": 1e999}", "\xFF\xFE{"}) {
    ProgrammeFiles files = good_files();
    files.questionnaire.text = text;
    files.settings = with_value(files.settings, "/forest/trees", "0");
    const std::string errors = errors_of(files);
    EXPECT_TRUE(errors.starts_with("small-card has 2 errors:\n  questionnaire.json is not JSON: ")) << errors;
    EXPECT_TRUE(errors.ends_with("\n  training.json, /forest/trees: must be a whole number from 1 to 10000")) << errors;
  }
}

TEST(ProgrammeFolder, SaysNothingAboutNamesOfAQuestionThatCouldNotBeRead) {
  ProgrammeFiles files = good_files();
  files.questionnaire = with_value(files.questionnaire, "/questions/1/id", "7");
  EXPECT_EQ(errors_of(files), "questionnaire.json, /questions/1/id: must be a text");
}

TEST(ProgrammeFolder, IgnoresTheKeyOfEditors) {
  ProgrammeFiles files = good_files();
  for (NamedText ProgrammeFiles::*file :
       {&ProgrammeFiles::questionnaire, &ProgrammeFiles::policy, &ProgrammeFiles::settings}) {
    files.*file = with_value(files.*file, "/$schema", "\"../schemas/x.schema.json\"");
  }
  EXPECT_NO_THROW((void)read_programme(files));
}

TEST(ProgrammeFolder, ChecksTheTextsOfEveryLanguage) {
  ProgrammeFiles files = good_files();
  files.texts = {{R"({"reasons": {}})", "texts/en.json"}, {"{", "texts/ru.json"}};
  const std::string errors = errors_of(files);
  for (const char* error :
       {"texts/en.json, /reasons: lacks \"age.lower\"", "texts/en.json, /reasons: lacks \"stable_job.no\"",
        "texts/en.json, /: lacks \"changes\"", "texts/ru.json is not JSON: "}) {
    EXPECT_NE(errors.find(std::string("\n  ") + error), std::string::npos) << error << " in " << errors;
  }
}

TEST(ProgrammeFolder, ListsTenMistakesAtOnce) {
  ProgrammeFiles files = good_files();
  files.id = "Small Card";
  files.questionnaire = with_value(files.questionnaire, "/questions/0/minimum", "\"14\"");
  files.questionnaire = with_value(files.questionnaire, "/questions/1/colour", "1");
  files.questionnaire =
      with_value(files.questionnaire, "/questions/2/options", repeated(1025, R"({"id": "o#", "cells": ["#"]})"));
  files.questionnaire = with_value(files.questionnaire, "/questions/3/columns", "[]");
  files.policy = with_value(files.policy, "/offers/0/id", "\"\"");
  files.policy = with_value(files.policy, "/offers/0/maximum_pd", "0.5");
  files.policy = with_value(files.policy, "/offers/2/eligibility/0/question", "\"sex\"");
  files.settings = with_value(files.settings, "/forest/features_per_split", "9");
  files.settings = with_value(files.settings, "/forest/depth", "25");
  EXPECT_EQ(
      errors_of(files),
      "small-card has 10 errors:\n"
      "  small-card: the folder is named \"Small Card\", and so is the programme; rename it to 1 to 64 characters "
      "of a-z, 0-9, _ and -\n"
      "  questionnaire.json, /questions/0/minimum: must be a whole number from -2147483647 to 2147483647\n"
      "  questionnaire.json, /questions/1: has the unknown key \"colour\"; known are: id, kind, from, "
      "maximum_age_days, unit, unit_words, "
      "scale_words, decimals, money, minimum, maximum, plausible, column\n"
      "  questionnaire.json, /questions/2/options: 1025 options; at most 1024\n"
      "  questionnaire.json, /questions/3/columns: 0 columns; at least 1\n"
      "  policy.json, /offers/0/id: \"\" is not a name: write 1 to 64 characters of a-z, 0-9, _ and -\n"
      "  policy.json, /offers/2/eligibility/0/question: \"sex\" is not a question\n"
      "  policy.json, /offers/1/maximum_pd: is lower than that of the offer before; list offers from the strictest "
      "to the safest\n"
      "  training.json, /forest/depth: must be a whole number from 1 to 24\n"
      "  training.json, /forest/features_per_split: must be a whole number from 1 to 4");
}

TEST(ProgrammeFolder, ListsAHundredErrorsAndCountsTheOthers) {
  ProgrammeFiles files = good_files();
  files.policy.text = R"({"offers": )" + repeated(150, R"({"id": "o#", "maximum_pd": 2, "eligibility": []})") + "}";
  const std::string errors = errors_of(files);
  EXPECT_TRUE(errors.starts_with("small-card has 151 errors:\n")) << errors;
  EXPECT_TRUE(errors.ends_with("\n  and 51 more")) << errors;
}

}  // namespace
}  // namespace prescore
