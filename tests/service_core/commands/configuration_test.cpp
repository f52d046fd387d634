// The configuration file: what it sets, and all of its errors at once.
#include "service/commands/configuration.hpp"

#include <gtest/gtest.h>

#include "service/commands/files.hpp"
#include "service_core/support.hpp"
#include "support/input_error_of.hpp"

namespace prescore::service {
namespace {

using prescore::test::input_error_of;

Configuration configured(const std::string& text) { return read_configuration({text, "service.json"}, "/etc/bank"); }

TEST(Configuration, NeedsNothingButADatabase) {
  const Configuration read_back = configured(R"({"database":"d.sqlite"})");
  EXPECT_EQ(read_back.database.file, "/etc/bank/d.sqlite");
  EXPECT_EQ(read_back.request_key, "/etc/bank/d.sqlite.key");
  EXPECT_EQ(read_back.callers.address, "127.0.0.1");
  EXPECT_EQ(read_back.callers.port, 8080);
  EXPECT_FALSE(read_back.operators);
  EXPECT_TRUE(read_back.tokens.empty());
  EXPECT_TRUE(read_back.signing_roles.empty());
}

TEST(Configuration, SetsEverything) {
  const Configuration all = configured(R"({
    "$schema": "x", "database": "/var/d.sqlite", "listen": {"address": "0.0.0.0", "port": 443},
    "operators": {"port": 9091}, "request_key": "k", "tokens": "t.json",
    "tls": {"certificate": "c.pem", "key": "k.pem", "client_authorities": "ca.pem"},
    "signatures": {"require": ["analyst", "validator"], "keys": "keys"},
    "programmes": ["a.bin", "b.json"], "workers": 3, "queue": 77,
    "rate": {"per_second": 5, "burst": 6},
    "limits": {"head_bytes": 2048, "connections": 5, "head_seconds": 0.5, "body_seconds": 2, "idle_seconds": 3,
               "write_seconds": 4},
    "stop": {"delay_seconds": 1.5, "finish_seconds": 2}})");
  EXPECT_EQ(all.database.file, "/var/d.sqlite");
  EXPECT_EQ(all.callers.port, 443);
  EXPECT_EQ(all.operators->port, 9091);
  EXPECT_EQ(all.operators->address, "127.0.0.1");
  EXPECT_EQ(all.tokens, "/etc/bank/t.json");
  EXPECT_EQ(all.tls->client_authorities, "/etc/bank/ca.pem");
  EXPECT_EQ(all.signing_roles, (std::vector<std::string>{"analyst", "validator"}));
  EXPECT_EQ(all.trusted_keys, "/etc/bank/keys");
  EXPECT_EQ(all.programmes.size(), 2U);
  EXPECT_EQ(all.workers, 3U);
  EXPECT_EQ(all.queue, 77U);
  EXPECT_EQ(all.rate.burst, 6);
  EXPECT_EQ(all.limits.head_bytes, 2048U);
  EXPECT_EQ(all.limits.head_time, std::chrono::milliseconds(500));
  EXPECT_EQ(all.limits.drain_time, std::chrono::milliseconds(2000));
  EXPECT_EQ(all.stop_delay, std::chrono::milliseconds(1500));
}

TEST(Configuration, ADatabaseOfPostgresNeedsAKeyThatAllReplicasHave) {
  const Configuration read_back =
      configured(R"({"database": "postgresql://anna@db.bank/prescore", "database_password": "p", "request_key": "k"})");
  EXPECT_TRUE(read_back.database.is_postgres());
  EXPECT_EQ(read_back.database.connection, "postgresql://anna@db.bank/prescore");
  EXPECT_EQ(read_back.database.file, "");
  EXPECT_EQ(read_back.database_password, "/etc/bank/p");
  EXPECT_EQ(read_back.request_key, "/etc/bank/k");
  const std::string keyless =
      input_error_of([] { (void)configured(R"({"database": "postgres://db.bank/prescore"})"); });
  EXPECT_NE(keyless.find("needs \"request_key\""), std::string::npos) << keyless;
  const std::string broken = input_error_of(
      [] { (void)configured(R"({"database": "postgresql://anna:canary@[::1/x", "request_key": "k"})"); });
  EXPECT_NE(broken.find("/database: cannot be read as a connection string"), std::string::npos) << broken;
  EXPECT_EQ(broken.find("canary"), std::string::npos) << broken;
  const std::string file =
      input_error_of([] { (void)configured(R"({"database": "d.sqlite", "database_password": "p"})"); });
  EXPECT_NE(file.find("belongs to a database of PostgreSQL"), std::string::npos) << file;
}

TEST(Configuration, AllErrorsComeAtOnceWithTheirPlaces) {
  const std::string error = input_error_of([] {
    (void)configured(R"({"listen": {"address": "localhost", "port": 70000}, "tokens": 5, "workers": 0, "queue": "many",
      "rate": {"per_second": -1, "speed": 1}, "limits": {"head_seconds": "1"}, "programmes": {}, "unknown": 1,
      "signatures": {"require": ["boss"]}, "tls": {}, "operators": [], "stop": {"delay_seconds": 1e9}})");
  });
  for (const char* part : {"service.json, /: lacks \"database\"", "unknown", "/listen/address", "/listen/port",
                           "/tokens", "/workers", "/queue", "/rate/per_second", "speed", "/limits/head_seconds",
                           "/programmes", "/signatures/require/0: must be", "/signatures: lacks \"keys\"",
                           "/tls: lacks \"certificate\"", "/tls: lacks \"key\"", "/operators", "/stop/delay_seconds"}) {
    EXPECT_NE(error.find(part), std::string::npos) << part << "\nis not in\n" << error;
  }
}

TEST(Configuration, RefusesWhatIsNoJson) {
  for (const char* text : {"", "{", "[]", "{\"database\":\"a\",\"database\":\"b\"}", "\xff", "{\"database\":\"\"}",
                           "{\"database\":\"a\\u0000b\"}"}) {
    EXPECT_NE(input_error_of([text] { (void)configured(text); }), "") << text;
  }
}

TEST(Configuration, AnAddressThatOthersReachNeedsTokens) {
  const std::string error =
      input_error_of([] { (void)configured(R"({"database":"d","listen":{"address":"0.0.0.0"}})"); });
  EXPECT_NE(error.find("others can reach 0.0.0.0"), std::string::npos) << error;
  EXPECT_NO_THROW((void)configured(R"({"database":"d","listen":{"address":"::1"}})"));
  EXPECT_NO_THROW((void)configured(R"({"database":"d","listen":{"address":"0.0.0.0"},"tokens":"t"})"));
}

TEST(SecretFiles, AreReadOnlyWhereNobodyElseCan) {
  const test::TemporaryFolder folder;
  const std::string path = folder.at("secret");
  write_secret_file(path, "secret\n");
  EXPECT_EQ(read_secret_file(path), "secret\n");
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(path).permissions(), perms::owner_read | perms::owner_write);
  std::filesystem::permissions(path, perms::group_read, std::filesystem::perm_options::add);
  EXPECT_NE(input_error_of([&] { (void)read_secret_file(path); }).find("chmod 600"), std::string::npos);
}

TEST(SecretFiles, TheKeyOfRequestsIsMadeOnceAndMustBeLong) {
  const test::TemporaryFolder folder;
  const std::string path = folder.at("key");
  const std::string key = read_or_make_key(path);
  EXPECT_EQ(key.size(), 64U);
  EXPECT_EQ(read_or_make_key(path), key);
  write_secret_file(path, "short\n");
  EXPECT_NE(input_error_of([&] { (void)read_or_make_key(path); }).find("64 characters"), std::string::npos);
}

}  // namespace
}  // namespace prescore::service
