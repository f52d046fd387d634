// What comes from outside: a bureau's JSON, its address, dates, and the rows of a SELECT.
#include <gtest/gtest.h>

#include "base/input_error.hpp"
#include "service/connectors/as_of.hpp"
#include "service/connectors/bureau_answer.hpp"
#include "service/connectors/bureau_url.hpp"
#include "service/connectors/client_rows.hpp"
#include "service/connectors/select_connector.hpp"

namespace prescore::service {
namespace {

const Moment kAnsweredAt = *parse_moment("2026-11-28T12:00:00Z");

BureauSettings bureau_of_test() {
  BureauSettings settings;
  settings.name = "bureau";
  settings.values = {{"score", "/report/score"}, {"requests", "/report/counts/0"}};
  settings.client_pointer = "/subject";
  settings.as_of_pointer = "/date";
  return settings;
}

ClientRequest request_for(std::vector<std::string> questions = {"score", "requests"}) {
  return {"c-1", std::move(questions), std::nullopt, "", kAnsweredAt};
}

CallOutcome outcome_of(std::string_view body) {
  return read_bureau_answer(body, bureau_of_test(), request_for()).outcome;
}

constexpr std::string_view kSoundAnswer =
    R"({"subject":"c-1","date":"2026-11-27","report":{"score":-1.25,"counts":[3]},"more":{}})";

TEST(ReadBureauAnswer, ReadsValuesByTheirPointers) {
  const Answered answered = read_bureau_answer(kSoundAnswer, bureau_of_test(), request_for());
  EXPECT_EQ(answered.outcome, CallOutcome::found);
  EXPECT_EQ(answered.source, "bureau");
  EXPECT_EQ(answered.as_of, parse_moment("2026-11-27"));
  ASSERT_EQ(answered.values.size(), 2U);
  EXPECT_EQ(answered.values[0].text, "-1.25");
  EXPECT_EQ(answered.values[1].text, "3");
}

TEST(ReadBureauAnswer, GivesOnlyWhatWasAskedFor) {
  const Answered answered = read_bureau_answer(kSoundAnswer, bureau_of_test(), request_for({"requests"}));
  ASSERT_EQ(answered.values.size(), 1U);
  EXPECT_EQ(answered.values[0].question, "requests");
}

TEST(ReadBureauAnswer, TakesTextsAndNullAsNotKnown) {
  const Answered answered = read_bureau_answer(
      R"({"subject":"c-1","date":"2026-11-27T10:00:00+03:00","report":{"score":"0.5","counts":[null]}})",
      bureau_of_test(), request_for());
  EXPECT_EQ(answered.as_of, parse_moment("2026-11-27T07:00:00Z"));
  ASSERT_EQ(answered.values.size(), 2U);
  EXPECT_EQ(answered.values[0].text, "0.5");
  EXPECT_EQ(answered.values[1].text, "");
}

TEST(ReadBureauAnswer, RefusesAnAnswerAboutAnotherClient) {
  for (const char* subject : {R"("c-2")", R"("C-1")", R"("")", "1", "null", R"(["c-1"])"}) {
    const std::string body =
        R"({"subject":)" + std::string(subject) + R"(,"date":"2026-11-27","report":{"score":1,"counts":[1]}})";
    EXPECT_EQ(outcome_of(body), CallOutcome::other_client) << subject;
  }
}

TEST(ReadBureauAnswer, TakesANumberAsTheClientsReference) {
  ClientRequest of_number = request_for();
  of_number.client = "17";
  const Answered answered = read_bureau_answer(
      R"({"subject":17,"date":"2026-11-27","report":{"score":1,"counts":[1]}})", bureau_of_test(), of_number);
  EXPECT_EQ(answered.outcome, CallOutcome::found);
}

TEST(ReadBureauAnswer, RefusesWhatTheSettingsDoNotDescribe) {
  for (const char* body : {
           "",
           "null",
           "[]",
           "\"x\"",
           "{",
           "{}",
           "garbage",
           "\xff\xfe",
           R"({"date":"2026-11-27","report":{"score":1,"counts":[1]}})",
           R"({"subject":"c-1","report":{"score":1,"counts":[1]}})",
           R"({"subject":"c-1","date":20261127,"report":{"score":1,"counts":[1]}})",
           R"({"subject":"c-1","date":"yesterday","report":{"score":1,"counts":[1]}})",
           R"({"subject":"c-1","date":"2999-01-01","report":{"score":1,"counts":[1]}})",
           R"({"subject":"c-1","date":"2026-11-27","report":{"counts":[1]}})",
           R"({"subject":"c-1","date":"2026-11-27","report":{"score":1,"counts":[]}})",
           R"({"subject":"c-1","date":"2026-11-27","report":{"score":1,"counts":{"0":1}}} )"
           "x",
           R"({"subject":"c-1","date":"2026-11-27","report":{"score":{},"counts":[1]}})",
           R"({"subject":"c-1","date":"2026-11-27","report":{"score":true,"counts":[1]}})",
           R"({"subject":"c-1","date":"2026-11-27","report":[1]})",
           R"({"subject":"c-1","subject":"c-1","date":"2026-11-27","report":{"score":1,"counts":[1]}})",
       }) {
    EXPECT_EQ(outcome_of(body), CallOutcome::wrong_answer) << body;
  }
}

TEST(ReadBureauAnswer, RefusesDeepAndLongValues) {
  std::string deep = std::string(100'000, '[');
  EXPECT_EQ(outcome_of(deep), CallOutcome::wrong_answer);
  const std::string body =
      R"({"subject":"c-1","date":"2026-11-27","report":{"score":")" + std::string(5'000, '1') + R"(","counts":[1]}})";
  EXPECT_EQ(outcome_of(body), CallOutcome::wrong_answer);
}

TEST(BureauUrl, PutsTheReferenceInEscaped) {
  EXPECT_EQ(bureau_url("https://b.example/s/{client}?a=1", "c-1"), "https://b.example/s/c-1?a=1");
  EXPECT_EQ(bureau_url("https://b.example/s/{client}", "a/../b?x=1&y#z %"),
            "https://b.example/s/a%2F%2E%2E%2Fb%3Fx%3D1%26y%23z%20%25");
  EXPECT_EQ(bureau_url("https://b.example/s?c={client}", "\xc3\xa4\n"), "https://b.example/s?c=%C3%A4%0A");
  EXPECT_FALSE(fits_url(".."));
  EXPECT_FALSE(fits_url("."));
  EXPECT_TRUE(fits_url("..a"));
}

TEST(BureauUrl, RefusesWhatMayNotBeAsked) {
  for (const char* url : {"https://b.example/{client}", "http://127.0.0.1:80/{client}", "http://[::1]/{client}",
                          "http://localhost:1/?c={client}", "https://b.example?c={client}"}) {
    EXPECT_EQ(bureau_url_error(url), "") << url;
  }
  for (const char* url :
       {"https://b.example/", "https://b.example/{client}/{client}", "http://b.example/{client}",
        "http://127.0.0.1.evil.example/{client}", "ftp://b.example/{client}", "file:///{client}", "{client}",
        "https://{client}/", "https://{client}.b.example/", "https://user:word@b.example/{client}",
        "https://b.example/#{client}", "https://b example/{client}", "https:///{client}"}) {
    EXPECT_NE(bureau_url_error(url), "") << url;
  }
}

TEST(ReadAsOf, ReadsDaysAndTimesOfDatabases) {
  const std::pair<const char*, const char*> cases[] = {
      {"2026-11-27", "2026-11-27"},
      {"2026-11-27T09:30:00Z", "2026-11-27T09:30:00Z"},
      {"2026-11-27 09:30:00", "2026-11-27T09:30:00Z"},
      {"2026-11-27 09:30:00.5+03", "2026-11-27T06:30:00.5Z"},
      {"2026-11-27T09:30:00.123456789-0130", "2026-11-27T11:00:00.123456Z"},
      {"2026-11-27t09:30:00z", "2026-11-27T09:30:00Z"},
  };
  for (const auto& [text, moment] : cases) EXPECT_EQ(read_as_of(text, kAnsweredAt), parse_moment(moment)) << text;
}

TEST(ReadAsOf, RefusesEverythingElse) {
  for (const char* text : {"", "27.11.2026", "2026-13-01", "2026-11-27T", "2026-11-27 ", "2026-11-27T09:30:00+",
                           "2026-11-27T09:30:00+3", "2026-11-27T09:30:00+03:0", "2026-11-27T09:30:00+24",
                           "2026-11-27T09:30:00ZZ", "2026-11-27T09:30:00 +03", "2026-11-27X09:30:00", "2026-11-30"}) {
    EXPECT_EQ(read_as_of(text, kAnsweredAt), std::nullopt) << text;
  }
}

TEST(ValuesOfRows, TakesTheNewestValueAndTheOldestDate) {
  const std::vector<ClientRow> rows = {{"core", 10, R"({"region":"30","score":"1"})"},
                                       {"bureau", 20, R"({"score":"2"})"},
                                       {"old", 5, R"({"region":"90"})"}};
  const Answered answered = values_of(rows, {"score", "region"});
  EXPECT_EQ(answered.outcome, CallOutcome::found);
  EXPECT_EQ(answered.source, "bureau+core");
  EXPECT_EQ(answered.as_of, 10);
  ASSERT_EQ(answered.values.size(), 2U);
  EXPECT_EQ(answered.values[0].text, "2");
  EXPECT_EQ(answered.values[1].text, "30");
}

TEST(ValuesOfRows, KnowsNoClientWithoutARowForTheQuestions) {
  EXPECT_EQ(values_of(std::vector<ClientRow>{}, {"score"}).outcome, CallOutcome::not_found);
  EXPECT_EQ(values_of(std::vector<ClientRow>{{"core", 10, R"({"region":"30"})"}}, {"score"}).outcome,
            CallOutcome::not_found);
  EXPECT_EQ(values_of(std::vector<ClientRow>{{"core", 10, "{"}}, {"score"}).outcome, CallOutcome::wrong_answer);
  EXPECT_EQ(values_of(std::vector<ClientRow>{{"core", 10, R"({"score":1})"}}, {"score"}).outcome,
            CallOutcome::wrong_answer);
}

TEST(ValuesOfRows, KeepsTextsAsTheyAre) {
  const std::string text = answers_text({{"score", "a\"b\\"}, {"region", ""}});
  const Answered answered = values_of(std::vector<ClientRow>{{"core", 10, text}}, {"score", "region"});
  ASSERT_EQ(answered.values.size(), 2U);
  EXPECT_EQ(answered.values[0].text, "a\"b\\");
  EXPECT_EQ(answered.values[1].text, "");
}

std::string columns_error(const std::vector<std::string>& columns) {
  try {
    require_columns(columns, {"score", "region"}, "core");
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

TEST(RequireColumns, NamesAllThatIsWrongAtOnce) {
  EXPECT_EQ(columns_error({"region", "score"}), "");
  EXPECT_EQ(columns_error({"region", "as_of", "score"}), "");
  const std::string error = columns_error({"regoin", "score", "score", "as_of", "as_of"});
  for (const char* part : {"no column \"region\"", "\"regoin\" is no question", "\"score\" more than once",
                           "\"as_of\" more than once", "connector \"core\""}) {
    EXPECT_NE(error.find(part), std::string::npos) << part << " in " << error;
  }
}

TEST(ValuesOfSelect, TakesOneRow) {
  const std::vector<std::string> columns = {"region", "as_of", "score"};
  const SelectRow row = {"30", "2026-11-01", std::nullopt};
  const Answered answered = values_of({row}, columns, request_for({"region", "score"}), "core");
  EXPECT_EQ(answered.outcome, CallOutcome::found);
  EXPECT_EQ(answered.as_of, parse_moment("2026-11-01"));
  ASSERT_EQ(answered.values.size(), 2U);
  EXPECT_EQ(answered.values[0].text, "30");
  EXPECT_EQ(answered.values[1].text, "");
  EXPECT_EQ(values_of({row, row}, columns, request_for(), "core").outcome, CallOutcome::several_rows);
  EXPECT_EQ(values_of({}, columns, request_for(), "core").outcome, CallOutcome::not_found);
  EXPECT_EQ(values_of({{"30", "last year", "1"}}, columns, request_for(), "core").outcome, CallOutcome::wrong_answer);
  EXPECT_EQ(values_of({{"30", std::nullopt, "1"}}, columns, request_for(), "core").as_of, std::nullopt);
  EXPECT_EQ(values_of({{"30", "1"}}, {"region", "score"}, request_for(), "core").as_of, kAnsweredAt);
}

}  // namespace
}  // namespace prescore::service
