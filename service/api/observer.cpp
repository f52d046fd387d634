#include "service/api/observer.hpp"

#include <prometheus/text_serializer.h>

#include <algorithm>
#include <charconv>

namespace prescore::service {
namespace {

const prometheus::Histogram::BucketBoundaries kSeconds = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01,
                                                          0.025,  0.05,    0.1,    0.25,  0.5,    1.0};

/// So many bytes of lines are written at once, and no more wait.
constexpr std::size_t kManyBytes = std::size_t{16} * 1024;

template <typename Number>
void append_number(std::string& text, Number number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

prometheus::Gauge& gauge(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

}  // namespace

LabelledCounters::LabelledCounters(prometheus::Registry& registry, const char* name, const char* help,
                                   std::vector<std::string> labels)
    : labels_(std::move(labels)), family_(prometheus::BuildCounter().Name(name).Help(help).Register(registry)) {}

void LabelledCounters::add(double count, std::string_view first, std::string_view second) {
  const std::lock_guard lock(mutex_);
  for (const Entry& entry : entries_) {
    if (entry.first == first && entry.second == second) return entry.counter->Increment(count);
  }
  prometheus::Labels labels{{labels_[0], std::string(first)}};
  if (labels_.size() > 1) labels[labels_[1]] = second;
  entries_.push_back({std::string(first), std::string(second), &family_.Add(labels)});
  entries_.back().counter->Increment(count);
}

Observer::Observer(std::ostream& log)
    : log_(log),
      requests_(registry_, "prescore_requests_total", "Requests by route and status.", {"route", "status"}),
      decisions_(registry_, "prescore_decisions_total", "Decisions that were recorded, by outcome.", {"outcome"}),
      hints_(registry_, "prescore_hints_total", "How the page's outcome compared with the service's.", {"hint"}),
      challengers_(registry_, "prescore_challenger_total", "Decisions by whether the challenger agreed.", {"agrees"}),
      reviews_(registry_, "prescore_reviews_total", "Manual reviews that a person made, by outcome.", {"outcome"}),
      outcomes_(registry_, "prescore_outcomes_total", "Outcomes of decisions that were recorded.", {"outcome"}),
      reloads_(registry_, "prescore_reloads_total", "What was read again while the service runs, by result.",
               {"what", "result"}),
      client_data_(registry_, "prescore_client_data_total", "Calls of a connector for client data, by outcome.",
                   {"connector", "outcome"}),
      client_data_durations_(prometheus::BuildHistogram()
                                 .Name("prescore_client_data_seconds")
                                 .Help("From the question to a connector to its answer, all attempts together.")
                                 .Register(registry_)),
      durations_(prometheus::BuildHistogram()
                     .Name("prescore_request_seconds")
                     .Help("From the first byte of a request to the last of its answer.")
                     .Register(registry_)),
      connections_(gauge(registry_, "prescore_connections", "Open connections.")),
      waiting_(gauge(registry_, "prescore_journal_waiting", "Decisions that wait for the next commit.")),
      chain_place_(gauge(registry_, "prescore_chain_place", "Rows in the chain that this process writes.")),
      commits_(gauge(registry_, "prescore_journal_commits", "Commits since the start.")),
      ready_(gauge(registry_, "prescore_ready", "1 if the service is ready, else 0.")),
      open_reviews_(gauge(registry_, "prescore_reviews_open", "Decisions that wait for a person.")),
      decide_duration_(durations_.Add({{"route", "decide"}}, kSeconds)) {
  // From the start, so that the first failure is a change.
  for (const char* what : {"tokens", "release"}) {
    for (const char* result : {"done", "failed"}) reloads_.add(0, what, result);
  }
}

Observer::~Observer() { flush(); }

void Observer::request(const RequestLine& line, Moment now) {
  // Statuses as a label: there are few, and they come from this program.
  requests_.increment(line.route, std::to_string(line.status));
  if (line.route == "decide") decide_duration_.Observe(static_cast<double>(line.duration.count()) / 1e6);
  const std::lock_guard lock(mutex_);
  // Callers and trace-ids have no character that JSON would escape: their readers make sure of it.
  lines_.append("{\"at\":\"").append(iso(now)).append("\",\"event\":\"request\",\"route\":\"").append(line.route);
  append_number(lines_.append("\",\"status\":"), line.status);
  append_number(lines_.append(",\"microseconds\":"), line.duration.count());
  append_number(lines_.append(",\"bytes\":"), line.answer_bytes);
  if (!line.caller.empty()) lines_.append(",\"caller\":\"").append(line.caller).append("\"");
  if (!line.trace.empty()) lines_.append(",\"trace\":\"").append(line.trace).append("\"");
  lines_.append("}\n");
  if (lines_.size() >= kManyBytes) write_lines();
}

void Observer::flush() {
  const std::lock_guard lock(mutex_);
  write_lines();
}

void Observer::write_lines() {
  if (lines_.empty()) return;
  log_.write(lines_.data(), static_cast<std::streamsize>(lines_.size())).flush();
  lines_.clear();
}

void Observer::event(std::string_view what, Moment now, std::string_view details) {
  const std::lock_guard lock(mutex_);
  lines_.append("{\"at\":\"").append(iso(now)).append("\",\"event\":\"").append(what).append("\"");
  if (!details.empty()) lines_.append(",").append(details);
  lines_.append("}\n");
  write_lines();
}

void Observer::decision(std::string_view outcome) { decisions_.increment(outcome); }

void Observer::hint(std::string_view comparison) { hints_.increment(comparison); }

void Observer::challenger(bool agrees) { challengers_.increment(agrees ? "yes" : "no"); }

void Observer::review(std::string_view outcome) { reviews_.increment(outcome); }

void Observer::outcome(std::string_view outcome) { outcomes_.increment(outcome); }

void Observer::reload(std::string_view what, bool is_done) { reloads_.increment(what, is_done ? "done" : "failed"); }

void Observer::add_connector(const std::string& connector, const std::vector<std::string>& outcomes) {
  for (const std::string& each : outcomes) client_data_.add(0, connector, each);
  client_data_duration_.emplace_back(connector, &client_data_durations_.Add({{"connector", connector}}, kSeconds));
}

void Observer::client_data(const std::string& connector, std::string_view outcome, std::chrono::milliseconds duration) {
  client_data_.increment(connector, outcome);
  for (const auto& [known, histogram] : client_data_duration_) {
    if (known == connector) histogram->Observe(static_cast<double>(duration.count()) / 1000);
  }
}

std::string Observer::metrics(const State& state) {
  connections_.Set(static_cast<double>(state.connections));
  waiting_.Set(static_cast<double>(state.waiting));
  chain_place_.Set(static_cast<double>(state.chain_place));
  commits_.Set(static_cast<double>(state.commits));
  ready_.Set(state.ready ? 1 : 0);
  if (state.open_reviews) open_reviews_.Set(static_cast<double>(*state.open_reviews));
  return prometheus::TextSerializer().Serialize(registry_.Collect());
}

std::string_view trace_id(std::string_view traceparent) noexcept {
  // 00-<32 hexadecimal digits>-<16>-<2>
  const auto is_hex = [](std::string_view text) {
    return std::ranges::all_of(text, [](char character) {
      return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
    });
  };
  if (traceparent.size() != 55 || !traceparent.starts_with("00-") || traceparent[35] != '-' || traceparent[52] != '-') {
    return {};
  }
  const std::string_view id = traceparent.substr(3, 32);
  const bool is_whole = is_hex(id) && is_hex(traceparent.substr(36, 16)) && is_hex(traceparent.substr(53));
  return is_whole ? id : std::string_view{};
}

}  // namespace prescore::service
