// Answers on their way from the thread that made them to the thread of their connection.
//
// Terms: each worker has a *box*. The thread that puts the first answer into an empty box wakes the worker, which takes
// all that are in it by then. A *batch* puts the waking off: while one lives, answers that its thread makes gather in
// the boxes; its end wakes each worker once. Without it the worker would wake for the first answer of a commit, and
// again for the next.
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <mutex>
#include <vector>

#include "service/http/message.hpp"

namespace prescore::service {

/// Takes an answer on the thread of its worker.
class AnswerTaker {
 public:
  AnswerTaker() = default;
  virtual ~AnswerTaker() = default;
  AnswerTaker(const AnswerTaker&) = delete;
  AnswerTaker& operator=(const AnswerTaker&) = delete;
  virtual void take_answer(HttpAnswer answer) = 0;
};

class AnswerBox {
 public:
  /// `loop` is the worker's and must outlive the box.
  explicit AnswerBox(boost::asio::io_context& loop) noexcept : loop_(loop) {}

  /// From any thread; on the worker's own the answer is taken at once. The last reference to `taker` is never dropped
  /// on another thread, so the caller gives its own away.
  void put(std::shared_ptr<AnswerTaker> taker, HttpAnswer answer);

 private:
  friend class AnswerBatch;
  struct Delivery {
    std::shared_ptr<AnswerTaker> taker;
    HttpAnswer answer;
  };

  void wake();
  void take_all();

  boost::asio::io_context& loop_;
  std::mutex mutex_;
  std::vector<Delivery> waiting_;
};

}  // namespace prescore::service
