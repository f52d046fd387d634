#include <cstdio>
#include <iostream>

#include "base/input_error.hpp"
#include "base/printable.hpp"
#include "base/version.hpp"
#include "cli/commands/commands.hpp"
#include "files/partial_file.hpp"

namespace prescore {
namespace {

int fail(ExitCode code, const std::string& message) {
  std::cerr << "prescore: " << printable_lines(message) << "\n";
  return static_cast<int>(code);
}

/// What is wrong with the command line, and where to look.
std::string usage_message(const CLI::App& tool, const CLI::ParseError& error) {
  const auto chosen = tool.get_subcommands();
  if (!chosen.empty()) {
    return std::string(error.what()) + "\nprescore " + chosen.front()->get_name() + " --help explains its options";
  }
  std::string commands;
  for (const CLI::App* command : tool.get_subcommands({})) commands += " " + command->get_name();
  return "the first word must be a command, one of:" + commands + "\nprescore --help explains them";
}

int run(int argc, char** argv) {
  CLI::App tool{"Trains, evaluates and applies the models of a credit programme.", "prescore"};
  tool.set_version_flag("--version", std::string(kVersion));
  tool.require_subcommand(1);
  tool.footer(
      "Train a programme, evaluate it on later applications, pack it for the page:\n"
      "  prescore sample --rows 5000 --output F.csv\n"
      "  prescore train --programme model/instant-card --data F.csv --before 2014-04-01 --output M.json\n"
      "  prescore evaluate --model M.json --data F.csv --since 2014-04-01\n"
      "  prescore pack M.json --output M.bin\n"
      "Exit codes: 0 done; 2 the command line is wrong; 3 the data or the model is wrong (the message names the\n"
      "  place); 4 a file cannot be read or written; 70 a bug in the tool; 130 interrupted, or the reader of the "
      "output\n"
      "  closed it.\n"
      "  Output files appear together once all of them are complete. An output cannot be a file that is read.");
  add_draft_command(tool);
  add_sample_command(tool);
  add_describe_command(tool);
  add_train_command(tool);
  add_cross_validate_command(tool);
  add_policy_command(tool);
  add_evaluate_command(tool);
  add_card_command(tool);
  add_score_command(tool);
  add_explain_command(tool);
  add_sign_command(tool);
  add_pack_command(tool);
  add_inspect_command(tool);
  try {
    tool.parse(argc, argv);
    if (!std::cout.flush()) throw FileError("writing to standard output failed: is the disk full?");
    return static_cast<int>(ExitCode::success);
  } catch (const CLI::Success& success) {
    return tool.exit(success);
  } catch (const CLI::ParseError& error) {
    return fail(ExitCode::usage, usage_message(tool, error));
  } catch (const InputError& error) {
    return fail(ExitCode::bad_input, error.what());
  } catch (const FileError& error) {
    return fail(ExitCode::file_system, error.what());
  } catch (const std::filesystem::filesystem_error& error) {
    return fail(ExitCode::file_system, error.what());
  } catch (const std::bad_alloc&) {
    return fail(ExitCode::bad_input, "there is not enough memory for this input");
  }
}

}  // namespace
}  // namespace prescore

int main(int argc, char** argv) {
  try {
    std::ios::sync_with_stdio(false);
    prescore::remove_partial_files_when_interrupted();
    return prescore::run(argc, argv);
  } catch (...) {
    std::fputs("prescore: a bug in the tool stopped it; please report the command line\n", stderr);
    return 70;
  }
}
