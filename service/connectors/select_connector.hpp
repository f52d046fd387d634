// One SELECT on a database of the bank, asked by threads that may wait for it.
//
// Terms: a *call* waits in a queue until one of the connector's threads is free. Each thread has a connection of its
// own, which it opens with its first call and again after an error.
// Steps: a call is refused at once where the queue is full or the circuit breaker is open. Its time begins when it is
// asked for, so that waiting counts. Where a connection that was open breaks, the call is tried once more on a new one.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "service/connectors/breaker.hpp"
#include "service/connectors/select_session.hpp"
#include "service/connectors/settings.hpp"

namespace prescore::service {

class SelectConnector final : public Connector {
 public:
  using Clock = SelectSession::Clock;
  /// Throws SelectFailed.
  using Open = std::function<std::unique_ptr<SelectSession>(Clock::time_point deadline)>;
  /// What the rows of a client come to; at most `most_rows` of them are read.
  using Interpret = std::function<Answered(const std::vector<std::string>& columns, const std::vector<SelectRow>& rows,
                                           const ClientRequest& request)>;

  struct Parts {
    std::string_view kind;
    Open open;
    Interpret interpret;
    std::size_t most_rows = kMostRows;
  };

  /// Of `settings` it takes the name, the questions and the limits. `changed` gets each new state of the breaker.
  SelectConnector(const SelectSettings& settings, Parts parts, std::function<void(Breaker::State)> changed);
  /// What waits is answered as unreachable.
  ~SelectConnector() override;
  SelectConnector(const SelectConnector&) = delete;
  SelectConnector& operator=(const SelectConnector&) = delete;

  [[nodiscard]] std::string_view kind() const noexcept override { return parts_.kind; }
  void ask(std::shared_ptr<const ClientRequest> request, Done done) override;

 private:
  struct Call {
    std::shared_ptr<const ClientRequest> request;
    Done done;
    Breaker::Ticket ticket = 0;
    Clock::time_point begin;
  };

  void work();
  void run(Call& call, std::unique_ptr<SelectSession>& session);
  [[nodiscard]] Answered try_call(const Call& call, std::unique_ptr<SelectSession>& session);

  const Parts parts_;
  const std::chrono::milliseconds timeout_;
  const std::size_t capacity_;
  Breaker breaker_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Call> queue_;
  /// Calls that wait, and those that threads work on.
  std::size_t in_work_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

/// Throws InputError with everything that is wrong with the columns of a connector's statement: each question must be
/// one of them, and besides there may be `as_of`.
void require_columns(const std::vector<std::string>& columns, const std::vector<std::string>& questions,
                     const std::string& connector);

/// The values of a row whose columns are questions and `as_of`.
[[nodiscard]] Answered values_of(const std::vector<SelectRow>& rows, const std::vector<std::string>& columns,
                                 const ClientRequest& request, const std::string& connector);

}  // namespace prescore::service
