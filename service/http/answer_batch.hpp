// Gives the answers of one commit to the connections together (answer_box.hpp says why).
#pragma once

#include <vector>

namespace prescore::service {

class AnswerBox;

/// While it lives, answers that its thread makes for connections of other threads gather. Its end hands them over. The
/// servers of those connections must outlive it, and a thread has one at a time.
class AnswerBatch {
 public:
  AnswerBatch() noexcept;
  ~AnswerBatch();
  AnswerBatch(const AnswerBatch&) = delete;
  AnswerBatch& operator=(const AnswerBatch&) = delete;

 private:
  friend class AnswerBox;
  /// The thread's; null where there is none.
  static AnswerBatch*& current() noexcept;

  std::vector<AnswerBox*> boxes_;
};

}  // namespace prescore::service
