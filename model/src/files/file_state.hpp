// What a file is on disk: whether two names mean the same file, and whether a file changed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace prescore {

enum class FileKind : std::uint8_t { regular, folder, character_device, other };

/// What the system says about a file at one moment.
struct FileState {
  FileKind kind = FileKind::other;
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t bytes = 0;
  /// Of the last change to the content, in nanoseconds.
  std::int64_t changed_ns = 0;

  /// Whether both are the same file on disk, whatever its names are.
  [[nodiscard]] bool is_same_file(const FileState& other) const noexcept {
    return device == other.device && inode == other.inode;
  }
  [[nodiscard]] bool operator==(const FileState&) const noexcept = default;
};

/// The state of the file that `path` leads to, through links; none if there is no such file.
[[nodiscard]] std::optional<FileState> file_state(const std::filesystem::path& path);

/// The state of what is open as standard input (0) or standard output (1); none if it is closed.
[[nodiscard]] std::optional<FileState> standard_stream_state(int descriptor);

/// The path of the file that is created or replaced by writing to `path`: links are followed, also a link to a file
/// that does not exist yet. Two such paths of files that do not exist are equal if they mean the same file.
[[nodiscard]] std::filesystem::path target_of_links(const std::filesystem::path& path);

}  // namespace prescore
