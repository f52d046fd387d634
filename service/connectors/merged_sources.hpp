// All connectors as one source of client data.
//
// Each question belongs to one connector; those that are named nowhere belong to the connector without a list, if there
// is one. A request asks all connectors of its questions at the same time. When the last one has answered, the results
// are merged: the values are put together, the oldest date counts for all, and the sources are joined by "+". If a
// question belongs to no connector, or one of them did not answer, there is no client data (`unavailable`): a decision
// on half of it would be another model's. Else, if one does not know the client, the client is `not_found`.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "service/connectors/connector.hpp"
#include "service/connectors/secret.hpp"

namespace prescore::service {

/// A connector as it is announced at the start.
struct ConnectorName {
  std::string_view name;
  std::string_view kind;
};

class MergedSources final : public ClientSource {
 public:
  /// Gets every call once it has ended, from any thread. Must not throw or wait.
  using Report = std::function<void(const ConnectorCall&)>;

  /// `secrets`: those that the connectors use.
  MergedSources(std::vector<std::unique_ptr<Connector>> connectors, Secrets secrets, Report report);

  void find(ClientRequest request, std::function<void(ClientData)> done) override;
  /// Where all connectors are.
  [[nodiscard]] bool is_free() const noexcept override;

  [[nodiscard]] std::vector<ConnectorName> names() const;

  /// Reads tokens and passwords again: the next attempt, or the next connection, uses them. Throws InputError with all
  /// that is wrong; then those before stay.
  void read_secrets_again(const ReadSecret& read) { read_again(secrets_, read); }

 private:
  class Gathering;

  /// The connector of a question; null where none has it.
  [[nodiscard]] Connector* connector_of(const std::string& question) const noexcept;

  Report report_;
  const Secrets secrets_;
  // Goes first: at their end connectors still report.
  std::vector<std::unique_ptr<Connector>> connectors_;
};

}  // namespace prescore::service
