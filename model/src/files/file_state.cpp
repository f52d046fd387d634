#include "files/file_state.hpp"

#include <sys/stat.h>

namespace prescore {
namespace {

/// As many links as Linux follows.
constexpr int kMaxLinks = 40;

FileKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::regular;
  if (S_ISDIR(mode)) return FileKind::folder;
  return S_ISCHR(mode) ? FileKind::character_device : FileKind::other;
}

FileState state_of(const struct stat& status) {
#ifdef __APPLE__
  const timespec& changed = status.st_mtimespec;
#else
  const timespec& changed = status.st_mtim;
#endif
  return {kind_of(status.st_mode), static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino),
          static_cast<std::uint64_t>(status.st_size),
          std::int64_t{changed.tv_sec} * 1'000'000'000 + std::int64_t{changed.tv_nsec}};
}

}  // namespace

std::optional<FileState> file_state(const std::filesystem::path& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return std::nullopt;
  return state_of(status);
}

std::optional<FileState> standard_stream_state(int descriptor) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) return std::nullopt;
  return state_of(status);
}

std::filesystem::path target_of_links(const std::filesystem::path& path) {
  std::error_code ignored;
  std::filesystem::path target = path;
  for (int links = 0; links < kMaxLinks && std::filesystem::is_symlink(target, ignored); ++links) {
    // An absolute link replaces the folder.
    target = target.parent_path() / std::filesystem::read_symlink(target, ignored);
  }
  const auto folder = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
  const auto canonical = std::filesystem::weakly_canonical(folder, ignored);
  return ignored ? target : canonical / target.filename();
}

}  // namespace prescore
