// A bureau over HTTP: one thread drives all its calls.
//
// Terms: a *call* is what a decision asks; it takes one or more *attempts*. It *waits* until fewer than `at_once` calls
// run, *runs*, and *rests* between two attempts.
// Steps: a call is refused at once where too many wait or the circuit breaker is open. The thread starts what may run,
// lets libcurl work on all transfers at the same time, and ends each call with an answer, with the last attempt, or at
// its deadline, which begins when it is asked for. So a slow bureau costs no threads, and no thread of the service
// ever waits for it. The breaker counts calls, not attempts.
#pragma once

#include <deque>
#include <list>
#include <mutex>
#include <thread>

#include "service/connectors/breaker.hpp"
#include "service/connectors/bureau_transfer.hpp"
#include "service/connectors/secret.hpp"

namespace prescore::service {

class BureauConnector final : public Connector {
 public:
  /// `token` is sent with each attempt as it is then; see `require_token`. `changed` gets each new state of the
  /// breaker. Throws std::runtime_error where libcurl cannot do what is needed.
  BureauConnector(BureauSettings settings, std::shared_ptr<const Secret> token,
                  std::function<void(Breaker::State)> changed);
  /// What is not answered yet is answered as unreachable.
  ~BureauConnector() override;
  BureauConnector(const BureauConnector&) = delete;
  BureauConnector& operator=(const BureauConnector&) = delete;

  [[nodiscard]] std::string_view kind() const noexcept override { return "http"; }
  void ask(std::shared_ptr<const ClientRequest> request, Done done) override;

 private:
  using Clock = Breaker::Clock;

  struct Call {
    std::shared_ptr<const ClientRequest> request;
    Done done;
    Breaker::Ticket ticket = 0;
    Clock::time_point begin;
    int attempts = 0;
    /// While it rests: when the next attempt begins.
    Clock::time_point next_attempt;
    /// While it runs.
    std::unique_ptr<BureauTransfer> transfer;
  };
  using Calls = std::list<Call>;

  struct FreeMulti {
    void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
  };

  void work();
  void take_waiting();
  void start(Call& call);
  void start_rested();
  void take_ended();
  void finish_attempt(CURL* easy, CURLcode code);
  void finish(Calls& from, Calls::iterator call, Answered answered);
  [[nodiscard]] std::chrono::milliseconds time_to_next();
  [[nodiscard]] std::chrono::milliseconds time_left(const Call& call) const;

  const BureauSettings settings_;
  const std::shared_ptr<const Secret> token_;
  Breaker breaker_;
  std::unique_ptr<CURLM, FreeMulti> multi_;

  std::mutex mutex_;
  Calls waiting_;
  /// Calls that wait, run or rest.
  std::size_t in_work_ = 0;
  bool stopping_ = false;

  // Of the thread alone.
  Calls running_;
  Calls resting_;
  std::thread thread_;
};

/// Throws InputError, which names `file`, where the token cannot stand in a header.
void require_token(const std::string& token, const std::filesystem::path& file);

}  // namespace prescore::service
