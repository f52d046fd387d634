// The reader of a programme's folder. The input is its files, one after another, with a line "----" between them: the
// questionnaire, the policy, the settings, and the texts of a language.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/input_error.hpp"
#include "fuzz/fuzz.hpp"
#include "prescore/check.hpp"
#include "training/programme_folder.hpp"
#include "training/training_settings.hpp"

namespace prescore::test {
namespace {

constexpr std::string_view kBetween = "\n----\n";

std::string take_part(std::string_view& rest) {
  const std::size_t end = rest.find(kBetween);
  const std::string part(rest.substr(0, end));
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + kBetween.size());
  return part;
}

ProgrammeFiles files_of(std::string_view input) {
  ProgrammeFiles files;
  files.id = "card";
  files.source = "card";
  files.questionnaire = {take_part(input), "card/questionnaire.json"};
  files.policy = {take_part(input), "card/policy.json"};
  files.settings = {take_part(input), "card/training.json"};
  if (!input.empty()) files.texts.push_back({take_part(input), "card/texts/en.json"});
  return files;
}

/// The readers, which know places, must find whatever the core would find. An error may quote the input, which may hold
/// the core's words.
void require_own_words(const std::string& errors, std::string_view input) {
  constexpr std::array kCoreCodes = {ModelErrorCode::malformed_name, ModelErrorCode::duplicate_name,
                                     ModelErrorCode::out_of_range, ModelErrorCode::inconsistent_count,
                                     ModelErrorCode::contradictory_policy};
  for (const ModelErrorCode code : kCoreCodes) {
    const std::string by_core = ": " + std::string(name(code)) + ": " + std::string(meaning(code));
    const bool is_quoted = input.find(name(code)) != std::string_view::npos;
    require(is_quoted || errors.find(by_core) == std::string::npos, "the reader finds what the core finds");
  }
}

}  // namespace
}  // namespace prescore::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace prescore;
  const ProgrammeFiles files = test::files_of({reinterpret_cast<const char*>(data), size});
  try {
    const ProgrammeFolder read = read_programme(files);
    ProgrammeFiles written = files;
    written.questionnaire.text = readable(to_json(read.questionnaire));
    written.policy.text = readable(to_json(read.policy, read.questionnaire));
    const ProgrammeFolder again = read_programme(written);
    test::require(to_json(again.questionnaire) == to_json(read.questionnaire), "questions survive being written");
    test::require(to_json(again.settings, again.questionnaire) == to_json(read.settings, read.questionnaire),
                  "settings mean the same beside the written questions");
  } catch (const InputError& error) {
    const std::string errors = error.what();
    test::require(errors.starts_with("card"), "an error names its file");
    test::require_own_words(errors, {reinterpret_cast<const char*>(data), size});
  }
  return 0;
}
