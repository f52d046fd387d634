// What the bank sees of its service: one line of JSON for each request, and metrics. Neither holds an answer, a
// client's reference, a PD, a key, a token, an address or a body. Labels come from closed sets.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <array>
#include <chrono>
#include <mutex>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "service/api/routes.hpp"
#include "service/base/moment.hpp"

namespace prescore::service {

/// One request as the log tells it.
struct RequestLine {
  std::string_view route;
  unsigned status = 0;
  std::chrono::microseconds duration{};
  std::size_t answer_bytes = 0;
  /// The name of the caller's token; empty without one.
  std::string_view caller;
  /// The trace-id of `traceparent`; empty without one.
  std::string_view trace;
};

/// A metric with a counter for each value of its labels. The library finds a counter by building its labels; this one
/// remembers those that there are, which are few.
class LabelledCounters {
 public:
  /// One label or two.
  LabelledCounters(prometheus::Registry& registry, const char* name, const char* help, std::vector<std::string> labels);

  void increment(std::string_view first, std::string_view second = "") { add(1, first, second); }
  /// Adds to a counter; makes it where there is none.
  void add(double count, std::string_view first, std::string_view second = "");

 private:
  struct Entry {
    std::string first;
    std::string second;
    prometheus::Counter* counter;
  };

  std::vector<std::string> labels_;
  prometheus::Family<prometheus::Counter>& family_;
  std::mutex mutex_;
  std::vector<Entry> entries_;
};

class Observer {
 public:
  /// Lines go to `log`, which must outlive the observer.
  explicit Observer(std::ostream& log);
  /// Flushes.
  ~Observer();
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;

  /// The line is written by the next `flush`, or once many wait.
  void request(const RequestLine& line, Moment now);
  /// Writes the lines that wait.
  void flush();
  /// A line about the service itself: {"at", "event", ...}. `details` is the inside of a JSON object, or empty.
  void event(std::string_view what, Moment now, std::string_view details = "");
  void decision(std::string_view outcome);
  void hint(std::string_view comparison);
  void challenger(bool agrees);
  /// A person decided on a manual review.
  void review(std::string_view outcome);
  /// What became of a decision was recorded.
  void outcome(std::string_view outcome);
  /// `tokens`, after SIGHUP, or a `release` of another process, was read, or could not be, and what was in force stays.
  void reload(std::string_view what, bool is_done);

  /// A connector with the outcomes that its calls can have, so that its counters are there from the start. Before
  /// any call of it.
  void add_connector(const std::string& connector, const std::vector<std::string>& outcomes);
  void client_data(const std::string& connector, std::string_view outcome, std::chrono::milliseconds duration);

  struct State {
    std::size_t connections = 0;
    std::size_t waiting = 0;
    std::int64_t chain_place = 0;
    std::uint64_t commits = 0;
    bool ready = false;
    /// Decisions that wait for a person; nothing where it is not known: then the figure stays.
    std::optional<std::int64_t> open_reviews;
  };
  /// All metrics in Prometheus' text form.
  [[nodiscard]] std::string metrics(const State& state);

 private:
  /// Called with `mutex_` locked.
  void write_lines();

  std::ostream& log_;
  std::mutex mutex_;
  /// Lines that wait, whole ones.
  std::string lines_;
  prometheus::Registry registry_;
  LabelledCounters requests_;
  LabelledCounters decisions_;
  LabelledCounters hints_;
  LabelledCounters challengers_;
  LabelledCounters reviews_;
  LabelledCounters outcomes_;
  LabelledCounters reloads_;
  LabelledCounters client_data_;
  prometheus::Family<prometheus::Histogram>& client_data_durations_;
  /// By connector.
  std::vector<std::pair<std::string, prometheus::Histogram*>> client_data_duration_;
  prometheus::Family<prometheus::Histogram>& durations_;
  prometheus::Gauge& connections_;
  prometheus::Gauge& waiting_;
  prometheus::Gauge& chain_place_;
  prometheus::Gauge& commits_;
  prometheus::Gauge& ready_;
  prometheus::Gauge& open_reviews_;
  prometheus::Histogram& decide_duration_;
};

/// The trace-id of a header `traceparent` (W3C Trace Context); empty where the header is not one.
[[nodiscard]] std::string_view trace_id(std::string_view traceparent) noexcept;

}  // namespace prescore::service
