// The one thread that writes.
//
// Terms: a *job* is what one request wants to have written: one decision, the decisions of a batch, or a step of a
// release. A *group* is all jobs that wait when the thread is free.
// Steps: take the group, write it in one transaction, wait for the disk once, then answer every job of it. There is no
// timer: while the disk works, the next group gathers, so nobody waits for more than two flushes, and the busier the
// service, the more decisions share one flush.
// The thread sleeps while nothing waits. A caller that has more jobs at hand submits them all before it wakes the
// thread, and the answers of one group are given together: each switch between threads costs more than a decision's
// hash. Why no buffer behind it: a job is answered after its commit and never before. Where the queue is full a job is
// refused at once. Nothing is dropped.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "service/store/store.hpp"

namespace prescore::service {

class Journal {
 public:
  /// Decisions that are to be recorded together. They live until `Done` was called, and do not change before.
  using Decisions = std::shared_ptr<const std::vector<NewDecision>>;
  /// Gets what became of a job's decisions, in their order, and may take it; empty where the database was unavailable:
  /// then none was recorded.
  using Done = std::function<void(std::span<Recorded>)>;
  /// Work on the writer in a transaction of its own, which throws StoreUnavailable where it failed.
  using Task = std::function<void(Writer&)>;
  /// Whether the task was done.
  using TaskDone = std::function<void(bool)>;

  /// Gets the reason each time the database stops taking what is written, and an empty text once it takes it again.
  using Report = std::function<void(const std::string& reason)>;

  /// Calls its argument, which answers all jobs of a group.
  using AnswerGroup = std::function<void(const std::function<void()>& answer_all)>;

  /// At most `capacity` decisions wait, or one batch that has more. The callbacks run on the journal's thread and must
  /// not throw or wait.
  Journal(std::unique_ptr<Writer> writer, std::size_t capacity, Report report, AnswerGroup answer_group = {});
  /// Writes what waits, then stops.
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// When the thread looks at a job that found it asleep.
  enum class Wake {
    now,
    /// Once somebody calls `wake`. The caller must do so soon.
    later,
  };

  /// False where the queue is full; then `done` is not called.
  [[nodiscard]] bool submit(Decisions decisions, Done done, Wake when = Wake::now);
  [[nodiscard]] bool submit(Task task, TaskDone done);
  /// Begins with what was submitted. Does nothing where nothing waits.
  void wake();

  /// Whether the last commit, or the last try since, succeeded.
  [[nodiscard]] bool is_healthy() const noexcept { return healthy_.load(std::memory_order_relaxed); }
  /// Decisions that wait.
  [[nodiscard]] std::size_t waiting() const noexcept { return waiting_.load(std::memory_order_relaxed); }
  /// The end of the chain, as of the last commit.
  [[nodiscard]] ChainHead head() const;
  /// Commits since the start, and decisions in them.
  [[nodiscard]] std::uint64_t commits() const noexcept { return commits_.load(std::memory_order_relaxed); }

 private:
  struct Job {
    Decisions decisions;
    Done done;
    Task task;
    TaskDone task_done;
  };

  [[nodiscard]] bool enqueue(Job job, Wake when);
  void run();
  /// Both are called with `mutex_` locked. Waits for a call; false once the journal stops and nothing waits.
  [[nodiscard]] bool await_call(std::unique_lock<std::mutex>& lock);
  void write_groups(std::unique_lock<std::mutex>& lock);
  void write(std::vector<Job>& group);
  void write_decisions(std::vector<Job*>& jobs);
  void write_task(const Job& job);
  /// Without a reason all is well.
  void set_health(const std::string& reason);

  std::unique_ptr<Writer> writer_;
  const std::size_t capacity_;
  const Report report_;
  const AnswerGroup answer_group_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Job> queue_;
  ChainHead head_;
  bool is_asleep_ = false;
  bool is_called_ = false;
  bool stopping_ = false;
  std::atomic<bool> healthy_ = true;
  std::atomic<std::size_t> waiting_ = 0;
  std::atomic<std::uint64_t> commits_ = 0;
  std::thread thread_;
};

}  // namespace prescore::service
