// Files that are read whole, and files that appear only once they are complete.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace prescore {

/// Larger models and settings are refused before they are read.
inline constexpr std::uintmax_t kMaxWholeFileBytes = std::uintmax_t{256} << 20;

/// Reads a whole file. Throws FileError where it cannot be read, InputError where it is larger than
/// kMaxWholeFileBytes.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Opens a data file for streaming. Throws FileError where it cannot be read or is a folder.
[[nodiscard]] std::ifstream open_input(const std::filesystem::path& path);

/// The SHA-256 of a file, in hexadecimal. Throws FileError.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& path);

/// The SHA-256 of a text, in base64. Throws FileError where OpenSSL has no SHA-256.
[[nodiscard]] std::string sha256_base64(std::string_view text);

/// At most this many OutputFiles at a time.
inline constexpr std::size_t kMaxPartialOutputs = 8;

/// A file that is written beside its target and takes its name only on `commit`. Without a commit, at an error or on
/// Ctrl-C, nothing remains and an older target stays as it was. What is no regular file (a pipe, /dev/null) cannot be
/// replaced: it is written straight away.
class OutputFile {
 public:
  /// Throws FileError where the file cannot be made.
  explicit OutputFile(std::filesystem::path target);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  [[nodiscard]] std::ostream& stream() noexcept { return stream_; }

  /// Throws FileError where writing or renaming failed, for example on a full disk.
  void commit();

 private:
  void open(const std::filesystem::path& path);

  std::filesystem::path target_;
  /// Empty where the target is written straight away.
  std::filesystem::path partial_;
  /// Among the paths that an interrupt removes.
  std::size_t place_ = 0;
  std::ofstream stream_;
  bool committed_ = false;
};

/// Writes `content` through an OutputFile.
void write_file(const std::filesystem::path& target, std::string_view content);

/// Makes Ctrl-C, termination, a closed terminal and a closed pipe remove a partial output file and exit with 130.
/// Called once, by main.
void remove_partial_output_when_interrupted();

}  // namespace prescore
