#include "drafting/draft.hpp"

#include <algorithm>

#include "applicants/missing_words.hpp"
#include "base/file_error.hpp"
#include "base/input_error.hpp"
#include "drafting/draft_parts.hpp"

namespace prescore {
namespace {

void throw_if_any(const std::vector<std::string>& errors) {
  if (errors.empty()) return;
  std::string text;
  for (const std::string& error : errors) text += (text.empty() ? "" : "\n") + error;
  throw InputError(text);
}

void check_kept(const FileDescription& file, const DraftOptions& options, std::vector<std::string>& errors) {
  for (const std::string& kept : options.kept) {
    if (!file.find(kept)) {
      errors.push_back(file.source + ": there is no column \"" + shown_text(kept) + "\" for --keep");
    }
  }
}

/// Words that count as missing in a column that is asked, and are not among the built-in ones.
std::vector<std::string> own_missing_words(const FileDescription& file, const DraftColumns& columns) {
  const MissingWords built_in{std::nullopt};
  std::vector<std::string> words;
  for (const DraftQuestion& question : columns.questions) {
    for (const ValueCount& word : file.columns[question.column].missing_words) {
      const bool is_new = std::find(words.begin(), words.end(), word.value) == words.end();
      if (is_new && !built_in.contain(word.value)) words.push_back(word.value);
    }
  }
  return words;
}

void require_header(const FileDescription& file) {
  if (file.has_header) return;
  throw InputError(file.source + ": the first line is a row, not a header (" +
                   (file.headless_because.empty() ? "as --no-header says" : file.headless_because) +
                   "). Write a copy with a header line, and give the columns real names in it:\n  prescore describe " +
                   file.source +
                   " --add-header WITH-HEADER.csv\nIf the first line does name the columns, add --header");
}

}  // namespace

Draft make_draft(const FileDescription& file, const DraftOptions& options) {
  require_header(file);
  std::vector<std::string> errors;
  Draft draft;
  draft.outcome = draft_outcome(file, options, errors);
  check_kept(file, options, errors);
  throw_if_any(errors);
  draft.columns =
      choose_columns(file, draft.outcome.target, draft.outcome.date, {options.kept.begin(), options.kept.end()});
  if (draft.columns.questions.empty()) {
    throw InputError(file.source + ": no column can be asked; prescore describe shows why");
  }
  draft.missing_words = own_missing_words(file, draft.columns);
  draft.cut_off = draft.outcome.words.default_rate();
  draft.files = {{readable(questionnaire_json(draft, file)), "questionnaire.json"},
                 {readable(policy_json(draft)), "policy.json"},
                 {readable(training_json(draft, file)), "training.json"},
                 {readable(texts_json(draft, DraftLanguage::en)), "texts/en.json"},
                 {readable(texts_json(draft, DraftLanguage::ru)), "texts/ru.json"}};
  return draft;
}

}  // namespace prescore
