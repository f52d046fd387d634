// Embind: numbers in, numbers out, no logic. The texts cross in a buffer that both sides know; engine.ts is the only
// caller. An instance of the module holds one programme, so nothing here needs a handle.
#include <emscripten/bind.h>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "memory.hpp"
#include "prescore/packed.hpp"
#include "reply.hpp"

namespace prescore::wasm {
namespace {

/// What engine.ts wrote: a packed model, or texts.
const std::uint8_t* request = nullptr;
/// Never destroyed: with the module all its memory goes at once.
[[clang::no_destroy]] Programme programme;
const Explainer* explainer = nullptr;

std::string_view request_text(std::uint32_t size) { return {reinterpret_cast<const char*>(request), size}; }

/// Takes the text before the next NUL, or all of it, off the front of `rest`.
std::string_view take_part(std::string_view& rest) {
  const std::string_view part = rest.substr(0, rest.find('\0'));
  rest.remove_prefix(part.size() < rest.size() ? part.size() + 1 : part.size());
  return part;
}

/// A question, NUL, "!" where the answer is confirmed, NUL, its text, NUL, and so on: index.ts lets no NUL into them.
std::vector<Answer> split_answers(std::string_view rest) {
  std::vector<Answer> answers;
  while (!rest.empty()) {
    const std::string_view question = take_part(rest);
    const bool is_confirmed = !take_part(rest).empty();
    answers.push_back({question, take_part(rest), is_confirmed});
  }
  return answers;
}

/// Begins a call: gives back what the last one took, makes room for a request of `size` bytes and says where.
std::uintptr_t make_room(std::uint32_t size) {
  free_call_memory();
  auto* const room = new std::uint8_t[size];
  request = room;
  return reinterpret_cast<std::uintptr_t>(room);
}

// Each of these takes the request's size and says where the reply is, which is good until the next call.

std::uintptr_t load(std::uint32_t size) {
  auto error = read_packed_into(programme, {request, size}, nullptr);
  // A page's word is preliminary, whatever the bank trusts its own service with.
  if (!error && programme.policy.stage == Stage::final) {
    error = ModelError{ModelErrorCode::final_policy, Section::policy, 0, 0};
  }
  if (error) return write(*error);
  explainer = new Explainer(programme.forest, programme.reference);
  keep_memory();
  return write(programme);
}

std::uintptr_t evaluate(std::uint32_t size) {
  return write(prescore::evaluate(programme, split_answers(request_text(size))));
}

std::uintptr_t explain(std::uint32_t size) {
  return write(programme, evaluate_with_reasons(programme, *explainer, split_answers(request_text(size))));
}

std::uintptr_t read(std::uint32_t question, std::uint32_t size) {
  return write(question, read_answer(programme.questionnaire.questions[question], request_text(size)));
}

}  // namespace
}  // namespace prescore::wasm

EMSCRIPTEN_BINDINGS(prescore) {
  emscripten::function("makeRoom", &prescore::wasm::make_room);
  emscripten::function("load", &prescore::wasm::load);
  emscripten::function("evaluate", &prescore::wasm::evaluate);
  emscripten::function("explain", &prescore::wasm::explain);
  emscripten::function("read", &prescore::wasm::read);
}
