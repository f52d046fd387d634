// What is recorded about client data, and how it is read again.
#include "service/engine/client_data.hpp"

#include <gtest/gtest.h>

#include "json/json_place.hpp"

namespace prescore::service {
namespace {

ClientData some_data() {
  return {ClientData::Status::stale,
          "bureau",
          Moment{1'700'000'000'123'456},
          {{"income", "50000"}, {"stable_job", ""}},
          {{"table", "not_found", 1, 0}, {"bureau", "found", 2, 340}}};
}

TEST(EnrichmentText, HasEverythingThatIsRecorded) {
  EXPECT_EQ(enrichment_text(some_data(), Consent{"2026-1", "2026-11-27T09:30:00Z"}),
            R"({"status":"stale","source":"bureau","as_of":"2023-11-14T22:13:20.123456Z",)"
            R"("values":{"income":"50000","stable_job":""},)"
            R"("consent":{"wording":"2026-1","given_at":"2026-11-27T09:30:00Z"},)"
            R"("calls":[{"connector":"table","outcome":"not_found","attempts":1,"milliseconds":0},)"
            R"({"connector":"bureau","outcome":"found","attempts":2,"milliseconds":340}]})");
}

TEST(EnrichmentText, LeavesOutConsentThatWasNotGiven) {
  EXPECT_EQ(enrichment_text({}, std::nullopt),
            R"({"status":"not_needed","source":"","as_of":null,"values":{},"calls":[]})");
}

TEST(EnrichmentText, IsReadBackWithItsTimeToTheMicrosecond) {
  const ClientData read = read_enrichment(enrichment_text(some_data(), std::nullopt));
  EXPECT_EQ(read.status, ClientData::Status::stale);
  EXPECT_EQ(read.source, "bureau");
  EXPECT_EQ(read.as_of, some_data().as_of);
  ASSERT_EQ(read.values.size(), 2U);
  EXPECT_EQ(read.values[0].question, "income");
  EXPECT_EQ(read.values[0].text, "50000");
  EXPECT_EQ(read_enrichment("{}").status, ClientData::Status::not_needed);
}

/// Values come from foreign systems.
TEST(EnrichmentText, IsJsonWhateverTheBankSent) {
  ClientData data = some_data();
  data.values = {{"income", "\xff\xfe\"\n"}, {"income", "again"}, {"\"}", std::string(1, '\0')}, {"stable_job", "да"}};
  const Json json = Json::parse(enrichment_text(data, std::nullopt));
  EXPECT_EQ(json["values"].size(), 3U);
  EXPECT_EQ(json["values"]["income"], "\uFFFD\uFFFD\"\n");
  EXPECT_EQ(json["values"]["stable_job"], "да");
}

TEST(ReadEnrichment, ThrowsWhatIsNoSuchText) {
  for (const char* text : {"", "[", R"({"status":"lost"})", R"({"status":"found"})", R"({"status":1})"}) {
    EXPECT_ANY_THROW((void)read_enrichment(text)) << text;
  }
}

}  // namespace
}  // namespace prescore::service
