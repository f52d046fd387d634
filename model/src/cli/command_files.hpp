// All files that a command reads and writes, in one place.
//
// Use: declare every input and output, call `open`, write to the streams of `output`, call `commit`.
// `open` checks everything before any work: no output is an input or another output, under whatever names and through
// whatever links; every input can be read and every output written. It reports all problems at once.
// `commit` makes the outputs appear together, or none of them (files/output_files.hpp).
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "files/file_state.hpp"
#include "files/output_files.hpp"

namespace prescore {

/// What stands for standard input or standard output in place of a file.
inline constexpr const char* kStandardStream = "-";

/// Whether `path` means standard input: also "/dev/stdin", which Linux cannot open if standard input is a socket.
[[nodiscard]] bool is_standard_input(const std::filesystem::path& path);

class CommandFiles {
 public:
  /// `option` as the user types it ("--input"), or what a word without an option is ("the model"). The path "-" is
  /// standard input.
  void reads(const std::string& option, const std::filesystem::path& path);

  /// The questionnaire, the policy, the settings and the texts of a programme: no output may replace one of them, even
  /// if this command does not read it.
  void reads_programme(const std::string& option, const std::filesystem::path& folder);

  /// The texts (*.json) of a folder.
  void reads_texts(const std::string& option, const std::filesystem::path& folder);

  /// The path "-" is standard output.
  void writes(const std::string& option, const std::filesystem::path& path);

  /// Results go to standard output.
  void prints() { writes("standard output", kStandardStream); }

  /// Throws CLI::ValidationError if the command line would lose data. `open` does so, too; a command calls it if it
  /// reads something before that.
  void check_names() const;

  /// Throws FileError, with all of them, if files cannot be opened.
  void open();

  /// The stream of what `writes` declared. It lives as long as this object.
  [[nodiscard]] std::ostream& output(const std::string& option) { return *streams_.at(option); }

  /// Throws FileError if an input has changed since `open`, or if writing fails; then no output appears.
  void commit();

 private:
  struct NamedFile {
    std::string option;
    std::filesystem::path path;
    /// None if there is no such file.
    std::optional<FileState> state;

    [[nodiscard]] bool is_standard_stream() const { return path == kStandardStream; }
  };

  [[nodiscard]] std::vector<std::string> lost_data() const;
  void find_unreadable(std::vector<std::string>& errors) const;
  void open_outputs(std::vector<std::string>& errors);

  std::vector<NamedFile> inputs_;
  /// Files that must stay and need not exist: those of a programme.
  std::vector<NamedFile> kept_;
  std::vector<NamedFile> outputs_;
  OutputFiles files_;
  std::map<std::string, std::ostream*> streams_;
};

}  // namespace prescore
