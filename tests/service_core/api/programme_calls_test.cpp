// Releases: two people, signatures, roll-back, withdrawal, and the challenger.
#include <gtest/gtest.h>

#include "service_core/support.hpp"

namespace prescore::service {
namespace {

using test::body_of;
using test::key_of;
using test::kGoodAnswers;
using test::member;
using test::small_packed;
using test::TestService;

class ProgrammeCalls : public testing::Test {
 protected:
  HttpAnswer add(const std::string& model, const std::string& programme = "small-card") {
    return service_.call({"POST", "/v1/programmes/" + programme + "/versions", "secret-anna", model, {}});
  }
  HttpAnswer put(const std::string& what, const std::string& version, const std::string& who) {
    return service_.call({"PUT",
                          "/v1/programmes/small-card/" + what,
                          "secret-" + who,
                          R"({"version":")" + version + "\"}",
                          {{"Content-Type", "application/json"}}});
  }
  HttpAnswer remove(const std::string& what) {
    return service_.call({"DELETE", "/v1/programmes/small-card/" + what, "secret-anna", {}, {}});
  }
  [[nodiscard]] Json shown() {
    return Json::parse(service_.call({"GET", "/v1/programmes/small-card", "secret-asker", {}, {}}).body);
  }
  static std::string version_of_small(Stage stage = Stage::preliminary) { return version_of(small_packed(stage)); }

  TestService service_;
};

TEST_F(ProgrammeCalls, AnActivationTakesTwoPeople) {
  EXPECT_EQ(add(small_packed()).status, 201U);
  EXPECT_EQ(service_.decide(key_of(1), body_of(kGoodAnswers)).status, 503U);
  EXPECT_EQ(put("active/approval", version_of_small(), "boris").status, 409U) << "nobody proposed it";
  EXPECT_EQ(put("active", version_of_small(), "anna").status, 202U);
  EXPECT_EQ(service_.decide(key_of(1), body_of(kGoodAnswers)).status, 503U) << "proposed is not active";
  const HttpAnswer same = put("active/approval", version_of_small(), "anna");
  EXPECT_EQ(same.status, 403U);
  EXPECT_EQ(member(same, "type"), "urn:prescore:problem:same_person");
  EXPECT_EQ(put("active/approval", version_of_small(Stage::final), "boris").status, 409U) << "another version";
  EXPECT_EQ(put("active/approval", version_of_small(), "boris").status, 200U);
  EXPECT_EQ(service_.decide(key_of(1), body_of(kGoodAnswers)).status, 200U);
  EXPECT_EQ(put("active/approval", version_of_small(), "boris").status, 409U) << "a proposal is good for one time";
}

TEST_F(ProgrammeCalls, ScopesAreAskedFor) {
  (void)add(small_packed());
  for (const char* who : {"asker", "reader"}) {
    EXPECT_EQ(put("active", version_of_small(), who).status, 403U);
    EXPECT_EQ(put("active/approval", version_of_small(), who).status, 403U);
    EXPECT_EQ(put("challenger", version_of_small(), who).status, 403U);
  }
}

TEST_F(ProgrammeCalls, AFinalProgrammeDecidesForTheBank) {
  (void)service_.release(small_packed(Stage::final));
  EXPECT_EQ(member(service_.decide(key_of(1), body_of(kGoodAnswers)), "outcome"), "approval");
}

TEST_F(ProgrammeCalls, ARollBackIsAnActivationAndTheHistoryKeepsEveryStep) {
  const std::string first = service_.release(small_packed());
  const std::string second = service_.release(small_packed(Stage::final));
  EXPECT_EQ(shown()["active"], second);
  EXPECT_EQ(service_.release(small_packed()), first);
  EXPECT_EQ(shown()["active"], first);
  EXPECT_EQ(shown()["history"].size(), 6U);
  EXPECT_EQ(shown()["history"][5]["by"], "boris");
  EXPECT_EQ(shown()["versions"].size(), 2U);
}

TEST_F(ProgrammeCalls, AWithdrawalStopsDecisionsAtOnce) {
  const std::string version = service_.release(small_packed());
  EXPECT_EQ(remove("active").status, 200U);
  const HttpAnswer answer = service_.decide(key_of(1), body_of(kGoodAnswers));
  EXPECT_EQ(answer.status, 503U);
  EXPECT_EQ(member(answer, "type"), "urn:prescore:problem:withdrawn");
  EXPECT_FALSE(service_.service().is_ready());
  EXPECT_EQ(service_.release(small_packed()), version);
  EXPECT_TRUE(service_.service().is_ready());
}

TEST_F(ProgrammeCalls, AChallengerIsRecordedInTheSameRow) {
  (void)service_.release(small_packed());
  (void)add(small_packed(Stage::final));
  EXPECT_EQ(put("challenger", version_of_small(Stage::final), "anna").status, 200U);
  const HttpAnswer answer = service_.decide(key_of(1), body_of(kGoodAnswers), "secret-anna");
  EXPECT_EQ(member(answer, "outcome"), "likely_approval");
  const HttpAnswer seen = service_.call({"GET", "/v1/decisions/" + member(answer, "id"), "secret-anna", {}, {}});
  EXPECT_EQ(Json::parse(seen.body)["challenger"]["outcome"], "approval");
  EXPECT_EQ(remove("challenger").status, 200U);
  EXPECT_TRUE(shown()["challenger"].is_null());
}

TEST_F(ProgrammeCalls, WhatIsNoModelOrAnotherProgrammeIsRefused) {
  EXPECT_EQ(add("no model").status, 422U);
  EXPECT_EQ(add(small_packed().substr(0, 50)).status, 422U);
  EXPECT_EQ(add(std::string("{\"format\":\"\xff\"}")).status, 422U);
  EXPECT_EQ(member(add(small_packed(), "other-card"), "type"), "urn:prescore:problem:other_programme");
  EXPECT_EQ(put("active", version_of_small(), "anna").status, 404U);
  EXPECT_EQ(put("active", "sha256:x", "anna").status, 422U);
  EXPECT_EQ(remove("active").status, 404U);
}

TEST_F(ProgrammeCalls, WhereSignaturesAreDemandedNothingUnsignedBecomesActive) {
  (void)service_.release(small_packed());
  service_.service().set_signature_rule(SignatureRule{{"analyst"}, {}});
  (void)add(small_packed(Stage::final));
  const std::string version = version_of_small(Stage::final);
  HttpAnswer refused = put("active", version, "anna");
  EXPECT_EQ(refused.status, 409U);
  EXPECT_EQ(member(refused, "type"), "urn:prescore:problem:signatures");
  EXPECT_NE(member(refused, "detail").find("send the JSON that was signed"), std::string::npos);
  // Sent again as a document, which nobody has signed either.
  EXPECT_EQ(add(test::small_document(Stage::final)).status, 201U);
  refused = put("active", version, "anna");
  EXPECT_NE(member(refused, "detail").find("no analyst has signed it"), std::string::npos) << refused.body;
  EXPECT_EQ(put("challenger", version, "anna").status, 200U) << "a challenger decides about nobody";
  // A proposal from before the rule is refused at its approval, too.
  service_.service().set_signature_rule(std::nullopt);
  EXPECT_EQ(put("active", version, "anna").status, 202U);
  service_.service().set_signature_rule(SignatureRule{{"analyst"}, {}});
  EXPECT_EQ(put("active/approval", version, "boris").status, 409U);
}

}  // namespace
}  // namespace prescore::service
