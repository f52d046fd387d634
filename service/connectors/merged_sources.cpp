#include "service/connectors/merged_sources.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

namespace prescore::service {
namespace {

/// Adds what one connector found.
void merge(ClientData& data, Answered answered) {
  const bool is_first = data.source.empty();
  data.source += (is_first ? "" : "+") + answered.source;
  // An unknown date is older than any other.
  if (is_first) data.as_of = answered.as_of;
  if (data.as_of && answered.as_of) data.as_of = std::min(*data.as_of, *answered.as_of);
  if (!answered.as_of) data.as_of.reset();
  std::ranges::move(answered.values, std::back_inserter(data.values));
}

}  // namespace

/// What has come back for one request so far.
class MergedSources::Gathering {
 public:
  Gathering(std::size_t connectors, std::function<void(ClientData)> done)
      : left_(connectors), answers_(connectors), names_(connectors), done_(std::move(done)) {}

  void take(std::size_t place, const std::string& name, Answered answered) {
    {
      const std::lock_guard lock(mutex_);
      answers_[place] = std::move(answered);
      names_[place] = name;
      if (--left_ > 0) return;
    }
    done_(result());
  }

 private:
  [[nodiscard]] ClientData result() {
    ClientData data;
    data.status = ClientData::Status::found;
    for (std::size_t place = 0; place < answers_.size(); ++place) {
      Answered& answered = answers_[place];
      data.calls.push_back(
          {names_[place], std::string(name(answered.outcome)), answered.attempts, answered.milliseconds});
      if (answered.outcome == CallOutcome::found) {
        merge(data, std::move(answered));
      } else if (answered.outcome != CallOutcome::not_found) {
        data.status = ClientData::Status::unavailable;
      } else if (data.status == ClientData::Status::found) {
        data.status = ClientData::Status::not_found;
      }
    }
    if (data.status == ClientData::Status::found) return data;
    data.source.clear();
    data.as_of.reset();
    data.values.clear();
    return data;
  }

  std::mutex mutex_;
  std::size_t left_;
  /// In the order of the connectors, so that the same request has the same record.
  std::vector<Answered> answers_;
  std::vector<std::string> names_;
  std::function<void(ClientData)> done_;
};

MergedSources::MergedSources(std::vector<std::unique_ptr<Connector>> connectors, Secrets secrets, Report report)
    : report_(std::move(report)), secrets_(std::move(secrets)), connectors_(std::move(connectors)) {}

void MergedSources::find(ClientRequest request, std::function<void(ClientData)> done) {
  std::vector<std::pair<Connector*, std::shared_ptr<ClientRequest>>> asked;
  for (const auto& connector : connectors_) {
    std::vector<std::string> questions;
    questions.reserve(request.questions.size());
    for (const std::string& question : request.questions) {
      if (connector_of(question) == connector.get()) questions.push_back(question);
    }
    if (questions.empty()) continue;
    asked.emplace_back(connector.get(),
                       std::make_shared<ClientRequest>(ClientRequest{request.client, std::move(questions),
                                                                     request.consent, request.trace, request.now}));
  }
  const auto is_nobodys = [this](const std::string& question) { return connector_of(question) == nullptr; };
  if (asked.empty() || std::ranges::any_of(request.questions, is_nobodys)) {
    ClientData nothing;
    nothing.status = ClientData::Status::unavailable;
    return done(std::move(nothing));
  }
  const auto gathering = std::make_shared<Gathering>(asked.size(), std::move(done));
  for (std::size_t place = 0; place < asked.size(); ++place) {
    auto& [connector, part] = asked[place];
    const auto taken = [this, gathering, place, &name = connector->name()](Answered answered) {
      report_({name, std::string(service::name(answered.outcome)), answered.attempts, answered.milliseconds});
      gathering->take(place, name, std::move(answered));
    };
    connector->ask(std::move(part), taken);
  }
}

bool MergedSources::is_free() const noexcept {
  return std::ranges::all_of(connectors_, [](const auto& connector) { return connector->is_free(); });
}

std::vector<ConnectorName> MergedSources::names() const {
  std::vector<ConnectorName> names;
  for (const auto& connector : connectors_) names.push_back({connector->name(), connector->kind()});
  return names;
}

Connector* MergedSources::connector_of(const std::string& question) const noexcept {
  Connector* of_the_rest = nullptr;
  for (const auto& connector : connectors_) {
    const std::vector<std::string>& questions = connector->questions();
    if (questions.empty()) of_the_rest = connector.get();
    if (std::ranges::find(questions, question) != questions.end()) return connector.get();
  }
  return of_the_rest;
}

}  // namespace prescore::service
