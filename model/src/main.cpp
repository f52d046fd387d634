#include <iostream>

#include "commands/commands.hpp"
#include "files.hpp"
#include "input_error.hpp"
#include "version.hpp"

namespace prescore {
namespace {

int fail(ExitCode code, const std::string& message) {
  std::cerr << "prescore: " << message << "\n";
  return static_cast<int>(code);
}

int run(int argc, char** argv) {
  CLI::App tool{"Trains, judges and applies the forest of a card programme.", "prescore"};
  tool.set_version_flag("--version", std::string(kVersion));
  tool.require_subcommand(1);
  tool.footer(
      "A programme is trained, judged on later applications, packed for the page:\n"
      "  prescore train --programme model/instant-card --data F.csv --before 2014-04-01 --output M.json\n"
      "  prescore evaluate --model M.json --data F.csv --since 2014-04-01\n"
      "  prescore pack M.json --output M.bin\n"
      "Exit codes: 0 done; 2 wrong command line; 3 the data or the model is wrong (the message names the place);\n"
      "  4 a file cannot be read or written; 130 interrupted. A file that is not complete is never left behind.");
  add_train_command(tool);
  add_evaluate_command(tool);
  add_score_command(tool);
  add_pack_command(tool);
  add_inspect_command(tool);
  try {
    tool.parse(argc, argv);
    return static_cast<int>(ExitCode::success);
  } catch (const CLI::Success& success) {
    return tool.exit(success);
  } catch (const CLI::ParseError& error) {
    tool.exit(error);
    return static_cast<int>(ExitCode::usage);
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
  std::ios::sync_with_stdio(false);
  prescore::remove_partial_output_when_interrupted();
  return prescore::run(argc, argv);
}
