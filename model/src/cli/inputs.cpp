#include "cli/inputs.hpp"

#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

#include "base/input_error.hpp"
#include "cli/command_files.hpp"
#include "cli/commands/dialect_options.hpp"
#include "files/file_state.hpp"
#include "files/files.hpp"
#include "packing/model_texts.hpp"

namespace prescore {
namespace {

/// Throws InputError with the languages that `folder` has if `file` is not one of them.
void require_language(const std::filesystem::path& file, const std::filesystem::path& folder) {
  if (std::filesystem::exists(file)) return;
  std::string known;
  if (std::filesystem::is_directory(folder)) {
    for (const std::filesystem::path& one : language_files(folder)) {
      known += (known.empty() ? "" : ", ") + one.stem().string();
    }
  }
  throw InputError(file.string() + ": there are no texts in this language; " +
                   (known.empty() ? "name the folder of the texts with --texts" : "there are " + known));
}

}  // namespace

NamedText read_named(const std::filesystem::path& path) { return {read_file(path), path.string()}; }

Model read_model_file(const std::filesystem::path& path) { return read_model(read_file(path), path.string()); }

std::optional<Json> read_model_document(const NamedText& model) {
  if (is_packed_model(model.text)) return std::nullopt;
  return read_json(model);
}

ProgrammeFolder read_programme_folder(const std::filesystem::path& folder) {
  ProgrammeFiles files;
  files.source = folder.string();
  files.questionnaire = read_named(folder / "questionnaire.json");
  files.policy = read_named(folder / "policy.json");
  files.settings = read_named(folder / "training.json");
  for (const std::filesystem::path& file : json_files(folder / "texts")) files.texts.push_back(read_named(file));
  files.id = std::filesystem::canonical(folder).filename().string();
  return read_programme(files);
}

DataFile::DataFile(const std::filesystem::path& path, const CsvDialect& dialect)
    : name_(path.string()), dialect_(dialect) {
  if (is_standard_input(path)) {
    name_ = "standard input";
    input_ = copy_to_unnamed_file(std::cin, name_);
  } else {
    input_ = open_input(path);
    const auto state = file_state(path);
    if (!state || state->kind != FileKind::regular) input_ = copy_to_unnamed_file(input_, name_);
  }
  input_.seekg(0, std::ios::end);
  bytes_ = static_cast<std::uint64_t>(std::max(std::streamoff{0}, std::streamoff{input_.tellg()}));
}

NamedStream DataFile::stream() {
  input_.clear();
  input_.seekg(0);
  return {input_, name_, bytes_, dialect_, print_note};
}

std::string DataFile::sha256() { return sha256_of(stream().stream); }

ReasonTexts read_language(const Programme& programme, const std::filesystem::path& folder,
                          const std::string& language) {
  const std::filesystem::path file = folder / (language + ".json");
  require_language(file, folder);
  return read_reason_texts(programme, read_named(file));
}

}  // namespace prescore
