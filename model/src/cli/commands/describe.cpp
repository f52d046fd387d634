#include <iostream>
#include <memory>

#include "base/input_error.hpp"
#include "base/printable.hpp"
#include "cli/command_files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/describe_options.hpp"
#include "cli/commands/dialect_options.hpp"
#include "cli/inputs.hpp"
#include "cli/printing.hpp"
#include "describing/description_json.hpp"
#include "describing/description_text.hpp"
#include "describing/header_copy.hpp"

namespace prescore {
namespace {

struct DescribeCommand {
  std::filesystem::path data;
  CsvDialect dialect;
  DescribeOptions describe;
  std::filesystem::path add_header;
  bool json = false;
};

void write_with_header(DataFile& data, const FileDescription& file, CommandFiles& files) {
  if (file.has_header) {
    throw InputError(file.source + ": the first line seems to be a header already; if it is a row, add --no-header");
  }
  copy_with_header(data.stream(), files.output("--add-header"));
  files.commit();
}

/// What a user does next.
std::string next_step(const FileDescription& file, const DescribeCommand& options) {
  if (!file.has_header && options.add_header.empty()) {
    return "Next: write a copy with a header line, with --add-header OUT.csv, and put real names into it.";
  }
  const bool is_known = file.target.has_value();
  const std::string target = is_known ? file.columns[*file.target].name : "COLUMN";
  const std::filesystem::path& data = options.add_header.empty() ? options.data : options.add_header;
  return "Next: prescore draft --data " + shell_word(data.string()) + " --target " + shell_word(target) +
         " --output mybank";
}

void run(const DescribeCommand& options) {
  CommandFiles files;
  files.reads("F.csv", options.data);
  if (!options.add_header.empty()) files.writes("--add-header", options.add_header);
  files.prints();
  files.open();
  DataFile data(options.data, options.dialect);
  NamedStream stream = data.stream();
  stream.note = nullptr;
  const FileDescription file = describe_file(stream, options.describe);
  if (!options.add_header.empty()) write_with_header(data, file, files);
  if (options.json) {
    print_json(to_json(file));
    return;
  }
  std::cout << printable_lines(described(file));
  std::cerr << printable(next_step(file, options)) << "\n";
}

}  // namespace

void add_describe_command(CLI::App& tool) {
  auto options = std::make_shared<DescribeCommand>();
  CLI::App* command = tool.add_subcommand("describe", "Show what is in a data file, before there is a programme");
  command->add_option("F.csv", options->data, "CSV file of applications, - for standard input")->required();
  add_describe_options(*command, options->describe);
  add_dialect_options(*command, options->dialect);
  command->add_option("--target", options->describe.target, "The column of the outcome, if not the likeliest one")
      ->type_name("COLUMN");
  command
      ->add_option("--add-header", options->add_header,
                   "Also write a copy with a header line (column_1, column_2, ...), for a file without one")
      ->type_name("OUT.csv");
  command->add_flag("--json", options->json, "Print JSON");
  command->footer(
      "Prints how the file is written, what each column holds, which columns may be the outcome or the date, and what\n"
      "to look at: columns that may be known only after the outcome, that have one value, rows that repeat.\n"
      "  prescore describe F.csv --target loan_status");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
