#include "service/connectors/bureau_connector.hpp"

#include <algorithm>

#include "base/input_error.hpp"
#include "service/connectors/bureau_url.hpp"

namespace prescore::service {
namespace {

/// Between the first attempt and the second; twice as long before the third, and so on.
constexpr std::chrono::milliseconds kRest{50};

/// libcurl's own preparations, once for the process.
class CurlGlobal {
 public:
  CurlGlobal() { curl_global_init(CURL_GLOBAL_DEFAULT); }
};

bool fits_header(const std::string& token) noexcept {
  return std::ranges::all_of(token, [](char character) { return character > ' ' && character < '\x7f'; });
}

}  // namespace

void require_token(const std::string& token, const std::filesystem::path& file) {
  if (fits_header(token)) return;
  throw InputError(file.string() + " must hold one token of visible ASCII characters, and nothing else");
}

BureauConnector::BureauConnector(BureauSettings settings, std::shared_ptr<const Secret> token,
                                 std::function<void(Breaker::State)> changed)
    : Connector(settings.name,
                [&settings] {
                  std::vector<std::string> questions;
                  for (const BureauValue& value : settings.values) questions.push_back(value.question);
                  return questions;
                }()),
      settings_(std::move(settings)),
      token_(std::move(token)),
      breaker_(settings_.breaker, std::move(changed)) {
  static const CurlGlobal global;
  // Throws here, and not in the thread, where libcurl was built without something.
  const ClientRequest nobody;
  (void)BureauTransfer(settings_, token_->value(), nobody, settings_.timeout);
  multi_.reset(curl_multi_init());
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(settings_.at_once));
  thread_ = std::thread([this] { work(); });
}

BureauConnector::~BureauConnector() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  curl_multi_wakeup(multi_.get());
  thread_.join();
}

void BureauConnector::ask(std::shared_ptr<const ClientRequest> request, Done done) {
  if (settings_.needs_consent && !request->consent) return done({CallOutcome::no_consent});
  if (!fits_url(request->client)) return done({CallOutcome::not_found});
  CallOutcome refusal = CallOutcome::queue_full;
  {
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    if (!stopping_ && in_work_ < settings_.at_once + settings_.waiting) {
      if (const auto ticket = breaker_.admit(now)) {
        ++in_work_;
        waiting_.push_back({std::move(request), std::move(done), *ticket, now, 0, {}, nullptr});
        curl_multi_wakeup(multi_.get());
        return;
      }
      refusal = CallOutcome::breaker_open;
    }
  }
  done({refusal});
}

void BureauConnector::work() {
  for (;;) {
    take_waiting();
    start_rested();
    int running = 0;
    curl_multi_perform(multi_.get(), &running);
    take_ended();
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) break;
    }
    curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(time_to_next().count()), nullptr);
  }
  // Nothing is added any more.
  for (Calls* calls : {&running_, &resting_, &waiting_}) {
    while (!calls->empty()) finish(*calls, calls->begin(), {CallOutcome::unreachable});
  }
}

void BureauConnector::take_waiting() {
  Calls taken;
  Calls late;
  {
    const std::lock_guard lock(mutex_);
    while (!waiting_.empty() && running_.size() + resting_.size() + taken.size() < settings_.at_once) {
      taken.splice(taken.end(), waiting_, waiting_.begin());
    }
    // All wait equally long, so the first ones are late first.
    while (!waiting_.empty() && time_left(waiting_.front()).count() <= 0) {
      late.splice(late.end(), waiting_, waiting_.begin());
    }
  }
  while (!late.empty()) finish(late, late.begin(), {CallOutcome::timeout});
  while (!taken.empty()) {
    const auto call = taken.begin();
    running_.splice(running_.end(), taken, call);
    start(*call);
  }
}

void BureauConnector::start_rested() {
  const auto now = Clock::now();
  for (auto call = resting_.begin(); call != resting_.end();) {
    const auto next = std::next(call);
    if (call->next_attempt <= now) {
      running_.splice(running_.end(), resting_, call);
      start(*call);
    }
    call = next;
  }
}

void BureauConnector::start(Call& call) {
  // 0 would mean no limit.
  const auto timeout = std::max(std::min(settings_.timeout, time_left(call)), std::chrono::milliseconds(1));
  ++call.attempts;
  call.transfer = std::make_unique<BureauTransfer>(settings_, token_->value(), *call.request, timeout);
  curl_multi_add_handle(multi_.get(), call.transfer->get());
}

void BureauConnector::take_ended() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg == CURLMSG_DONE) finish_attempt(message->easy_handle, message->data.result);
  }
}

void BureauConnector::finish_attempt(CURL* easy, CURLcode code) {
  const auto call =
      std::ranges::find_if(running_, [easy](const Call& running) { return running.transfer->get() == easy; });
  Answered answered = call->transfer->result(code);
  const auto rest = kRest * call->attempts;
  if (may_try_again(answered.outcome) && call->attempts < settings_.attempts && rest < time_left(*call)) {
    curl_multi_remove_handle(multi_.get(), easy);
    call->transfer.reset();
    call->next_attempt = Clock::now() + rest;
    resting_.splice(resting_.end(), running_, call);
    return;
  }
  finish(running_, call, std::move(answered));
}

void BureauConnector::finish(Calls& from, Calls::iterator call, Answered answered) {
  const auto now = Clock::now();
  answered.attempts = call->attempts;
  answered.milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(now - call->begin).count();
  breaker_.record(call->ticket, is_answer(answered.outcome), now);
  // First, because libcurl may wait for the look-up of a name before it lets a transfer go.
  call->done(std::move(answered));
  if (call->transfer) curl_multi_remove_handle(multi_.get(), call->transfer->get());
  from.erase(call);
  const std::lock_guard lock(mutex_);
  --in_work_;
}

std::chrono::milliseconds BureauConnector::time_to_next() {
  // libcurl knows the ends of the transfers that run.
  std::chrono::milliseconds time{1'000};
  for (const Call& call : resting_) {
    time = std::min(time, std::chrono::ceil<std::chrono::milliseconds>(call.next_attempt - Clock::now()));
  }
  const std::lock_guard lock(mutex_);
  if (!waiting_.empty()) time = std::min(time, time_left(waiting_.front()));
  return std::max(time, std::chrono::milliseconds(0));
}

std::chrono::milliseconds BureauConnector::time_left(const Call& call) const {
  return std::chrono::ceil<std::chrono::milliseconds>(call.begin + settings_.deadline - Clock::now());
}

}  // namespace prescore::service
