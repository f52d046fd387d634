#include "service/base/crypto.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <cstring>
#include <memory>
#include <stdexcept>

namespace prescore::service {

namespace {

struct Free {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
  void operator()(EVP_MAC_CTX* context) const noexcept { EVP_MAC_CTX_free(context); }
};

/// OpenSSL looks its methods up by name, which takes longer than to hash a short text: so each thread does it once.
const EVP_MD* sha256_method() noexcept {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return method;
}

EVP_MAC_CTX* new_hmac() noexcept {
  EVP_MAC* method = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  EVP_MAC_CTX* context = method == nullptr ? nullptr : EVP_MAC_CTX_new(method);
  EVP_MAC_free(method);
  std::string name = "SHA256";
  const std::array<OSSL_PARAM, 2> settings = {OSSL_PARAM_construct_utf8_string("digest", name.data(), 0),
                                              OSSL_PARAM_construct_end()};
  if (context != nullptr) EVP_MAC_CTX_set_params(context, settings.data());
  return context;
}

}  // namespace

Digest sha256(std::string_view bytes) {
  thread_local const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
  Digest digest{};
  if (EVP_DigestInit_ex(context.get(), sha256_method(), nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) != 1) {
    throw std::runtime_error("SHA-256 failed");
  }
  return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view bytes) {
  thread_local const std::unique_ptr<EVP_MAC_CTX, Free> context(new_hmac());
  // A key is prepared once: a service has one, and to prepare it takes as long as to hash a short text.
  thread_local std::string prepared;
  const bool is_prepared = !prepared.empty() && prepared == key;
  Digest digest{};
  std::size_t size = 0;
  const auto* const key_bytes = is_prepared ? nullptr : reinterpret_cast<const std::uint8_t*>(key.data());
  const auto* const text = reinterpret_cast<const std::uint8_t*>(bytes.data());
  if (!context || EVP_MAC_init(context.get(), key_bytes, is_prepared ? 0 : key.size(), nullptr) != 1 ||
      EVP_MAC_update(context.get(), text, bytes.size()) != 1 ||
      EVP_MAC_final(context.get(), digest.data(), &size, digest.size()) != 1) {
    prepared.clear();
    throw std::runtime_error("HMAC-SHA-256 failed");
  }
  if (!is_prepared) prepared = key;
  return digest;
}

std::string random_bytes(std::size_t size) {
  // Asking OpenSSL for a few bytes takes as long as asking it for many.
  thread_local std::array<std::uint8_t, 2048> store{};
  thread_local std::size_t left = 0;
  std::string bytes(size, '\0');
  if (size > store.size()) throw std::invalid_argument("no more than 2,048 random bytes at once");
  if (size > left) {
    if (RAND_bytes(store.data(), static_cast<int>(store.size())) != 1) {
      throw std::runtime_error("the system gives no random bytes");
    }
    left = store.size();
  }
  std::uint8_t* const taken = store.data() + left - size;
  std::memcpy(bytes.data(), taken, size);
  // Nothing is given twice, nor found in memory later.
  OPENSSL_cleanse(taken, size);
  left -= size;
  return bytes;
}

bool equal_in_constant_time(std::string_view one, std::string_view other) noexcept {
  return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(bytes.size() * 2, '0');
  char* digit = text.data();
  for (const char byte : bytes) {
    const auto value = static_cast<std::uint8_t>(byte);
    *digit++ = kDigits.data()[value >> 4];
    *digit++ = kDigits.data()[value & 15];
  }
  return text;
}

std::string hex(const Digest& digest) { return hex(bytes_of(digest)); }

}  // namespace prescore::service
