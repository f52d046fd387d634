#include "service/http/answer_box.hpp"

#include <boost/asio/post.hpp>
#include <utility>

#include "service/http/answer_batch.hpp"

namespace prescore::service {

void AnswerBox::put(std::shared_ptr<AnswerTaker> taker, HttpAnswer answer) {
  if (loop_.get_executor().running_in_this_thread()) return taker->take_answer(std::move(answer));
  bool was_empty = false;
  {
    const std::lock_guard lock(mutex_);
    was_empty = waiting_.empty();
    waiting_.push_back({std::move(taker), std::move(answer)});
  }
  if (!was_empty) return;
  if (AnswerBatch* const batch = AnswerBatch::current()) {
    batch->boxes_.push_back(this);
  } else {
    wake();
  }
}

void AnswerBox::wake() {
  boost::asio::post(loop_, [this] { take_all(); });
}

void AnswerBox::take_all() {
  std::vector<Delivery> taken;
  {
    const std::lock_guard lock(mutex_);
    taken.swap(waiting_);
  }
  for (Delivery& delivery : taken) delivery.taker->take_answer(std::move(delivery.answer));
}

AnswerBatch*& AnswerBatch::current() noexcept {
  thread_local AnswerBatch* batch = nullptr;
  return batch;
}

AnswerBatch::AnswerBatch() noexcept { current() = this; }

AnswerBatch::~AnswerBatch() {
  current() = nullptr;
  for (AnswerBox* const box : boxes_) box->wake();
}

}  // namespace prescore::service
