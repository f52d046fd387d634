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

Journal::Journal(std::unique_ptr<Writer> writer, std::size_t capacity, Report report, AnswerGroup answer_group)
    : writer_(std::move(writer)),
      capacity_(capacity),
      report_(std::move(report)),
      answer_group_(std::move(answer_group)),
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

bool Journal::submit(Decisions decisions, Done done, Wake when) {
  return enqueue({std::move(decisions), std::move(done), nullptr, nullptr}, when);
}

bool Journal::submit(Task task, TaskDone done) {
  return enqueue({nullptr, nullptr, std::move(task), std::move(done)}, Wake::now);
}

void Journal::wake() {
  {
    const std::lock_guard lock(mutex_);
    // A thread that writes looks at the queue again before it sleeps.
    if (queue_.empty() || !is_asleep_ || is_called_) return;
    is_called_ = true;
  }
  wake_.notify_one();
}

ChainHead Journal::head() const {
  const std::lock_guard lock(mutex_);
  return head_;
}

bool Journal::enqueue(Job job, Wake when) {
  {
    const std::lock_guard lock(mutex_);
    const std::size_t before = waiting_.load(std::memory_order_relaxed);
    const std::size_t together = before + weight(job.decisions);
    // A batch that is larger than the queue would never be taken otherwise.
    if (stopping_ || (together > capacity_ && before > 0)) return false;
    waiting_.store(together, std::memory_order_relaxed);
    queue_.push_back(std::move(job));
  }
  if (when == Wake::now) wake();
  return true;
}

void Journal::run() {
  std::unique_lock lock(mutex_);
  while (await_call(lock)) write_groups(lock);
}

bool Journal::await_call(std::unique_lock<std::mutex>& lock) {
  // What came before the thread sleeps was not called for.
  if (!queue_.empty()) return true;
  is_asleep_ = true;
  const auto is_due = [this] { return stopping_ || is_called_; };
  while (!is_due()) {
    if (is_healthy()) {
      wake_.wait(lock, is_due);
    } else if (!wake_.wait_for(lock, kRetry, is_due)) {
      lock.unlock();
      set_health(writer_->try_to_write());
      lock.lock();
    }
  }
  is_asleep_ = false;
  is_called_ = false;
  return !stopping_ || !queue_.empty();
}

void Journal::write_groups(std::unique_lock<std::mutex>& lock) {
  std::vector<Job> group;
  while (!queue_.empty()) {
    // The queue goes on in the memory of the group before.
    std::swap(group, queue_);
    lock.unlock();
    write(group);
    std::size_t done = 0;
    for (const Job& job : group) done += weight(job.decisions);
    group.clear();
    writer_->tidy();
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

void Journal::write_decisions(std::vector<Job*>& jobs) {
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
  const auto answer_all = [&jobs, &recorded] {
    std::span<Recorded> rest = recorded;
    for (const Job* job : jobs) {
      const std::size_t count = recorded.empty() ? 0 : job->decisions->size();
      job->done(rest.first(count));
      rest = rest.subspan(count);
    }
  };
  if (answer_group_) {
    answer_group_(answer_all);
  } else {
    answer_all();
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
