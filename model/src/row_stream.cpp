#include "row_stream.hpp"

#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "applicant_columns.hpp"
#include "block_lines.hpp"
#include "csv_reader.hpp"
#include "input_error.hpp"
#include "progress.hpp"

namespace prescore {
namespace {

void write(const std::string& text, std::ostream& output) {
  output.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!output) throw FileError("writing the rows failed: is the disk full, or the reader gone?");
}

/// Threads that take blocks in turns from one input and give their lines back in the same order.
class StreamRun {
 public:
  StreamRun(const RowStream& stream, const StreamInput& input, std::ostream& output, std::ostream* rejects,
            std::size_t chunk_bytes)
      : stream_(stream),
        source_(input.stream, input.source, chunk_bytes),
        columns_(read_csv_header(source_), csv_place(input.source, 0), stream.questionnaire, std::nullopt),
        output_(output),
        rejects_(rejects),
        progress_(stream.doing, input.bytes) {}

  StreamCounts run(unsigned threads) {
    write(stream_.header, output_);
    if (rejects_ != nullptr) write("row,line,column,reason\n", *rejects_);
    const OnFault on_fault = rejects_ == nullptr ? OnFault::stop : OnFault::keep_going;
    std::vector<std::unique_ptr<LineWriter>> writers;
    std::vector<BlockReader> readers;
    readers.reserve(threads);
    for (unsigned thread = 0; thread < threads; ++thread) {
      writers.push_back(stream_.make_writer());
      readers.emplace_back(columns_, *writers.back(), on_fault);
    }
    std::vector<std::thread> helpers;
    helpers.reserve(threads);
    // Where the system gives no more threads, those that are there do the work.
    (void)caught([&] {
      for (unsigned helper = 1; helper < threads; ++helper)
        helpers.emplace_back([&, helper] { work(readers[helper]); });
    });
    work(readers.front());
    for (std::thread& helper : helpers) helper.join();
    if (failure_) std::rethrow_exception(failure_);
    return counts_;
  }

 private:
  /// What one thread does: a block after another, until the input ends or any thread fails.
  void work(BlockReader& reader) {
    CsvBlock block;
    BlockLines lines;
    for (;;) {
      std::exception_ptr failure;
      const std::uint64_t turn = take(block, failure);
      if (turn == kNoTurn) return;
      if (!failure) failure = caught([&] { reader.read(block, lines); });
      if (!finish(turn, block, lines, failure)) return;
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
  bool finish(std::uint64_t turn, const CsvBlock& block, const BlockLines& lines, std::exception_ptr& failure) {
    std::unique_lock lock(output_mutex_);
    turn_comes_.wait(lock, [&] { return turn_ == turn || failure_; });
    if (failure_) return false;
    if (!failure) failure = caught([&] { write_block(block, lines); });
    failure_ = failure;
    ++turn_;
    turn_comes_.notify_all();
    return !failure_;
  }

  void write_block(const CsvBlock& block, const BlockLines& lines) {
    write(lines.lines, output_);
    if (!lines.fault.empty()) throw InputError(source_.source() + ", " + lines.fault);
    if (rejects_ != nullptr) write(lines.rejects, *rejects_);
    counts_.rows += lines.rows;
    counts_.refused += lines.refused;
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

  const RowStream& stream_;
  CsvSource source_;
  ApplicantColumns columns_;
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
  StreamCounts counts_;
};

}  // namespace

StreamCounts stream_rows(const RowStream& stream, const StreamInput& input, std::ostream& output, std::ostream* rejects,
                         const StreamOptions& options) {
  return StreamRun(stream, input, output, rejects, options.chunk_bytes).run(options.threads);
}

}  // namespace prescore
