// The service's own table of clients in a file beside the log.
#pragma once

#include "service/connectors/client_file.hpp"

namespace prescore::service {

/// Answers at once, on the thread that asks: a look-up in a local file that is read without locks takes microseconds,
/// less than waking another thread.
class TableConnector final : public Connector {
 public:
  TableConnector(std::string name, std::vector<std::string> questions, std::string file)
      : Connector(std::move(name), std::move(questions)), file_(std::move(file)) {}

  [[nodiscard]] std::string_view kind() const noexcept override { return "table"; }
  void ask(std::shared_ptr<const ClientRequest> request, Done done) override;

 private:
  ClientFile file_;
};

}  // namespace prescore::service
