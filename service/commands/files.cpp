#include "service/commands/files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "base/input_error.hpp"
#include "files/files.hpp"
#include "files/output_files.hpp"
#include "service/base/crypto.hpp"

namespace prescore::service {
namespace {

constexpr std::size_t kKeyBytes = 32;

}  // namespace

std::string read_secret_file(const std::filesystem::path& path) {
  struct stat state {};
  if (stat(path.c_str(), &state) != 0) return read_file(path);  // It says why.
  // A cluster mounts secrets as files of root that one group may read: the group is the service's own.
  const bool is_mounted = state.st_uid == 0 && geteuid() != 0;
  const mode_t others = S_IRWXO | (is_mounted ? S_IWGRP | S_IXGRP : S_IRWXG);
  if ((state.st_mode & others) != 0) {
    throw InputError(path.string() + " can be read by others than its owner: run chmod 600 " + path.string());
  }
  return read_file(path);
}

std::string read_secret_line(const std::filesystem::path& path) {
  std::string line = read_secret_file(path);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
  return line;
}

std::string read_or_make_key(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) write_secret_file(path, hex(random_bytes(kKeyBytes)) + "\n");
  std::string key = read_secret_line(path);
  if (key.size() < 2 * kKeyBytes) throw InputError(path.string() + " must hold a key of at least 64 characters");
  return key;
}

void write_secret_file(const std::filesystem::path& path, const std::string& text) {
  // The file is made with the rights of its owner alone, before anything is in it.
  const mode_t before = umask(S_IRWXG | S_IRWXO);
  try {
    write_file(path, text);
  } catch (...) {
    umask(before);
    throw;
  }
  umask(before);
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

}  // namespace prescore::service
