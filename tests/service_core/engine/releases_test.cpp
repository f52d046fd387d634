// What is in force: the steps of releases, and models that the store must not have.
#include "service/engine/releases.hpp"

#include <gtest/gtest.h>

#include "service/base/base64.hpp"
#include "service_core/support.hpp"

namespace prescore::service {
namespace {

using test::MemoryReader;
using test::small_packed;

class Releases : public testing::Test {
 protected:
  Releases() : one_(reader_.add(small_packed())), two_(reader_.add(small_packed(Stage::final))) {}

  [[nodiscard]] InForce in_force() { return read_catalogue(reader_, Catalogue{})->programmes.at("small-card"); }
  static std::string version(const ProgrammeHandle& handle) { return handle ? handle->version() : ""; }

  MemoryReader reader_;
  std::string one_;
  std::string two_;
};

TEST_F(Releases, AVersionThatNobodyReleasedIsKnownAndNotInForce) {
  const InForce now = in_force();
  EXPECT_EQ(version(now.active), "");
  EXPECT_EQ(now.proposed, "");
}

TEST_F(Releases, AProposalIsNoActivationAndEndsWithOne) {
  reader_.add_step(step::kProposed, one_);
  EXPECT_EQ(version(in_force().active), "");
  EXPECT_EQ(in_force().proposed, one_);
  EXPECT_EQ(in_force().proposed_by, "anna");
  reader_.add_step(step::kActive, one_, "boris");
  EXPECT_EQ(version(in_force().active), one_);
  EXPECT_EQ(in_force().proposed, "");
}

TEST_F(Releases, TheLastStepCountsSoThatARollBackIsAnActivation) {
  for (const std::string& each : {one_, two_, one_}) {
    reader_.add_step(step::kActive, each);
    EXPECT_EQ(version(in_force().active), each);
  }
}

TEST_F(Releases, AWithdrawalEndsActivationAndProposalButNotTheChallenger) {
  reader_.add_step(step::kActive, one_);
  reader_.add_step(step::kChallenger, two_);
  reader_.add_step(step::kProposed, two_);
  reader_.add_step(step::kWithdrawn, "");
  EXPECT_EQ(version(in_force().active), "");
  EXPECT_EQ(in_force().proposed, "");
  EXPECT_EQ(version(in_force().challenger), two_);
  reader_.add_step(step::kNoChallenger, "");
  EXPECT_EQ(version(in_force().challenger), "");
}

TEST_F(Releases, WhatIsLoadedIsTakenFromTheEarlierCatalogue) {
  const auto earlier = read_catalogue(reader_, Catalogue{});
  const auto later = read_catalogue(reader_, *earlier);
  EXPECT_EQ(earlier->versions.at(one_), later->versions.at(one_));
}

TEST_F(Releases, ALaterCatalogueGoesOnWhereTheEarlierOneEnded) {
  reader_.add_step(step::kActive, one_);
  reader_.add_step(step::kProposed, two_);
  const auto earlier = read_catalogue(reader_, Catalogue{});
  reader_.add_step(step::kChallenger, two_);
  reader_.add_step(step::kActive, two_, "boris");
  const InForce later = read_catalogue(reader_, *earlier)->programmes.at("small-card");
  EXPECT_EQ(version(later.active), two_);
  EXPECT_EQ(version(later.challenger), two_);
  EXPECT_EQ(later.proposed, "");
  EXPECT_EQ(version(earlier->programmes.at("small-card").active), one_) << "a request keeps what it began with";
}

TEST_F(Releases, BytesThatAreNotTheirVersionAreRefused) {
  reader_.versions_[0].packed = to_base64(small_packed(Stage::final));
  EXPECT_THROW((void)read_catalogue(reader_, Catalogue{}), ModelRefused);
  reader_.versions_[0].packed = "not base64";
  EXPECT_THROW((void)read_catalogue(reader_, Catalogue{}), ModelRefused);
  reader_.versions_[0].packed = to_base64("PSCR");
  EXPECT_THROW((void)read_catalogue(reader_, Catalogue{}), ModelRefused);
}

TEST_F(Releases, AReleaseOfAVersionThatIsGoneIsRefused) {
  reader_.add_step(step::kActive, "sha256:gone");
  EXPECT_THROW((void)read_catalogue(reader_, Catalogue{}), ModelRefused);
}

TEST(LoadedProgramme, SaysWhyBytesAreNoModel) {
  std::string packed = small_packed();
  packed.back() = static_cast<char>(packed.back() ^ 1);
  try {
    const LoadedProgramme loaded(packed);
    FAIL();
  } catch (const ModelRefused& refused) {
    EXPECT_STREQ(refused.what(),
                 "the packed model has the error wrong_checksum in its section header: the bytes have changed since "
                 "the model was packed");
  }
}

}  // namespace
}  // namespace prescore::service
