// What is sent as a new version, and the signatures that an activation demands.
#include "service/engine/new_version.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "service_core/support.hpp"
#include "signing/signing.hpp"

namespace prescore::service {
namespace {

using test::small_document;
using test::small_packed;

/// A new private key, which only its owner can read.
SigningKey new_key(const std::string& path) {
  EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  std::FILE* file = std::fopen(path.c_str(), "w");
  PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(file);
  EVP_PKEY_free(key);
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  return SigningKey(path);
}

class MissingSignatures : public testing::Test {
 protected:
  MissingSignatures()
      : anna_(new_key(folder_.at("anna.pem"))),
        boris_(new_key(folder_.at("boris.pem"))),
        rule_{{"analyst", "validator"}, {{anna_.public_key(), "analyst"}, {boris_.public_key(), "validator"}}},
        version_(read_new_version(small_document()).loaded->version()) {}

  /// The document, signed by those who have a name.
  [[nodiscard]] std::string signed_by(const std::string& analyst, const std::string& validator,
                                      Stage stage = Stage::preliminary) const {
    Json document = Json::parse(small_document(stage));
    if (!analyst.empty()) (void)sign(document, "M", anna_, {"analyst", analyst, "2026-11-27", false});
    if (!validator.empty()) (void)sign(document, "M", boris_, {"validator", validator, "2026-11-27", false});
    return document.dump();
  }
  [[nodiscard]] std::string missing(const std::vector<std::string>& documents) const {
    return missing_signatures(documents, version_, rule_);
  }

  test::TemporaryFolder folder_;
  SigningKey anna_;
  SigningKey boris_;
  SignatureRule rule_;
  std::string version_;
};

TEST_F(MissingSignatures, NoneWhereBothSigned) { EXPECT_EQ(missing({signed_by("Anna", "Boris")}), ""); }

TEST_F(MissingSignatures, OneOfSeveralDocumentsIsEnough) {
  EXPECT_EQ(missing({signed_by("Anna", ""), signed_by("Anna", "Boris"), signed_by("", "")}), "");
}

TEST_F(MissingSignatures, SaysWhoHasNotSigned) {
  EXPECT_NE(missing({signed_by("Anna", "")}).find("no validator has signed it"), std::string::npos);
  EXPECT_NE(missing({signed_by("", "")}).find("no analyst has signed it"), std::string::npos);
  EXPECT_NE(missing({}).find("send the JSON that was signed"), std::string::npos);
}

TEST_F(MissingSignatures, AKeyThatTheBankDoesNotTrustInTheRoleIsNone) {
  const std::string document = signed_by("Anna", "Boris");
  rule_.keys[1].role = "analyst";
  EXPECT_NE(missing({document}).find("signed with a key"), std::string::npos);
  rule_.keys.pop_back();
  EXPECT_NE(missing({document}).find("signed with a key"), std::string::npos);
}

TEST_F(MissingSignatures, AChangeAfterTheSignatureIsFound) {
  Json document = Json::parse(signed_by("Anna", "Boris"));
  document["provenance"] = {{"rows", 8}};
  EXPECT_NE(missing({document.dump()}).find("is not valid"), std::string::npos);
}

TEST_F(MissingSignatures, SignaturesOfAnotherVersionDoNotCount) {
  EXPECT_NE(missing({signed_by("Anna", "Boris", Stage::final)}).find("another version"), std::string::npos);
}

TEST(ReadNewVersion, PacksADocumentAsTheToolDoes) {
  const NewVersion of_document = read_new_version(small_document());
  const NewVersion of_packed = read_new_version(small_packed());
  EXPECT_EQ(of_document.packed, small_packed());
  EXPECT_EQ(of_document.loaded->version(), of_packed.loaded->version());
  EXPECT_EQ(of_document.document, small_document());
  EXPECT_EQ(of_packed.document, "");
  const StoredVersion stored = of_packed.stored(5, "anna");
  EXPECT_EQ(stored.programme, "small-card");
  EXPECT_EQ(stored.added_by, "anna");
}

TEST(ReadNewVersion, RefusesWhatIsNoModelInAText) {
  for (const std::string& bad :
       {std::string(), std::string("{}"), std::string("{\"format\":\"\xff\xfe\"}"), small_packed().substr(0, 40),
        std::string(100'000, '['), small_document() + small_document(), std::string("{\"a\":1,\"a\":2}")}) {
    try {
      (void)read_new_version(bad);
      ADD_FAILURE() << "taken: " << bad.substr(0, 40);
    } catch (const ModelRefused& refused) {
      EXPECT_NO_THROW((void)Json(refused.what()).dump()) << "the reason must fit into a JSON answer";
    }
  }
}

}  // namespace
}  // namespace prescore::service
