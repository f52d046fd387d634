#include "service/connectors/table_connector.hpp"

#include <chrono>

namespace prescore::service {

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
