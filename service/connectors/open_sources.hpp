// The connectors that the configuration names, ready to be asked.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "service/connectors/merged_sources.hpp"
#include "service/connectors/settings.hpp"
#include "service/store/sql_store.hpp"

namespace prescore::service {

/// What the service wants to know of its connectors. All may be called from any thread, and must not throw or wait.
struct SourceReports {
  MergedSources::Report call;
  /// A circuit breaker has a new state.
  std::function<void(const std::string& connector, Breaker::State state)> breaker;
  /// A text for the operator at the start: a database cannot be reached.
  std::function<void(const std::string&)> warn;
};

/// Opens all connectors; `place` is where the log is. A statement is prepared and its columns are checked, where its
/// database can be reached. Throws InputError with all that is wrong.
[[nodiscard]] std::unique_ptr<MergedSources> open_sources(const ClientDataSettings& settings,
                                                          const DatabasePlace& place, const ReadSecret& read_secret,
                                                          const SourceReports& reports);

}  // namespace prescore::service
