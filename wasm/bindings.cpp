// Embind: text in, text out, no logic. index.ts is the only caller.
#include <emscripten/bind.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "prescore/packed.hpp"
#include "response.hpp"

namespace prescore::wasm {
namespace {

/// Takes the text before the next NUL, or all of it, off the front of `request`.
std::string_view take_part(std::string_view& request) {
  const std::string_view part = request.substr(0, request.find('\0'));
  request.remove_prefix(part.size() < request.size() ? part.size() + 1 : part.size());
  return part;
}

/// A question, NUL, its text, NUL, and so on: index.ts lets no NUL into either.
std::vector<Answer> split_answers(std::string_view request) {
  std::vector<Answer> answers;
  while (!request.empty()) {
    const std::string_view question = take_part(request);
    answers.push_back({question, take_part(request)});
  }
  return answers;
}

/// One loaded programme. Every method but `load` needs a successful `load` before it.
class Engine {
 public:
  std::string load(const std::string& packed) {
    auto loaded = read_packed({reinterpret_cast<const std::uint8_t*>(packed.data()), packed.size()});
    if (!loaded.ok()) return describe(loaded.error());
    programme_ = std::move(loaded.value());
    return describe(programme_);
  }

  std::string evaluate(const std::string& request) const {
    const auto evaluation = prescore::evaluate(programme_, split_answers(request));
    return evaluation.ok() ? describe(programme_, evaluation.value()) : describe(programme_, evaluation.error());
  }

  std::string read(std::uint32_t question, const std::string& text) const {
    return describe(programme_, question, read_answer(programme_.questionnaire.questions[question], text));
  }

 private:
  Programme programme_;
};

}  // namespace
}  // namespace prescore::wasm

EMSCRIPTEN_BINDINGS(prescore) {
  using prescore::wasm::Engine;
  emscripten::class_<Engine>("Engine")
      .constructor<>()
      .function("load", &Engine::load)
      .function("evaluate", &Engine::evaluate)
      .function("read", &Engine::read);
}
