#include "service/commands/client_data.hpp"

#include <iostream>

#include "service/commands/files.hpp"
#include "service/connectors/open_sources.hpp"

namespace prescore::service {
namespace {

void announce_connectors(const MergedSources& sources, Observer& observer, Clock& clock) {
  std::vector<std::string> outcomes;
  for (const CallOutcome outcome : all_call_outcomes()) outcomes.emplace_back(name(outcome));
  for (const auto& [connector, kind] : sources.names()) {
    observer.add_connector(std::string(connector), outcomes);
    // Names of connectors have no character that JSON would escape.
    observer.event("connector", clock.now(),
                   "\"connector\":\"" + std::string(connector) + "\",\"kind\":\"" + std::string(kind) + "\"");
  }
}

}  // namespace

std::unique_ptr<MergedSources> open_client_data(const Configuration& configuration, Observer& observer, Clock& clock) {
  if (configuration.client_data.is_empty()) return nullptr;
  SourceReports reports;
  reports.call = [&observer](const ConnectorCall& call) {
    observer.client_data(call.connector, call.outcome, std::chrono::milliseconds(call.milliseconds));
  };
  reports.breaker = [&observer, &clock](const std::string& connector, Breaker::State state) {
    observer.event("connector_breaker", clock.now(),
                   "\"connector\":\"" + connector + "\",\"state\":\"" + std::string(name(state)) + "\"");
  };
  reports.warn = [](const std::string& text) { std::cerr << "prescore-service: " << text << "\n"; };
  auto sources = open_sources(configuration.client_data, configuration.database, read_secret_line, reports);
  announce_connectors(*sources, observer, clock);
  return sources;
}

}  // namespace prescore::service
