#include "packed/pack.hpp"

#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/input_error.hpp"
#include "base/printable.hpp"
#include "cli/command_files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/inputs.hpp"
#include "json/programme_json.hpp"
#include "packing/model_texts.hpp"
#include "signing/required_signatures.hpp"

namespace prescore {
namespace {

struct PackOptions {
  std::filesystem::path model;
  std::filesystem::path output;
  std::filesystem::path texts;
  bool without_texts = false;
  bool without_data = false;
  std::vector<std::string> roles;
  std::optional<std::filesystem::path> keys;
};

/// Throws InputError unless the model carries the signatures that --require names.
void check_signatures_of(const NamedText& model, const PackOptions& options) {
  const std::optional<Json> document = read_model_document(model);
  if (!document) {
    throw InputError(model.name + ": a packed model carries no signatures; pack the JSON that was signed");
  }
  std::optional<std::vector<TrustedKey>> trusted;
  if (options.keys) trusted = read_trusted_keys(*options.keys);
  require_signatures(*document, model.name, options.roles, trusted);
  if (trusted) return;
  std::cerr << "prescore: warning: without --keys a signature by any key will do, so this does not show who signed; "
               "list the public keys that the bank trusts\n";
}

void run(const PackOptions& options) {
  const auto texts = options.texts.empty() ? texts_beside(options.model) : options.texts;
  CommandFiles files;
  if (options.keys && options.roles.empty()) throw CLI::ValidationError("--keys is used only with --require");
  files.reads("the model", options.model);
  if (options.keys) {
    for (const KeyFile& file : key_files(*options.keys)) files.reads("--keys", file.path);
  }
  if (!options.without_texts) files.reads_texts("--texts", texts);
  files.writes("--output", options.output);
  files.open();
  const NamedText text = read_named(options.model);
  const Model model = read_model(text.text, text.name);
  if (!options.roles.empty()) check_signatures_of(text, options);
  if (!options.without_texts) require_all_texts(model.programme, texts);
  const std::vector<std::uint8_t> bytes =
      pack(model.programme, options.without_data ? DataSection::left_out : DataSection::included);
  const auto size = static_cast<std::streamsize>(bytes.size());
  files.output("--output").write(reinterpret_cast<const char*>(bytes.data()), size);
  files.commit();
  std::cerr << "Wrote " << printable(options.output.string()) << ", " << bytes.size() << " bytes.\n";
}

}  // namespace

void add_pack_command(CLI::App& tool) {
  auto options = std::make_shared<PackOptions>();
  CLI::App* command = tool.add_subcommand("pack", "Write a model as the small binary file that a page loads");
  command->add_option("model", options->model, "The model")->required()->type_name("M.json");
  command->add_option("--output", options->output, "The packed model to write")->required()->type_name("M.bin");
  auto* texts =
      command->add_option("--texts", options->texts, "Folder of the programme's texts, one file for each language")
          ->type_name("DIR")
          ->default_str("the folder \"texts\" beside the model");
  command->add_flag("--without-texts", options->without_texts, "Do not check texts: no page shows this model")
      ->excludes(texts);
  command->add_flag("--without-data", options->without_data,
                    "Leave out the columns and cells of data files: for a model that only a page loads");
  command->add_option("--require", options->roles, "Pack only if these have signed, and the model is as they signed it")
      ->delimiter(',')
      ->check(CLI::IsMember({"analyst", "validator"}))
      ->type_name("analyst,validator");
  command->add_option("--keys", options->keys, "Public keys that the bank trusts: a PEM file, or a folder of them")
      ->type_name("FILE|DIR");
  command->footer("A page shows reasons in words, so every language must have a text for each reason and each change.");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
