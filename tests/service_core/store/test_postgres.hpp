// A PostgreSQL of the test's own: started with the first database, ended with the process.
#pragma once

#include <string>

#include "service/store/sql_store.hpp"
#include "service_core/support.hpp"

namespace prescore::service::test {

class TestPostgres {
 public:
  [[nodiscard]] static TestPostgres& instance();
  ~TestPostgres();
  TestPostgres(const TestPostgres&) = delete;
  TestPostgres& operator=(const TestPostgres&) = delete;

  /// A new database with the tables made, for the role that serves.
  [[nodiscard]] DatabasePlace make_database();
  /// A new database without tables, for their owner.
  [[nodiscard]] DatabasePlace make_empty_database(const std::string& options = "");
  /// The place as another role sees it.
  [[nodiscard]] static DatabasePlace as(const DatabasePlace& place, const std::string& role);

  /// Runs a statement; the error, or an empty text.
  [[nodiscard]] static std::string run_as_owner(const DatabasePlace& place, const std::string& statement);
  /// The first value of the first row.
  [[nodiscard]] static std::string value_of(const DatabasePlace& place, const std::string& query);

 private:
  TestPostgres();

  TemporaryFolder folder_;
  int process_ = 0;
  int databases_ = 0;
};

}  // namespace prescore::service::test
