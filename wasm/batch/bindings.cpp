// Embind: a packed model and the pieces of a file in, lines out, no logic. batch/engine.ts is the only caller. An
// instance of the module scores one file, so nothing here needs a handle, and hardly anything is given back: with the
// module all its memory goes at once.
#include <emscripten/bind.h>

#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/file_error.hpp"
#include "csv/csv_block.hpp"
#include "packed/model_error_text.hpp"
#include "prescore/packed.hpp"
#include "rows/row_feed.hpp"
#include "scoring/score_lines.hpp"

namespace prescore::wasm {
namespace {

/// What a reply says first; engine.ts has the same in the same order.
enum class Status : std::uint32_t { done, refused, out_of_memory };

/// No reply but that of a broken header has more numbers.
constexpr std::size_t kLongestReply = 16;

struct Session {
  /// What engine.ts wrote: a name, or a name and a packed model.
  std::string request;
  Programme programme;
  std::optional<BatchDecider> decider;
  std::optional<RowFeed> feed;
  BlockLines lines;
  std::string encoding;
  std::string message;
  std::vector<RowError> errors;
  /// The clause of each error.
  std::vector<std::string> reasons;
  std::vector<std::uint32_t> reply;
};

[[clang::no_destroy]] Session session;

template <typename Pointer>
std::uint32_t address(Pointer* pointer) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(pointer));
}

void number(std::uint64_t value) { session.reply.push_back(static_cast<std::uint32_t>(value)); }

/// The lower half first.
void wide_number(std::uint64_t value) {
  number(value);
  number(value >> 32U);
}

void text(const std::string& value) {
  number(address(value.data()));
  number(value.size());
}

void begin_reply(Status status) { session.reply.assign(1, static_cast<std::uint32_t>(status)); }

/// refused, the message, and the errors, as many as there are: each with its row (0 for the header), line, column,
/// clause, code and parameters. The reply points into what the session keeps.
void write_refusal(std::string message, std::vector<RowError> errors) {
  session.message = std::move(message);
  session.errors = std::move(errors);
  session.reasons.clear();
  for (const RowError& error : session.errors) session.reasons.push_back(clause(error.problem));
  begin_reply(Status::refused);
  text(session.message);
  number(session.errors.size());
  for (std::size_t index = 0; index < session.errors.size(); ++index) {
    const RowError& error = session.errors[index];
    wide_number(error.row);
    wide_number(error.line);
    text(error.column);
    text(session.reasons[index]);
    number(static_cast<std::uint64_t>(error.problem.code));
    text(error.problem.text);
    text(error.problem.nearest);
    wide_number(error.problem.count);
    wide_number(error.problem.expected);
  }
}

/// The header's errors, which stand on line 1.
std::vector<RowError> errors_of(const HeaderError& header) {
  std::vector<RowError> errors;
  for (const FileProblem& problem : header.problems()) errors.push_back({0, 1, {}, problem});
  return errors;
}

/// done, the lines, the rejects, how many rows were written and refused since the last call, and how the file is
/// written: the name of its encoding, its delimiter, and 1 for decimal commas and for lines that end in CR.
void write_lines() {
  const BlockLines& lines = session.lines;
  const CsvFormat& format = session.feed->format();
  begin_reply(Status::done);
  text(lines.lines);
  text(lines.rejects);
  number(lines.rows);
  number(lines.refused);
  session.encoding = name(format.encoding);
  text(session.encoding);
  number(static_cast<unsigned char>(format.delimiter));
  number(format.decimal == DecimalMark::comma ? 1 : 0);
  number(format.cr_ends_lines ? 1 : 0);
}

/// Runs `action`, which may write a reply, and says where the reply is, good until the next call. Nothing is thrown
/// across the boundary.
template <typename Action>
std::uintptr_t replied(Action action) {
  try {
    // Now, so that a reply can be written where no memory is left.
    session.reply.reserve(kLongestReply);
    begin_reply(Status::done);
    action();
  } catch (const HeaderError& error) {
    write_refusal(error.what(), errors_of(error));
  } catch (const InputError& error) {
    write_refusal(error.what(), {});
  } catch (const std::bad_alloc&) {
    begin_reply(Status::out_of_memory);
  }
  return address(session.reply.data());
}

/// done and the address of room for a request of `size` bytes.
std::uintptr_t make_room(std::uint32_t size) {
  return replied([size] {
    session.request.resize(size);
    number(address(session.request.data()));
  });
}

/// The request is the model's name, of `name_size` bytes, and the model.
std::uintptr_t load(std::uint32_t name_size) {
  return replied([name_size] {
    const std::string name = session.request.substr(0, name_size);
    const auto* const model = reinterpret_cast<const std::uint8_t*>(session.request.data()) + name_size;
    const auto error =
        read_packed_into(session.programme, std::span(model, session.request.size() - name_size), read_data);
    if (error) throw InputError(packed_model_error(*error, name));
    std::string().swap(session.request);
    session.decider.emplace(session.programme);
  });
}

/// The request is the file's name.
std::uintptr_t open(std::uint32_t keep_going) {
  return replied([keep_going] {
    const auto make_writer = [] { return std::make_unique<ScoreLines>(session.programme, *session.decider); };
    session.feed.emplace(RowStream{session.programme.questionnaire, kScoreHeader, "scoring", make_writer},
                         session.request, keep_going != 0 ? OnRowError::keep_going : OnRowError::stop);
  });
}

/// done, the address of room for the next piece of the file, and how large it is.
std::uintptr_t next_piece() {
  return replied([] {
    number(address(session.feed->make_room(kCsvChunkBytes)));
    number(kCsvChunkBytes);
  });
}

/// Takes what was written into that room.
std::uintptr_t read_piece(std::uint32_t size, std::uint32_t is_last) {
  return replied([size, is_last] {
    session.feed->read(size, is_last != 0, session.lines);
    const auto& error = session.lines.error;
    if (error) return write_refusal(sentence(*error, session.feed->source()), {*error});
    write_lines();
  });
}

}  // namespace
}  // namespace prescore::wasm

EMSCRIPTEN_BINDINGS(prescore_batch) {
  emscripten::function("makeRoom", &prescore::wasm::make_room);
  emscripten::function("load", &prescore::wasm::load);
  emscripten::function("open", &prescore::wasm::open);
  emscripten::function("nextPiece", &prescore::wasm::next_piece);
  emscripten::function("readPiece", &prescore::wasm::read_piece);
}
