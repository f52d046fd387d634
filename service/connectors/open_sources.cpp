#include "service/connectors/open_sources.hpp"

#include "base/input_error.hpp"
#include "json/error_list.hpp"
#include "service/connectors/bureau_connector.hpp"
#include "service/connectors/select_connector.hpp"
#include "service/connectors/table_connector.hpp"

namespace prescore::service {
namespace {

/// How long the start waits for a database whose statement it checks.
constexpr std::chrono::seconds kCheckTime{5};

std::function<void(Breaker::State)> of_connector(const SourceReports& reports, const std::string& name) {
  return [report = reports.breaker, name](Breaker::State state) { report(name, state); };
}

/// Each connection is checked, also one that is opened later: tables change while a service runs.
SelectConnector::Open open_of(const SelectSettings& settings, const std::shared_ptr<const Secret>& password) {
  return [settings, password](SelectConnector::Clock::time_point deadline) {
    auto session = is_connection_string(settings.database)
                       ? open_postgres_select(settings.database, password->value(), settings.statement, deadline)
                       : open_sqlite_select(settings.database, settings.statement, deadline);
    require_columns(session->columns(), settings.questions, settings.name);
    return session;
  };
}

/// One after another, so that all errors are found.
class Opening {
 public:
  Opening(const ReadSecret& read_secret, const SourceReports& reports) : read_secret_(read_secret), reports_(reports) {}

  void add(const TableSettings& table, const DatabasePlace& place) {
    if (!place.is_postgres()) {
      connectors_.push_back(std::make_unique<TableConnector>(table.name, table.questions, clients_file_of(place.file)));
      return;
    }
    const SelectSettings settings = postgres_table_limits(table);
    const SelectConnector::Parts parts = postgres_table_parts(place);
    check(settings, parts.open);
    connectors_.push_back(std::make_unique<SelectConnector>(settings, parts, of_connector(reports_, settings.name)));
  }

  void add(const SelectSettings& settings) {
    try {
      const auto open = open_of(settings, secret(settings.password));
      check(settings, open);
      const auto interpret = [name = settings.name](const auto& columns, const auto& rows, const auto& request) {
        return values_of(rows, columns, request, name);
      };
      connectors_.push_back(std::make_unique<SelectConnector>(
          settings, SelectConnector::Parts{"select", open, interpret}, of_connector(reports_, settings.name)));
    } catch (const InputError& error) {
      errors_.add(error.what());
    }
  }

  void add(const BureauSettings& settings) {
    try {
      const auto token =
          secret(settings.token, [file = settings.token](const std::string& value) { require_token(value, file); });
      connectors_.push_back(std::make_unique<BureauConnector>(settings, token, of_connector(reports_, settings.name)));
    } catch (const InputError& error) {
      errors_.add(error.what());
    }
  }

  [[nodiscard]] std::vector<std::unique_ptr<Connector>> finish() {
    errors_.throw_if_any("the configuration");
    return std::move(connectors_);
  }

  [[nodiscard]] Secrets secrets() const { return secrets_; }

 private:
  std::shared_ptr<const Secret> secret(
      const std::filesystem::path& file, const Secret::Check& check = [](const std::string&) {}) {
    return secrets_.emplace_back(std::make_shared<Secret>(file, read_secret_, check));
  }

  void check(const SelectSettings& settings, const SelectConnector::Open& open) {
    try {
      (void)open(SelectConnector::Clock::now() + kCheckTime);
    } catch (const SelectFailed& failed) {
      const std::string text = "client_data, connector \"" + settings.name + "\": " + failed.what();
      if (failed.outcome() == CallOutcome::wrong_answer) {
        errors_.add(text);
      } else {
        reports_.warn(text + "; its columns are checked once it answers");
      }
    }
  }

  const ReadSecret& read_secret_;
  const SourceReports& reports_;
  ErrorList errors_;
  Secrets secrets_;
  std::vector<std::unique_ptr<Connector>> connectors_;
};

}  // namespace

std::unique_ptr<MergedSources> open_sources(const ClientDataSettings& settings, const DatabasePlace& place,
                                            const ReadSecret& read_secret, const SourceReports& reports) {
  Opening opening(read_secret, reports);
  if (settings.table) opening.add(*settings.table, place);
  for (const SelectSettings& select : settings.selects) opening.add(select);
  for (const BureauSettings& bureau : settings.bureaus) opening.add(bureau);
  auto connectors = opening.finish();
  return std::make_unique<MergedSources>(std::move(connectors), opening.secrets(), reports.call);
}

}  // namespace prescore::service
