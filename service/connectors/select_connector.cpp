#include "service/connectors/select_connector.hpp"

#include <algorithm>

#include "base/input_error.hpp"
#include "json/error_list.hpp"
#include "service/connectors/as_of.hpp"

namespace prescore::service {
namespace {

constexpr const char* kAsOf = "as_of";

std::int64_t milliseconds_since(SelectConnector::Clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(SelectConnector::Clock::now() - begin).count();
}

}  // namespace

SelectConnector::SelectConnector(const SelectSettings& settings, Parts parts,
                                 std::function<void(Breaker::State)> changed)
    : Connector(settings.name, settings.questions),
      parts_(std::move(parts)),
      timeout_(settings.timeout),
      capacity_(settings.threads + settings.waiting),
      breaker_(settings.breaker, std::move(changed)) {
  for (std::size_t thread = 0; thread < settings.threads; ++thread) threads_.emplace_back([this] { work(); });
}

SelectConnector::~SelectConnector() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void SelectConnector::ask(std::shared_ptr<const ClientRequest> request, Done done) {
  CallOutcome refusal = CallOutcome::queue_full;
  {
    const std::lock_guard lock(mutex_);
    if (in_work_ < capacity_ && !stopping_) {
      const auto now = Clock::now();
      if (const auto ticket = breaker_.admit(now)) {
        ++in_work_;
        queue_.push_back({std::move(request), std::move(done), *ticket, now});
        wake_.notify_one();
        return;
      }
      refusal = CallOutcome::breaker_open;
    }
  }
  done({refusal});
}

void SelectConnector::work() {
  std::unique_ptr<SelectSession> session;
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    Call call = std::move(queue_.front());
    queue_.pop_front();
    const bool is_over = stopping_;
    lock.unlock();
    if (is_over) {
      call.done({CallOutcome::unreachable});
    } else {
      run(call, session);
    }
    lock.lock();
    --in_work_;
  }
}

void SelectConnector::run(Call& call, std::unique_ptr<SelectSession>& session) {
  const bool was_open = session != nullptr;
  Answered answered = try_call(call, session);
  if (was_open && answered.outcome == CallOutcome::unreachable) {
    answered = try_call(call, session);
    ++answered.attempts;
  }
  answered.milliseconds = milliseconds_since(call.begin);
  breaker_.record(call.ticket, is_answer(answered.outcome), Clock::now());
  call.done(std::move(answered));
}

Answered SelectConnector::try_call(const Call& call, std::unique_ptr<SelectSession>& session) {
  const Clock::time_point deadline = call.begin + timeout_;
  if (Clock::now() >= deadline) return {CallOutcome::timeout};
  try {
    if (!session) session = parts_.open(deadline);
    const auto rows = session->find(call.request->client, parts_.most_rows, deadline);
    Answered answered = parts_.interpret(session->columns(), rows, *call.request);
    answered.attempts = 1;
    return answered;
  } catch (const SelectFailed& failed) {
    session.reset();
    return {failed.outcome(), 1};
  } catch (const std::exception&) {
    session.reset();
    return {CallOutcome::wrong_answer, 1};
  }
}

void require_columns(const std::vector<std::string>& columns, const std::vector<std::string>& questions,
                     const std::string& connector) {
  ErrorList errors;
  const std::string where = "client_data, connector \"" + connector + "\": ";
  for (const std::string& question : questions) {
    const auto count = std::ranges::count(columns, question);
    if (count == 0) errors.add(std::string(where).append("the statement has no column \"").append(question) + "\"");
    if (count <= 1) continue;
    errors.add(std::string(where).append("the statement has the column \"").append(question) + "\" more than once");
  }
  for (const std::string& column : columns) {
    const bool is_asked = column == kAsOf || std::ranges::find(questions, column) != questions.end();
    if (!is_asked) {
      errors.add(std::string(where).append("the statement's column \"").append(column) +
                 "\" is no question of the connector: name it so with AS, add it to \"questions\", or leave it out");
    }
  }
  if (std::ranges::count(columns, kAsOf) > 1)
    errors.add(where + "the statement has the column \"as_of\" more than once");
  errors.throw_if_any("the configuration");
}

Answered values_of(const std::vector<SelectRow>& rows, const std::vector<std::string>& columns,
                   const ClientRequest& request, const std::string& connector) {
  if (rows.empty()) return {CallOutcome::not_found, 1};
  if (rows.size() > 1) return {CallOutcome::several_rows, 1};
  Answered answered{CallOutcome::found, 1, 0, connector, request.now};
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const std::optional<std::string>& cell = rows.front()[column];
    if (columns[column] != kAsOf) {
      if (std::ranges::find(request.questions, columns[column]) == request.questions.end()) continue;
      answered.values.push_back({columns[column], cell.value_or("")});
    } else if (!cell) {
      answered.as_of.reset();
    } else {
      answered.as_of = read_as_of(*cell, request.now);
      if (!answered.as_of) return {CallOutcome::wrong_answer, 1};
    }
  }
  return answered;
}

}  // namespace prescore::service
