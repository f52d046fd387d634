#include "service/store/journal.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace prescore::service {
namespace {

/// How often a database that failed is tried while no job comes.
constexpr std::chrono::milliseconds kRetry{500};

/// A task counts as one decision.
std::size_t weight(const Journal::Decisions& decisions) noexcept {
  return decisions ? std::max<std::size_t>(decisions->size(), 1) : 1;
}

}  // namespace

Journal::Journal(std::unique_ptr<Writer> writer, std::size_t capacity, Report report)
    : writer_(std::move(writer)),
      capacity_(capacity),
      report_(std::move(report)),
      head_(writer_->head()),
      thread_([this] { run(); }) {}

Journal::~Journal() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

bool Journal::submit(Decisions decisions, Done done) {
  return enqueue({std::move(decisions), std::move(done), nullptr, nullptr});
}

bool Journal::submit(Task task, TaskDone done) { return enqueue({nullptr, nullptr, std::move(task), std::move(done)}); }

ChainHead Journal::head() const {
  const std::lock_guard lock(mutex_);
  return head_;
}

bool Journal::enqueue(Job job) {
  {
    const std::lock_guard lock(mutex_);
    const std::size_t before = waiting_.load(std::memory_order_relaxed);
    const std::size_t together = before + weight(job.decisions);
    // A batch that is larger than the queue would never be taken otherwise.
    if (stopping_ || (together > capacity_ && before > 0)) return false;
    waiting_.store(together, std::memory_order_relaxed);
    queue_.push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

void Journal::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    const auto is_due = [this] { return stopping_ || !queue_.empty(); };
    if (is_healthy()) {
      wake_.wait(lock, is_due);
    } else if (!wake_.wait_for(lock, kRetry, is_due)) {
      lock.unlock();
      set_health(writer_->try_to_write());
      lock.lock();
      continue;
    }
    if (queue_.empty()) return;
    std::vector<Job> group = std::exchange(queue_, {});
    lock.unlock();
    write(group);
    std::size_t done = 0;
    for (const Job& job : group) done += weight(job.decisions);
    lock.lock();
    waiting_.fetch_sub(done, std::memory_order_relaxed);
  }
}

void Journal::write(std::vector<Job>& group) {
  std::vector<Job*> jobs;
  for (Job& job : group) {
    if (job.done) jobs.push_back(&job);
  }
  if (!jobs.empty()) write_decisions(jobs);
  for (const Job& job : group) {
    if (job.task) write_task(job);
  }
}

void Journal::write_decisions(const std::vector<Job*>& jobs) {
  std::vector<const NewDecision*> decisions;
  for (const Job* job : jobs) {
    for (const NewDecision& decision : *job->decisions) decisions.push_back(&decision);
  }
  std::vector<Recorded> recorded;
  try {
    recorded = writer_->append(decisions);
    commits_.fetch_add(1, std::memory_order_relaxed);
    set_health("");
  } catch (const std::exception& error) {
    set_health(error.what());
  }
  auto next = recorded.begin();
  for (const Job* job : jobs) {
    if (recorded.empty()) {
      job->done({});
      continue;
    }
    const auto end = next + static_cast<std::ptrdiff_t>(job->decisions->size());
    job->done({std::make_move_iterator(next), std::make_move_iterator(end)});
    next = end;
  }
}

void Journal::write_task(const Job& job) {
  std::string reason;
  try {
    job.task(*writer_);
  } catch (const std::exception& error) {
    reason = error.what();
  }
  set_health(reason);
  job.task_done(reason.empty());
}

void Journal::set_health(const std::string& reason) {
  const bool was_healthy = healthy_.exchange(reason.empty(), std::memory_order_relaxed);
  if (was_healthy != reason.empty()) report_(reason);
  const std::lock_guard lock(mutex_);
  head_ = writer_->head();
}

}  // namespace prescore::service
