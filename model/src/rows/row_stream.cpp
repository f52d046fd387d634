#include "rows/row_stream.hpp"

#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "applicants/applicant_columns.hpp"
#include "applicants/programme_dialect.hpp"
#include "base/input_error.hpp"
#include "base/progress.hpp"
#include "csv/csv_reader.hpp"
#include "rows/block_lines.hpp"

namespace prescore {
namespace {

void write(const std::string& text, std::ostream& output) {
  output.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!output) throw FileError("writing the rows failed: is the disk full, or the reader gone?");
}

/// As many blocks of each thread may wait for an earlier one: where the system takes a thread off its core for a
/// moment, the others have enough to do until it is back.
constexpr std::size_t kParkedPerThread = 2;

/// What became of a block, or why nothing did.
struct Parked {
  bool is_ready = false;
  std::uint64_t end_byte = 0;
  BlockLines lines;
  std::exception_ptr failure;
};

/// Threads that take blocks in turns from one input and give their lines back in the same order.
class StreamRun {
 public:
  StreamRun(const RowStream& stream, const NamedStream& input, std::ostream& output, std::ostream* rejects,
            std::size_t chunk_bytes)
      : stream_(stream),
        source_(with_programme(input, stream.questionnaire.csv), chunk_bytes),
        header_(read_csv_header(source_)),
        columns_(header_, input.name, stream.questionnaire, std::nullopt, source_.format()),
        key_(find_key(header_, input.name, stream.key)),
        output_(output),
        rejects_(rejects),
        progress_(stream.doing, input.bytes) {}

  StreamCounts run(unsigned threads) {
    write(header_with_key(stream_.header, stream_.key), output_);
    if (rejects_ != nullptr) write(rejects_header(stream_.key), *rejects_);
    const OnRowError on_error = rejects_ == nullptr ? OnRowError::stop : OnRowError::keep_going;
    parked_.resize(kParkedPerThread * threads);
    std::vector<std::unique_ptr<LineWriter>> writers;
    std::vector<BlockReader> readers;
    readers.reserve(threads);
    for (unsigned thread = 0; thread < threads; ++thread) {
      writers.push_back(stream_.make_writer());
      readers.emplace_back(columns_, *writers.back(), on_error, key_);
    }
    std::vector<std::thread> helpers;
    helpers.reserve(threads);
    // Where the system gives no more threads, those that are there do the work.
    (void)caught([&] {
      for (unsigned helper = 1; helper < threads; ++helper)
        helpers.emplace_back([&, helper] { work(readers[helper]); });
    });
    // There is at least one thread, so there is a reader.
    // cppcheck-suppress containerOutOfBounds
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
      if (!finish(turn, block.end_byte, lines, failure)) return;
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

  /// Parks what became of a block until it is its turn, so that a thread that comes too early can go on. Takes other
  /// lines, of no meaning, in exchange. Returns whether there is a point in going on.
  bool finish(std::uint64_t turn, std::uint64_t end_byte, BlockLines& lines, const std::exception_ptr& failure) {
    std::unique_lock lock(output_mutex_);
    room_comes_.wait(lock, [&] { return turn < turn_ + parked_.size() || failure_; });
    if (failure_) return false;
    Parked& place = parked_[turn % parked_.size()];
    place.is_ready = true;
    place.end_byte = end_byte;
    place.failure = failure;
    std::swap(place.lines, lines);
    write_ready(lock);
    return !failure_;
  }

  /// Writes whatever follows on what was written before, unless another thread is at it and will.
  void write_ready(std::unique_lock<std::mutex>& lock) {
    if (is_writing_) return;
    is_writing_ = true;
    for (;;) {
      Parked& next = parked_[turn_ % parked_.size()];
      if (!next.is_ready || failure_) break;
      lock.unlock();
      const std::exception_ptr failure = next.failure ? next.failure : caught([&] { write_block(next); });
      lock.lock();
      next.is_ready = false;
      failure_ = failure;
      ++turn_;
      room_comes_.notify_all();
    }
    is_writing_ = false;
  }

  void write_block(const Parked& block) {
    const BlockLines& lines = block.lines;
    write(lines.lines, output_);
    if (lines.error) throw InputError(sentence(*lines.error, source_.source()));
    if (rejects_ != nullptr) write(lines.rejects, *rejects_);
    counts_.rows += lines.rows;
    counts_.refused += lines.refused;
    counts_.of_rows.add(lines.counts);
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
  std::vector<std::string> header_;
  ApplicantColumns columns_;
  std::optional<std::size_t> key_;
  std::ostream& output_;
  std::ostream* rejects_;
  Progress progress_;

  std::mutex input_mutex_;
  std::uint64_t next_turn_ = 0;
  bool has_ended_ = false;

  std::mutex output_mutex_;
  std::condition_variable room_comes_;
  /// By turn, round and round.
  std::vector<Parked> parked_;
  /// The next to be written.
  std::uint64_t turn_ = 0;
  bool is_writing_ = false;
  std::exception_ptr failure_;
  StreamCounts counts_;
};

}  // namespace

StreamCounts stream_rows(const RowStream& stream, const NamedStream& input, std::ostream& output, std::ostream* rejects,
                         const StreamOptions& options) {
  return StreamRun(stream, input, output, rejects, options.chunk_bytes).run(options.threads);
}

}  // namespace prescore
