#include "packed/pack.hpp"

#include <iostream>
#include <memory>

#include "cli/commands/commands.hpp"
#include "cli/inputs.hpp"
#include "files/files.hpp"
#include "json/programme_json.hpp"

namespace prescore {
namespace {

struct PackOptions {
  std::filesystem::path model;
  std::filesystem::path output;
  std::filesystem::path texts;
  bool without_texts = false;
};

void run(const PackOptions& options) {
  const Model model = read_model_file(options.model);
  if (!options.without_texts) {
    require_all_texts(model.programme, options.texts.empty() ? options.model.parent_path() / "texts" : options.texts);
  }
  const std::vector<std::uint8_t> bytes = pack(model.programme);
  write_file(options.output, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  std::cerr << "Wrote " << options.output.string() << ", " << bytes.size() << " bytes.\n";
}

}  // namespace

void add_pack_command(CLI::App& tool) {
  auto options = std::make_shared<PackOptions>();
  CLI::App* command = tool.add_subcommand("pack", "Write a model in the small binary form that a page loads");
  command->add_option("model", options->model, "The model")->required()->type_name("M.json");
  command->add_option("--output", options->output, "The packed model to write")->required()->type_name("M.bin");
  auto* texts = command->add_option("--texts", options->texts, "Folder of the programme's texts, one file a language")
                    ->type_name("DIR")
                    ->default_str("the folder \"texts\" beside the model");
  command->add_flag("--without-texts", options->without_texts, "For a model that no page shows")->excludes(texts);
  command->footer(
      "A page says reasons in words: a model is refused where a language lacks the text of a reason or of a change.");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
