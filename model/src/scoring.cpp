#include "scoring.hpp"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "applicant_columns.hpp"
#include "block_scorer.hpp"
#include "csv_reader.hpp"
#include "input_error.hpp"
#include "prescore/batch.hpp"
#include "progress.hpp"

namespace prescore {
namespace {

void write(const std::string& text, std::ostream& output) {
  output.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!output) throw FileError("writing the scores failed: is the disk full, or the reader gone?");
}

/// Threads that take blocks in turns from one input and give their lines back in the same order.
class ScoringRun {
 public:
  ScoringRun(const Programme& programme, const ScoringInput& input, std::ostream& output, std::ostream* rejects,
             const ScoringOptions& options)
      : programme_(programme),
        source_(input.stream, input.source, options.chunk_bytes),
        columns_(read_csv_header(source_), csv_place(input.source, 0), programme.questionnaire, std::nullopt),
        decider_(programme, options.max_cells),
        output_(output),
        rejects_(rejects),
        progress_("scoring", input.bytes) {}

  ScoringCounts run(unsigned threads) {
    write("row,pd,outcome,offer\n", output_);
    if (rejects_ != nullptr) write("row,line,column,reason\n", *rejects_);
    const OnFault on_fault = rejects_ == nullptr ? OnFault::stop : OnFault::keep_going;
    std::vector<BlockScorer> scorers(threads, BlockScorer(programme_, decider_, columns_, on_fault));
    std::vector<std::thread> helpers;
    helpers.reserve(threads);
    // Where the system gives no more threads, those that are there do the work.
    (void)caught([&] {
      for (unsigned helper = 1; helper < threads; ++helper)
        helpers.emplace_back([&, helper] { work(scorers[helper]); });
    });
    work(scorers.front());
    for (std::thread& helper : helpers) helper.join();
    if (failure_) std::rethrow_exception(failure_);
    return counts_;
  }

 private:
  /// What one thread does: a block after another, until the input ends or any thread fails.
  void work(BlockScorer& scorer) {
    CsvBlock block;
    ScoredBlock scored;
    for (;;) {
      std::exception_ptr failure;
      const std::uint64_t turn = take(block, failure);
      if (turn == kNoTurn) return;
      if (!failure) failure = caught([&] { scorer.score(block, scored); });
      if (!finish(turn, block, scored, failure)) return;
    }
  }

  /// Takes the next block and the turn that comes with it, or a turn to report a failure; kNoTurn at the end.
  std::uint64_t take(CsvBlock& block, std::exception_ptr& failure) {
    const std::lock_guard lock(input_mutex_);
    if (has_ended_) return kNoTurn;
    bool found = false;
    failure = caught([&] { found = source_.next(block); });
    has_ended_ = !found;
    return found || failure ? next_turn_++ : kNoTurn;
  }

  /// Waits for the turn, then writes. Returns whether there is a point in going on.
  bool finish(std::uint64_t turn, const CsvBlock& block, const ScoredBlock& scored, std::exception_ptr& failure) {
    std::unique_lock lock(output_mutex_);
    turn_comes_.wait(lock, [&] { return turn_ == turn || failure_; });
    if (failure_) return false;
    if (!failure) failure = caught([&] { write_block(block, scored); });
    failure_ = failure;
    ++turn_;
    turn_comes_.notify_all();
    return !failure_;
  }

  void write_block(const CsvBlock& block, const ScoredBlock& scored) {
    write(scored.scores, output_);
    if (!scored.fault.empty()) throw InputError(source_.source() + ", " + scored.fault);
    if (rejects_ != nullptr) write(scored.rejects, *rejects_);
    counts_.rows += scored.rows;
    counts_.refused += scored.refused;
    counts_.bytes = block.end_byte;
    progress_.show(block.end_byte);
  }

  template <typename Action>
  static std::exception_ptr caught(Action action) {
    try {
      action();
    } catch (...) {
      return std::current_exception();
    }
    return nullptr;
  }

  static constexpr std::uint64_t kNoTurn = ~std::uint64_t{0};

  const Programme& programme_;
  CsvSource source_;
  ApplicantColumns columns_;
  BatchDecider decider_;
  std::ostream& output_;
  std::ostream* rejects_;
  Progress progress_;

  std::mutex input_mutex_;
  std::uint64_t next_turn_ = 0;
  bool has_ended_ = false;

  std::mutex output_mutex_;
  std::condition_variable turn_comes_;
  std::uint64_t turn_ = 0;
  std::exception_ptr failure_;
  ScoringCounts counts_;
};

}  // namespace

ScoringCounts score_rows(const Programme& programme, const ScoringInput& input, std::ostream& output,
                         std::ostream* rejects, const ScoringOptions& options) {
  return ScoringRun(programme, input, output, rejects, options).run(options.threads);
}

}  // namespace prescore
