// The service's own table of clients: in a file beside an SQLite log, or in the log's database on PostgreSQL.
#pragma once

#include "service/connectors/client_file.hpp"
#include "service/connectors/select_connector.hpp"
#include "service/store/database_place.hpp"

namespace prescore::service {

/// Answers at once, on the thread that asks: a look-up in a local file that is read without locks takes microseconds,
/// less than waking another thread.
class TableConnector final : public Connector {
 public:
  TableConnector(std::string name, std::vector<std::string> questions, std::string file)
      : Connector(std::move(name), std::move(questions)), file_(std::move(file)) {}

  [[nodiscard]] std::string_view kind() const noexcept override { return "table"; }
  void ask(std::shared_ptr<const ClientRequest> request, Done done) override;
  [[nodiscard]] bool is_free() const noexcept override { return true; }

 private:
  ClientFile file_;
};

/// The limits of the table on PostgreSQL: those of a SELECT, and as many clients may wait as some whole batches have.
[[nodiscard]] SelectSettings postgres_table_limits(const TableSettings& table);

/// How that table is asked: as a SELECT is, by threads with connections of their own.
[[nodiscard]] SelectConnector::Parts postgres_table_parts(const DatabasePlace& place);

}  // namespace prescore::service
