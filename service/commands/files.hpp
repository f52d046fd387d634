// Files with secrets.
#pragma once

#include <filesystem>
#include <string>

namespace prescore::service {

/// Reads a file that holds a secret. Throws InputError where others than its owner can read it. A file of root may be
/// readable by its group, too, if the service does not run as root: so a cluster mounts secrets.
[[nodiscard]] std::string read_secret_file(const std::filesystem::path& path);

/// The same without the ends of lines behind it: a password or a key.
[[nodiscard]] std::string read_secret_line(const std::filesystem::path& path);

/// The key of request hashes; makes the file, readable by its owner only, where there is none.
[[nodiscard]] std::string read_or_make_key(const std::filesystem::path& path);

/// Replaces a file in one step; only its owner can read it. Throws FileError.
void write_secret_file(const std::filesystem::path& path, const std::string& text);

}  // namespace prescore::service
