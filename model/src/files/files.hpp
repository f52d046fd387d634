// Reading files, and SHA-256.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace prescore {

/// Larger models and settings are refused before they are read.
inline constexpr std::uintmax_t kMaxWholeFileBytes = std::uintmax_t{256} << 20;

/// Reads a whole file. Throws FileError if it cannot be read, InputError if it is larger than kMaxWholeFileBytes.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Opens a data file for streaming. Throws FileError if it cannot be read or is a folder.
[[nodiscard]] std::ifstream open_input(const std::filesystem::path& path);

/// Copies all of `input`, which messages call `name`, to a temporary file that has no name and vanishes with the
/// returned stream, so that a pipe can be read more than once. Throws FileError.
[[nodiscard]] std::ifstream copy_to_unnamed_file(std::istream& input, const std::string& name);

/// The SHA-256 of all that `input` still holds, in hexadecimal. Throws FileError if OpenSSL has no SHA-256.
[[nodiscard]] std::string sha256_of(std::istream& input);

/// The SHA-256 of a text, in base64. Throws FileError if OpenSSL has no SHA-256.
[[nodiscard]] std::string sha256_base64(std::string_view text);

/// The files of `folder` whose names end with ".json", in the order of their names; none where it cannot be listed.
[[nodiscard]] std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder);

}  // namespace prescore
