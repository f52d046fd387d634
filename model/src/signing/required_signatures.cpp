#include "signing/required_signatures.hpp"

#include <algorithm>
#include <iterator>

#include "base/input_error.hpp"
#include "signing/signing.hpp"

namespace prescore {
namespace {

void add_folder(const std::filesystem::path& folder, const std::string& role, std::vector<KeyFile>& files) {
  for (const std::filesystem::path& file : pem_files(folder)) files.push_back({file, role});
}

bool is_trusted(const std::vector<TrustedKey>& trusted, const Signature& signature) {
  return std::any_of(trusted.begin(), trusted.end(), [&](const TrustedKey& key) {
    return key.public_key == signature.public_key && (key.role.empty() || key.role == signature.role);
  });
}

/// What is wrong with the signature in `role`; empty if nothing is.
std::string problem_of(const std::vector<CheckedSignature>& signatures, const std::string& role,
                       const std::optional<std::vector<TrustedKey>>& trusted) {
  const auto found = std::find_if(signatures.begin(), signatures.end(),
                                  [&](const CheckedSignature& one) { return one.signature.role == role; });
  if (found == signatures.end()) return "no " + role + " has signed it; sign it with: prescore sign --role " + role;
  const std::string who = found->signature.name + " (key " + found->key + ")";
  if (!found->verifies) {
    return "the signature of the " + role + " " + who +
           " is not valid: the model changed after it was signed, or the " +
           "signature is forged; look at the model again and sign it again";
  }
  if (!trusted || is_trusted(*trusted, found->signature)) return {};
  return "the " + role + " " + who + " signed with a key that --keys does not list for this role; add the public key " +
         "if it is theirs";
}

}  // namespace

std::vector<KeyFile> key_files(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(path, ignored)) return {{path, ""}};
  std::vector<KeyFile> files;
  add_folder(path, "", files);
  for (const std::string_view role : kRoles) {
    const std::filesystem::path folder = path / role;
    if (std::filesystem::is_directory(folder, ignored)) add_folder(folder, std::string(role), files);
  }
  return files;
}

std::vector<TrustedKey> read_trusted_keys(const std::filesystem::path& path) {
  std::vector<TrustedKey> keys;
  for (const KeyFile& file : key_files(path)) {
    for (std::string& key : read_public_keys(file.path)) keys.push_back({std::move(key), file.role});
  }
  if (keys.empty()) throw InputError(path.string() + ": no public keys (*.pem)");
  return keys;
}

void require_signatures(const Json& document, const std::string& source, const std::vector<std::string>& roles,
                        const std::optional<std::vector<TrustedKey>>& trusted) {
  const std::vector<CheckedSignature> signatures = check_signatures(document, source);
  std::string problems;
  const auto add = [&](const std::string& problem) {
    if (!problem.empty()) problems += (problems.empty() ? "" : "\n") + source + ": " + problem;
  };
  for (const std::string& role : roles) add(problem_of(signatures, role, trusted));
  for (std::size_t first = 0; first < signatures.size(); ++first) {
    for (std::size_t second = first + 1; second < signatures.size(); ++second) {
      const Signature& a = signatures[first].signature;
      const Signature& b = signatures[second].signature;
      if (a.public_key != b.public_key && !is_same_name(a.name, b.name)) continue;
      add("one person signed as " + a.role + " and as " + b.role + "; two people must sign, with keys of their own");
    }
  }
  if (!problems.empty()) throw InputError(problems);
}

}  // namespace prescore
