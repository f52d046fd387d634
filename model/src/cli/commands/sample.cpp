#include <iostream>
#include <memory>

#include "applicants/sample_applicants.hpp"
#include "base/printable.hpp"
#include "cli/command_files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/number_options.hpp"

namespace prescore {
namespace {

/// More would fill any disk.
constexpr std::uint64_t kMostRows = 1'000'000'000;

struct SampleOptions {
  std::uint64_t rows = 1'000;
  std::uint64_t seed = 1;
  std::string output = kStandardStream;
};

void run(const SampleOptions& options) {
  CommandFiles files;
  files.writes("--output", options.output);
  files.open();
  write_sample_applications(files.output("--output"), options.rows, options.seed);
  files.commit();
  if (options.output == kStandardStream) return;
  std::cerr << "Wrote " << printable(options.output) << ", " << options.rows << " made-up applications.\n";
}

}  // namespace

void add_sample_command(CLI::App& tool) {
  auto options = std::make_shared<SampleOptions>();
  CLI::App* command = tool.add_subcommand("sample", "Write made-up applications, to try the other commands with");
  add_whole_number_with_default(*command, "--rows", options->rows, "How many applications", 1, kMostRows);
  add_whole_number_with_default(*command, "--seed", options->seed,
                                "Seed of every random choice; same rows and seed, same bytes");
  command->add_option("--output", options->output, "CSV file to write, - for standard output")
      ->type_name("F.csv|-")
      ->capture_default_str();
  command->footer(
      "The file has the columns that model/instant-card and model/instant-card-full read, dates from 2014-01-01 to\n"
      "2014-04-30, and in the column \"default\" the outcome: 1 for about 13 % of the rows. No row is a real person.\n"
      "A model trained on these rows shows how the tool works. Use it for nothing else.\n"
      "What to do next:\n"
      "  prescore sample --rows 5000 --output F.csv\n"
      "  prescore train --programme model/instant-card --data F.csv --before 2014-04-01 --output M.json\n"
      "  prescore evaluate --model M.json --data F.csv --since 2014-04-01");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
