// Everything that can be wrong with a model's JSON, and the place that the message names.
#include <limits>

#include "json/programme_json.hpp"
#include "model/support.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::input_error_of;

Json small_model() { return to_json(Model{test::small_programme(), {}, nullptr}); }

std::string json_error_of(const Json& document) {
  return input_error_of([&] { (void)model_from_json(document, "M.json"); });
}

/// Puts the JSON text `value` at `pointer`, or removes what is there where `value` is "".
Json bent(const std::string& pointer, const std::string& value) {
  Json document = small_model();
  const Json::json_pointer place(pointer);
  if (!value.empty()) {
    document[place] = Json::parse(value);
    return document;
  }
  document[place.parent_pointer()].erase(place.back());
  return document;
}

struct BentField {
  const char* pointer;
  const char* value;
  const char* message;
};

void expect_messages(const std::vector<BentField>& fields) {
  for (const auto& [pointer, value, message] : fields) {
    EXPECT_EQ(json_error_of(bent(pointer, value)), std::string("M.json, ") + message) << pointer << " = " << value;
  }
}

TEST(ModelJson, IsGoodBeforeItIsBent) { EXPECT_NO_THROW((void)model_from_json(small_model(), "M.json")); }

/// The small programme, whose job the bank answers.
Json asking_model() {
  Programme programme = test::small_programme();
  programme.questionnaire.questions[test::kJob].from = AnswerSource::client_data;
  programme.questionnaire.questions[test::kJob].maximum_age_days = 30;
  programme.policy.without_client_data = {"other-card"};
  return to_json(Model{programme, {}, nullptr});
}

TEST(ModelJson, KeepsWhoAnswersAndWhoDecidesWithoutThem) {
  const Json document = asking_model();
  EXPECT_EQ(document["questionnaire"]["questions"][3]["from"], "client_data");
  EXPECT_EQ(document["questionnaire"]["questions"][3]["maximum_age_days"], 30);
  EXPECT_FALSE(document["questionnaire"]["questions"][0].contains("from"));
  EXPECT_EQ(document["policy"]["without_client_data"].dump(), R"({"programme":"other-card"})");
  EXPECT_EQ(to_json(model_from_json(document, "M.json")), document);
  EXPECT_FALSE(small_model()["policy"].contains("without_client_data"));
}

TEST(ModelJson, NamesWhatIsWrongWithTheBanksQuestions) {
  const std::vector<BentField> fields = {
      {"/questionnaire/questions/3/from", "\"bank\"",
       "/questionnaire/questions/3/from: must be \"applicant\" or \"client_data\""},
      {"/questionnaire/questions/3/from", "1", "/questionnaire/questions/3/from: must be a text"},
      {"/questionnaire/questions/3/from", "\"applicant\"",
       "/questionnaire/questions/3/maximum_age_days: is only for values of the bank; write \"from\": \"client_data\" "
       "if "
       "this is one"},
      {"/questionnaire/questions/3/maximum_age_days", "0",
       "/questionnaire/questions/3/maximum_age_days: must be a whole number from 1 to 3650"},
      {"/questionnaire/questions/3/maximum_age_days", "3651",
       "/questionnaire/questions/3/maximum_age_days: must be a whole number from 1 to 3650"},
      {"/policy/without_client_data", "",
       "/policy: lacks \"without_client_data\", since questions have \"from\": \"client_data\""},
      {"/policy/without_client_data/programme", "\"small-card\"",
       "/policy/without_client_data/programme: is this programme itself; name one that does without the data"},
      {"/policy/without_client_data/outcome", "\"manual_review\"",
       "/policy/without_client_data: needs one of \"programme\", the id of another programme, and \"outcome\": "
       "\"manual_review\""},
      {"/policy/without_client_data", "{}",
       "/policy/without_client_data: needs one of \"programme\", the id of another programme, and \"outcome\": "
       "\"manual_review\""},
      {"/policy/without_client_data", "{\"outcome\":\"approval\"}",
       "/policy/without_client_data/outcome: must be \"manual_review\""},
      {"/policy/without_client_data", "{\"program\":\"x\"}",
       "/policy/without_client_data: has the unknown key \"program\"; known are: programme, outcome"},
  };
  for (const auto& [pointer, value, message] : fields) {
    Json document = asking_model();
    const Json::json_pointer place(pointer);
    if (*value == '\0') {
      document[place.parent_pointer()].erase(place.back());
    } else {
      document[place] = Json::parse(value);
    }
    EXPECT_EQ(json_error_of(document), std::string("M.json, ") + message) << pointer << " = " << value;
  }
  EXPECT_EQ(json_error_of(bent("/policy/without_client_data", "{\"outcome\":\"manual_review\"}")),
            "M.json, /policy/without_client_data: is there, but no question has \"from\": \"client_data\"; remove it");
}

TEST(ModelJson, NamesWhatTheDocumentLacksOrAdds) {
  expect_messages({
      {"/format", "\"x\"", "/: is not a Prescore model"},
      {"/format", "", "/: is not a Prescore model"},
      {"/version", "0", "/version: must be 1 or 2: train the model again"},
      {"/version", "3",
       "/version: was written by a newer version of Prescore: update Prescore, or train the model again"},
      {"/version", "", "/: lacks \"version\""},
      {"/colour", "1",
       "/: has the unknown key \"colour\"; known are: format, version, programme, provenance, outcome_columns, "
       "questionnaire, policy, encoding, pd_table, reference, forest, signatures"},
      {"/provenance", "", "/: lacks \"provenance\""},
      {"/outcome_columns/target", "", "/outcome_columns: lacks \"target\""},
      {"/outcome_columns/bad", "[1]", "/outcome_columns: lacks \"good\""},
      {"/outcome_columns/targte", "\"x\"",
       "/outcome_columns: has the unknown key \"targte\"; known are: date, date_form, target, bad, good"},
      {"/programme", "7", "/programme: must be a text"},
      {"/programme", "\"My Card\"",
       "/programme: \"My Card\" is not a name: write 1 to 64 characters of a-z, 0-9, _ and -"},
      {"/provenance", "[]", "/provenance: must be an object or null"},
      {"/provenance", "{\"rows\": \"many\"}", "/provenance/rows: must be a whole number from 0 to 9223372036854775807"},
      {"/provenance", "{\"trainer\": 1}", "/provenance/trainer: must be a text"},
      {"/provenance", "{\"last_application\": \"soon\"}",
       "/provenance/last_application: must be a day such as 2014-02-01"},
      {"/provenance", "{\"settings\": {\"risk_along_values\": {\"age\": 1}}}",
       "/provenance/settings/risk_along_values/age: must be a text"},
      {"/provenance", "{\"held_out\": 5}", "/provenance/held_out: must be an object"},
  });
  EXPECT_EQ(json_error_of(Json::array()), "M.json, /: is not a Prescore model");
  EXPECT_EQ(json_error_of(Json(nullptr)), "M.json, /: is not a Prescore model");
}

TEST(ModelJson, NamesTheBadQuestion) {
  expect_messages({
      {"/questionnaire/questions", "5", "/questionnaire/questions: must be a list"},
      {"/questionnaire/questions/0", "[]", "/questionnaire/questions/0: must be an object"},
      {"/questionnaire/questions/0/kind", "\"text\"",
       "/questionnaire/questions/0/kind: must be \"number\" or \"choice\""},
      {"/questionnaire/questions/1/money", "\"yes\"", "/questionnaire/questions/1/money: must be true or false"},
      {"/questionnaire/questions/1/decimals", "10",
       "/questionnaire/questions/1/decimals: must be a whole number from 0 to 9"},
      {"/questionnaire/questions/0/options", "[]",
       "/questionnaire/questions/0: has the unknown key \"options\"; known are: id, kind, from, maximum_age_days, "
       "unit, unit_words, "
       "scale_words, decimals, money, minimum, maximum, plausible, column"},
      {"/questionnaire/questions/0/minimum", "101", "/questionnaire/questions/0: has its minimum above its maximum"},
      {"/questionnaire/questions/2/options/2/id", "\"school\"",
       "/questionnaire/questions/2/options/2/id: the name \"school\" appears twice"},
      {"/questionnaire/questions/2/options/1/cells", "[]",
       "/questionnaire/questions/2/options/1/cells: 0 cells; at least 1"},
      {"/questionnaire/questions/2/options/1/cells", "[[\"a\", \"b\"]]",
       "/questionnaire/questions/2/options/1/cells/0: 2 cells for 1 column; write one cell for each column, in the "
       "order of \"columns\", or a list of such lists"},
      {"/questionnaire/questions/2/options/1/cells", "", "/questionnaire/questions/2/options/1: lacks \"cells\""},
      {"/questionnaire/questions/2/options/1/any_other", "1",
       "/questionnaire/questions/2/options/1/any_other: must be true or false"},
      {"/questionnaire/questions/1/scale_words", "{\"k\": 1024}",
       "/questionnaire/questions/1/scale_words/k: must be a power of ten from 10 to 1000000000"},
      {"/questionnaire/questions/1/scale_words", "{\"k\": 1}",
       "/questionnaire/questions/1/scale_words/k: must be a power of ten from 10 to 1000000000"},
      {"/questionnaire/questions/1/scale_words", "{\"₽\": 1000}",
       "/questionnaire/questions/1/scale_words/₽: belongs to a word that is in \"unit_words\" too; a word either "
       "multiplies or is skipped"},
      {"/questionnaire/questions/1/scale_words", "{\"РУБ\": 1000}",
       "/questionnaire/questions/1/scale_words/РУБ: belongs to a word that is in \"unit_words\" too; a word either "
       "multiplies or is skipped"},
      {"/questionnaire/questions/1/scale_words", "{\"k\": 1000, \"K\": 1000000}",
       "/questionnaire/questions/1/scale_words/K: belongs to a word that is there already; neither case nor a "
       "full stop at the end makes another word"},
      {"/questionnaire/questions/1/scale_words", "{\"тыс.\": 1000, \"тыс\": 1000000}",
       "/questionnaire/questions/1/scale_words/тыс: belongs to a word that is there already; neither case nor a "
       "full stop at the end makes another word"},
      {"/questionnaire/questions/1/scale_words", "{\"\u00a0\": 1000}",
       "/questionnaire/questions/1/scale_words/\u00a0: belongs to a blank word"},
      {"/questionnaire/questions/1/unit_words", "[\"₽\", \" \"]",
       "/questionnaire/questions/1/unit_words/1: must not be blank"},
      {"/questionnaire/questions/1/plausible", "{}",
       "/questionnaire/questions/1/plausible: has neither a minimum nor a maximum"},
      {"/questionnaire/questions/1/plausible", "{\"minimum\": 0}",
       "/questionnaire/questions/1/plausible/minimum: is beyond the limits of the question, 1 to 100000000"},
      {"/questionnaire/questions/1/plausible", "{\"minimum\": 9, \"maximum\": 8}",
       "/questionnaire/questions/1/plausible: has its minimum above its maximum"},
      {"/questionnaire/missing", "\"NA\"", "/questionnaire/missing: must be a list"},
      {"/questionnaire/csv", "{\"delimiter\": \"x\"}",
       "/questionnaire/csv/delimiter: must be one of \",\", \";\", \"\\t\", \"|\""},
      {"/questionnaire/csv", "{\"delimiter\": \",\", \"decimal\": \",\"}",
       "/questionnaire/csv: has the same character as delimiter and as decimal mark"},
  });
}

TEST(ModelJson, RefusesNumbersThatDoNotFit) {
  const std::string minimum =
      "M.json, /questionnaire/questions/0/minimum: must be a whole number from -2147483647 to 2147483647";
  for (const char* value : {"14.5", "1e300", "4294967296", "-4294967296", "18446744073709551615",
                            "-9223372036854775808", "-2147483648", "\"14\"", "null", "true"}) {
    EXPECT_EQ(json_error_of(bent("/questionnaire/questions/0/minimum", value)), minimum) << value;
  }
  Json document = small_model();
  for (const double value : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    document["policy"]["offers"][0]["maximum_pd"] = value;
    EXPECT_EQ(json_error_of(document), "M.json, /policy/offers/0/maximum_pd: must be a number from 0.0 to 1.0");
    document["policy"]["offers"][0]["maximum_pd"] = 0.1;
    document["forest"]["trees"][0][1]["leaf"] = value;
    EXPECT_EQ(json_error_of(document),
              "M.json, /forest/trees/0/1/leaf: must be a whole number from -2147483647 to 2147483647");
    document["forest"]["trees"][0][1]["leaf"] = 1;
  }
}

TEST(ModelJson, NamesTheBadEncoding) {
  expect_messages({
      {"/encoding", "[]", "/encoding: must have one entry for each question, in order"},
      {"/encoding/0/question", "\"income\"", "/encoding/0/question: must be \"age\""},
      {"/encoding/0/missing_seen", "0", "/encoding/0/missing_seen: must be true or false"},
      {"/encoding/0/cuts", "[40, 25]", "/encoding/0: not_ascending: values must be in ascending order"},
      {"/encoding/0/cuts", "[25, 70]", "/encoding/0: out_of_range: a number is outside its allowed range"},
      {"/encoding/0/minimum_seen", "13", "/encoding/0: out_of_range: a number is outside its allowed range"},
      {"/encoding/2/order", "[\"school\", \"school\"]", "/encoding/2/order/1: appears twice"},
      {"/encoding/2/order", "[\"PhD\"]", "/encoding/2/order/0: \"PhD\" is not an option of \"education\""},
      {"/encoding/2/order", "[]", "/encoding/2: inconsistent_count: a list has too few or too many entries"},
      {"/encoding/2/cuts", "[]", "/encoding/2: has the unknown key \"cuts\"; known are: question, missing_seen, order"},
  });
}

TEST(ModelJson, RefusesMoreCutsThanAByteCanCount) {
  Json cuts = Json::array();
  for (int cut = 1'000; cut < 1'400; ++cut) cuts.push_back(cut);
  Json document = bent("/encoding/1/cuts", cuts.dump());
  document["forest"]["trees"][0][2]["at_most"] = 1'399;
  EXPECT_EQ(json_error_of(document), "M.json, /encoding/1: inconsistent_count: a list has too few or too many entries");
}

TEST(ModelJson, NamesTheBadNode) {
  const char* const order = "here 1 of 5";
  expect_messages({
      {"/forest/leaf_scale", "0", "/forest/leaf_scale: must be a whole number from 1 to 2147483647"},
      {"/forest/leaf_scale", "4294967296", "/forest/leaf_scale: must be a whole number from 1 to 2147483647"},
      {"/forest/trees", "[]", "/forest/trees/0: inconsistent_count: a list has too few or too many entries"},
      {"/forest/trees/0", "[]", "/forest/trees/0: must have at least one node"},
      {"/forest/trees/0/0/question", "\"sex\"", "/forest/trees/0/0/question: \"sex\" is not a question"},
      {"/forest/trees/0/0/at_most", "26", "/forest/trees/0/0/at_most: is not one of the encoding's cuts"},
      {"/forest/trees/0/0/missing", "\"left\"",
       "/forest/trees/0/0/missing: must be left out: the training data held no missing \"age\""},
      {"/forest/trees/1/0/missing", "", "/forest/trees/1/0: lacks \"missing\""},
      {"/forest/trees/1/0/missing", "\"up\"", "/forest/trees/1/0/missing: must be \"left\" or \"right\""},
      {"/forest/trees/1/0/among", "[\"no\"]",
       "/forest/trees/1/0/among/0: the options that go left must be the first of the encoding's order"},
      {"/forest/trees/1/0/among", "[]", "/forest/trees/1/0/among: must name at least one option"},
      {"/forest/trees/1/0/among", "[\"yes\", \"no\"]",
       "/forest/trees/1: out_of_range: a number is outside its allowed range"},
      {"/forest/trees/0/1/leaf", "0.5",
       "/forest/trees/0/1/leaf: must be a whole number from -2147483647 to 2147483647"},
      {"/forest/trees/0/1/value", "1", "/forest/trees/0/1: has the unknown key \"value\"; known are: leaf"},
      {"/forest/trees/0/1", "{}", "/forest/trees/0/1: lacks \"question\""},
      {"/forest/trees/0/5", "{\"leaf\": 1}", "/forest/trees/0: has nodes that no split leads to"},
      {"/forest/trees/1/1/leaf", "2147483647",
       "/forest/trees/1: sum_overflow: the largest possible score does not fit 32 bits, or a contribution to it does "
       "not fit 64 bits"},
  });
  EXPECT_NE(json_error_of(bent("/forest/trees/0/0/right", "3")).find("must be the node after \"left\""),
            std::string::npos);
  // To itself, to a node of another split, and past the end: no cycle can be written down.
  for (const int left : {0, 3, 4, 5, 2147483646}) {
    Json document = small_model();
    document["forest"]["trees"][0][0]["left"] = left;
    document["forest"]["trees"][0][0]["right"] = left + 1LL;
    EXPECT_EQ(json_error_of(document),
              "M.json, /forest/trees/0/0/left: must be a later node of this tree, in "
              "breadth-first order: " +
                  std::string(order))
        << left;
  }
}

TEST(ModelJson, RefusesAChildThatPointsBack) {
  Json document = small_model();
  document["forest"]["trees"][0][2]["left"] = 1;
  document["forest"]["trees"][0][2]["right"] = 2;
  EXPECT_EQ(json_error_of(document),
            "M.json, /forest/trees/0/2/left: must be a later node of this tree, in breadth-first order: here 3 of 5");
}

TEST(ModelJson, NamesTheBadKnotAndOffer) {
  expect_messages({
      {"/pd_table", "[]", "/pd_table/0: inconsistent_count: a list has too few or too many entries"},
      {"/pd_table/0/pd_ppm", "1000001", "/pd_table/0/pd_ppm: must be a whole number from 0 to 1000000"},
      {"/pd_table/0/pd_ppm", "900000", "/pd_table/1: not_ascending: values must be in ascending order"},
      {"/pd_table/1/score", "150", "/pd_table/1: not_ascending: values must be in ascending order"},
      {"/pd_table/1/colour", "1", "/pd_table/1: has the unknown key \"colour\"; known are: score, pd_ppm"},
      {"/policy/offers", "[]", "/policy/offers: 0 offers; at least 1"},
      {"/policy/offers/0/maximum_pd", "1.5", "/policy/offers/0/maximum_pd: must be a number from 0.0 to 1.0"},
      {"/policy/offers/0/maximum_pd", "0.9",
       "/policy/offers/1/maximum_pd: is lower than that of the offer before; list offers from the strictest to the "
       "safest"},
      {"/policy/offers/2/maximum_pd", "0.5", "/policy/offers/2/maximum_pd: must be 1: the last offer takes every PD"},
      {"/policy/offers/0/eligibility/0/question", "\"sex\"",
       "/policy/offers/0/eligibility/0/question: \"sex\" is not a question"},
      {"/policy/offers/0/eligibility/0/question", "\"stable_job\"",
       "/policy/offers/0/eligibility/0/question: \"stable_job\" is a choice: a rule is about a number"},
      {"/policy/offers/1/id", "\"instant_card\"", "/policy/offers/1/id: the name \"instant_card\" appears twice"},
  });
}

}  // namespace
}  // namespace prescore
