#include "packed/pack.hpp"

#include <iostream>
#include <memory>

#include "base/printable.hpp"
#include "cli/command_files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/inputs.hpp"
#include "json/programme_json.hpp"

namespace prescore {
namespace {

struct PackOptions {
  std::filesystem::path model;
  std::filesystem::path output;
  std::filesystem::path texts;
  bool without_texts = false;
  bool without_data = false;
};

void run(const PackOptions& options) {
  const auto texts = options.texts.empty() ? options.model.parent_path() / "texts" : options.texts;
  CommandFiles files;
  files.reads("the model", options.model);
  if (!options.without_texts) files.reads_texts("--texts", texts);
  files.writes("--output", options.output);
  files.open();
  const Model model = read_model_file(options.model);
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
  command->footer("A page shows reasons in words, so every language must have a text for each reason and each change.");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
