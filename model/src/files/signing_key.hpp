// Ed25519 keys and signatures (RFC 8032), by OpenSSL. Public keys and signatures are texts in base64.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace prescore {

/// A private key. Nothing that it returns or throws shows the key.
class SigningKey {
 public:
  /// Reads a PEM file that `openssl genpkey -algorithm ed25519` wrote. Throws FileError if it cannot be read,
  /// InputError if others than its owner may read or write it, if it holds no private key of this kind, or if it has a
  /// passphrase.
  explicit SigningKey(const std::filesystem::path& path);
  ~SigningKey();
  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;

  /// The 32 bytes of the public key.
  [[nodiscard]] std::string public_key() const;

  /// The 64 bytes of the signature of `text`. Equal texts have equal signatures.
  [[nodiscard]] std::string sign(std::string_view text) const;

 private:
  struct Holder;
  std::unique_ptr<Holder> holder_;
};

/// Whether `signature` is one of `text` by the owner of `public_key`. False for what is no key or no signature.
[[nodiscard]] bool is_signature_of(std::string_view text, std::string_view public_key, std::string_view signature);

/// The public keys of a PEM file, at least one. Throws FileError if it cannot be read, InputError if a part of it is no
/// Ed25519 public key, or a private one.
[[nodiscard]] std::vector<std::string> read_public_keys(const std::filesystem::path& path);

/// The files of `folder` whose names end with ".pem", in the order of their names. Throws FileError if it cannot be
/// listed.
[[nodiscard]] std::vector<std::filesystem::path> pem_files(const std::filesystem::path& folder);

/// The first 16 digits of the SHA-256 of a public key's 32 bytes, in hexadecimal: what people call the key.
[[nodiscard]] std::string key_id(std::string_view public_key);

}  // namespace prescore
