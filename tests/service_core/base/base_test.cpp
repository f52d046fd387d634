// Time, ids, base64, hashes and random bytes.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "json/json_place.hpp"
#include "service/base/base64.hpp"
#include "service/base/crypto.hpp"
#include "service/base/json_text.hpp"
#include "service/base/moment.hpp"

namespace prescore::service {
namespace {

TEST(Iso, WritesMicrosecondsInUtc) {
  EXPECT_EQ(iso(0), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(iso(1'764'235'800'123'456), "2025-11-27T09:30:00.123456Z");
  EXPECT_EQ(iso(951'782'400'000'000 - 1), "2000-02-28T23:59:59.999999Z");
}

TEST(ParseMoment, ReadsWhatIsoWritesAndDays) {
  for (const Moment moment : {Moment{0}, Moment{1'764'235'800'123'456}, Moment{951'782'399'999'999}}) {
    EXPECT_EQ(parse_moment(iso(moment)), moment);
  }
  EXPECT_EQ(parse_moment("1970-01-02"), 86'400'000'000);
  EXPECT_EQ(parse_moment("1970-01-01T00:00:01Z"), 1'000'000);
  EXPECT_EQ(parse_moment("1970-01-01T00:00:01.5Z"), 1'500'000);
}

TEST(ParseMoment, RefusesWhatIsNoTime) {
  for (const char* text :
       {"", "2026", "2026-1-1", "2026-02-30", "2026-13-01", "2025-02-29", "2026-01-01T", "2026-01-01T24:00:00Z",
        "2026-01-01T23:60:00Z", "2026-01-01T23:59:60Z", "2026-01-01T10:00:00", "2026-01-01T10:00:00+01:00",
        "2026-01-01T10:00:00.Z", "2026-01-01T10:00:00.1234567Z", "2026-01-01 10:00:00Z", "2026-01-01x", "-026-01-01"}) {
    EXPECT_FALSE(parse_moment(text)) << text;
  }
}

TEST(Clock, NeverGoesBack) {
  const Moment ahead = 4'000'000'000'000'000;
  Clock clock(ahead);
  EXPECT_EQ(clock.now(), ahead);
  clock.not_before(ahead + 5);
  EXPECT_EQ(clock.now(), ahead + 5);
  clock.not_before(1);
  EXPECT_EQ(clock.now(), ahead + 5);
  EXPECT_GT(Clock().now(), 1'700'000'000'000'000);
}

TEST(Uuid, IsOfVersion7AndInTheOrderOfTime) {
  std::set<std::string> ids;
  std::string earlier;
  for (Moment moment = 0; moment < 100; ++moment) {
    const std::string id = make_uuid(1'700'000'000'000'000 + moment * 1000);
    EXPECT_TRUE(is_uuid(id)) << id;
    EXPECT_EQ(id[14], '7');
    EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos) << id;
    EXPECT_LT(earlier, id);
    earlier = id;
    ids.insert(make_uuid(1'700'000'000'000'000));
  }
  EXPECT_EQ(ids.size(), 100U);
}

TEST(Uuid, HasOneForm) {
  EXPECT_TRUE(is_uuid("018bcfe5-6800-7000-8000-000000000000"));
  for (const char* text : {"", "018bcfe5-6800-7000-8000-00000000000", "018BCFE5-6800-7000-8000-000000000000",
                           "018bcfe5x6800-7000-8000-000000000000", "018bcfe5-6800-7000-8000-0000000000000",
                           "'; DROP TABLE decision; --'"}) {
    EXPECT_FALSE(is_uuid(text)) << text;
  }
}

TEST(Base64, HasTheVectorsOfTheStandard) {
  const std::pair<std::string, std::string> vectors[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"},
                                                         {std::string("\0\xff", 2), "AP8="}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes) << text;
  }
}

TEST(Base64, RefusesBlanksLineEndsAndWrongPadding) {
  for (const char* text : {"Zg", "Zg=", "Zm9v\n", "Zm 9", "Zg==Zg==", "=m9v", "====", "Zm9_", "Z===", "Zm9vYg=a"}) {
    EXPECT_FALSE(from_base64(text)) << text;
  }
}

TEST(AppendJson, WritesEveryCharacterAsTheLibraryOfTheReadersDoes) {
  std::string all;
  for (int character = 0; character < 128; ++character) all += static_cast<char>(character);
  for (const std::string& text : {all, std::string(), std::string("\"\\"), std::string("ключ — 😀")}) {
    std::string written = "before";
    append_json(written, text);
    EXPECT_EQ(written, "before" + Json(text).dump());
  }
}

TEST(Crypto, HashesAsTheStandardsSay) {
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  // RFC 4231, case 2.
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hex(std::string("\x00\x7f\xff", 3)), "007fff");
}

TEST(Crypto, ComparesLengthAndContent) {
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_TRUE(equal_in_constant_time("same", "same"));
  EXPECT_FALSE(equal_in_constant_time("same", "sama"));
  EXPECT_FALSE(equal_in_constant_time("same", "sam"));
}

TEST(Crypto, GivesOtherBytesEachTime) {
  EXPECT_EQ(random_bytes(32).size(), 32U);
  EXPECT_NE(random_bytes(32), random_bytes(32));
}

}  // namespace
}  // namespace prescore::service
