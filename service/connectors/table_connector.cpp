#include "service/connectors/table_connector.hpp"

#include <charconv>
#include <chrono>

namespace prescore::service {
namespace {

constexpr const char* kSelectClient = "SELECT source, as_of, answers FROM client WHERE id = :client";
/// A client has one row for each source; nobody has that many.
constexpr std::size_t kMostSources = 1'000;
constexpr std::size_t kTableThreads = 4;
constexpr std::size_t kTableWaiting = 10'000;

/// The row of the statement above, whose columns are never NULL.
ClientRow client_row(const SelectRow& cells) {
  ClientRow row;
  row.source = cells.at(0).value();
  const std::string& as_of = cells.at(1).value();
  std::from_chars(as_of.data(), as_of.data() + as_of.size(), row.as_of);
  row.answers = cells.at(2).value();
  return row;
}

}  // namespace

SelectSettings postgres_table_limits(const TableSettings& table) {
  SelectSettings settings;
  settings.name = table.name;
  settings.questions = table.questions;
  settings.threads = kTableThreads;
  settings.waiting = kTableWaiting;
  return settings;
}

SelectConnector::Parts postgres_table_parts(const DatabasePlace& place) {
  const auto open = [connection = reading_connection(place)](SelectConnector::Clock::time_point deadline) {
    return open_postgres_select(connection, "", kSelectClient, deadline);
  };
  const auto interpret = [](const auto&, const std::vector<SelectRow>& rows, const ClientRequest& request) {
    std::vector<ClientRow> found;
    found.reserve(rows.size());
    for (const SelectRow& cells : rows) found.push_back(client_row(cells));
    return values_of(std::move(found), request.questions);
  };
  return {"table", open, interpret, kMostSources};
}

void TableConnector::ask(std::shared_ptr<const ClientRequest> request, Done done) {
  const auto begin = std::chrono::steady_clock::now();
  Answered answered;
  try {
    answered = values_of(file_.find(request->client), request->questions);
  } catch (const std::exception&) {
    answered = {CallOutcome::unreachable, 1};
  }
  answered.milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin).count();
  done(std::move(answered));
}

}  // namespace prescore::service
