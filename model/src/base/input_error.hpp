// What stops a command. The tool throws these and main() turns them into one sentence and an exit code; the core,
// which the tool calls, never throws.
#pragma once

#include <stdexcept>
#include <string>

namespace prescore {

/// Exit codes of the tool, as its --help lists them.
enum class ExitCode : int { success = 0, usage = 2, bad_input = 3, file_system = 4, interrupted = 130 };

/// The data or the model is wrong. The message names the file, the place, and how to fix it.
class InputError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A file cannot be read or written. The message names the file and the reason.
class FileError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace prescore
