// Whether a model carries the signatures that a bank requires before it ships one.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "json/json_place.hpp"

namespace prescore {

/// A public key that the bank trusts.
struct TrustedKey {
  std::string public_key;
  /// The only role that it may sign in; empty for any.
  std::string role;
};

/// A file of public keys, and the only role that they may sign in; empty for any.
struct KeyFile {
  std::filesystem::path path;
  std::string role;
};

/// The files of trusted keys: `path` itself, or, if it is a folder, its *.pem files, and those of its folders "analyst"
/// and "validator", which may sign in that role only. Throws FileError if a folder cannot be listed.
[[nodiscard]] std::vector<KeyFile> key_files(const std::filesystem::path& path);

/// Reads the keys of all `key_files`. Throws FileError, or InputError where there is no key or a file is no list of
/// keys.
[[nodiscard]] std::vector<TrustedKey> read_trusted_keys(const std::filesystem::path& path);

/// Throws InputError, naming `source`, with everything that is wrong: for each of `roles` a signature must be there
/// that verifies, by a key that is trusted in that role if there are `trusted` keys; and no two by one key or one name.
void require_signatures(const Json& document, const std::string& source, const std::vector<std::string>& roles,
                        const std::optional<std::vector<TrustedKey>>& trusted);

}  // namespace prescore
