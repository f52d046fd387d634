#include "service_core/store/test_postgres.hpp"

#include <libpq-fe.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

namespace prescore::service::test {
namespace {

constexpr const char* kOwner = "admin";
constexpr const char* kService = "service";

using Connection = std::unique_ptr<PGconn, void (*)(PGconn*)>;

Connection connect_to(const DatabasePlace& place) { return {PQconnectdb(place.connection.c_str()), PQfinish}; }

}  // namespace

TestPostgres& TestPostgres::instance() {
  static TestPostgres server;
  return server;
}

TestPostgres::TestPostgres() {
  process_ = fork();
  if (process_ == 0) {
    execl(PRESCORE_POSTGRES_SCRIPT, PRESCORE_POSTGRES_SCRIPT, folder_.at(".").c_str(), nullptr);
    _exit(127);
  }
  DatabasePlace first;
  first.connection = "postgresql:///postgres?user=admin&host=" + folder_.at("");
  for (int tries = 0; connect_to(first) == nullptr || PQstatus(connect_to(first).get()) != CONNECTION_OK; ++tries) {
    if (tries > 600 || waitpid(process_, nullptr, WNOHANG) != 0) {
      throw std::runtime_error("PostgreSQL does not start: see initdb.log");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  for (const char* role : {kService, "eraser", "loader"})
    (void)run_as_owner(first, std::string("CREATE ROLE ") + role + " LOGIN");
}

TestPostgres::~TestPostgres() {
  kill(process_, SIGQUIT);
  waitpid(process_, nullptr, 0);
}

DatabasePlace TestPostgres::make_empty_database(const std::string& options) {
  DatabasePlace first;
  first.connection = "postgresql:///postgres?user=admin&host=" + folder_.at("");
  const std::string name = "d" + std::to_string(++databases_);
  const std::string error = run_as_owner(first, "CREATE DATABASE " + name + " " + options);
  if (!error.empty()) throw std::runtime_error(error);
  DatabasePlace place;
  place.connection = "postgresql:///" + name + "?user=admin&host=" + folder_.at("");
  return place;
}

DatabasePlace TestPostgres::make_database() {
  const DatabasePlace owner = make_empty_database();
  migrate(owner, {kService, "eraser", "loader"});
  return as(owner, kService);
}

DatabasePlace TestPostgres::as(const DatabasePlace& place, const std::string& role) {
  DatabasePlace other = place;
  const std::size_t begin = other.connection.find("user=") + 5;
  other.connection.replace(begin, other.connection.find('&') - begin, role);
  return other;
}

std::string TestPostgres::run_as_owner(const DatabasePlace& place, const std::string& statement) {
  const Connection connection = connect_to(as(place, kOwner));
  PGresult* result = PQexec(connection.get(), statement.c_str());
  const std::string error = PQresultErrorMessage(result);
  PQclear(result);
  return error;
}

std::string TestPostgres::value_of(const DatabasePlace& place, const std::string& query) {
  const Connection connection = connect_to(as(place, kOwner));
  PGresult* result = PQexec(connection.get(), query.c_str());
  const std::string value = PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : PQresultErrorMessage(result);
  PQclear(result);
  return value;
}

}  // namespace prescore::service::test
