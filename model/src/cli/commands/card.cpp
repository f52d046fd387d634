#include "report/page/card.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include "cli/command_files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/inputs.hpp"
#include "json/json_place.hpp"

namespace prescore {
namespace {

struct CardOptions {
  std::vector<std::filesystem::path> reports;
  std::filesystem::path output;
};

void run(const CardOptions& options) {
  CommandFiles files;
  for (const std::filesystem::path& path : options.reports) files.reads("the report", path);
  files.writes("--output", options.output);
  files.open();
  std::vector<Json> reports;
  for (const std::filesystem::path& path : options.reports) {
    reports.push_back(read_json(read_named(path)));
    require_report(reports.back(), path.string());
  }
  // The card does not depend on the order in which a shell or a folder lists the reports.
  std::stable_sort(reports.begin(), reports.end(),
                   [](const Json& a, const Json& b) { return a["programme"] < b["programme"]; });
  files.output("--output") << model_card(reports);
  files.commit();
}

}  // namespace

void add_card_command(CLI::App& tool) {
  auto options = std::make_shared<CardOptions>();
  CLI::App* command = tool.add_subcommand("card", "Write the model card of one or more programmes from their reports");
  command->add_option("reports", options->reports, "The output of prescore evaluate --report R.html --json")
      ->required()
      ->type_name("R.json");
  command->add_option("--output", options->output, "The card to write, in Markdown")->required()->type_name("CARD.md");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
