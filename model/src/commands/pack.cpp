#include "pack.hpp"

#include <iostream>
#include <memory>

#include "commands.hpp"
#include "files.hpp"
#include "programme_json.hpp"

namespace prescore {
namespace {

struct PackOptions {
  std::filesystem::path model;
  std::filesystem::path output;
};

void run(const PackOptions& options) {
  const Model model = read_model(options.model);
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
  command->callback([options] { run(*options); });
}

}  // namespace prescore
