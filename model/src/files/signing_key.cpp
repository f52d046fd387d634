#include "files/signing_key.hpp"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "base/input_error.hpp"
#include "files/files.hpp"

namespace prescore {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kSignatureBytes = 64;
constexpr const char* kHowToMake = "make one with: openssl genpkey -algorithm ed25519 -out KEY.pem";
constexpr const char* kHowToMakePublic = "make it with: openssl pkey -in KEY.pem -pubout -out PUBLIC.pem";

template <auto free_it>
struct FreeBy {
  template <typename Object>
  void operator()(Object* object) const noexcept {
    free_it(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, FreeBy<EVP_PKEY_free>>;
using KeyText = std::unique_ptr<BIO, FreeBy<BIO_free>>;
using SignatureContext = std::unique_ptr<EVP_MD_CTX, FreeBy<EVP_MD_CTX_free>>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string to_base64(const unsigned char* bytes, std::size_t size) {
  std::array<unsigned char, 2 * kSignatureBytes> encoded{};
  EVP_EncodeBlock(encoded.data(), bytes, static_cast<int>(size));
  return reinterpret_cast<const char*>(encoded.data());
}

/// The `size` bytes that `text` stands for; empty unless it is exactly the text that `to_base64` makes of them.
std::string from_base64(std::string_view text, std::size_t size) {
  std::string bytes(text.size(), '\0');
  if (text.size() != (size + 2) / 3 * 4) return {};
  if (EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), bytes_of(text), static_cast<int>(text.size())) <
      0) {
    return {};
  }
  bytes.resize(size);
  return to_base64(bytes_of(bytes), size) == text ? bytes : std::string();
}

std::string public_text(const EVP_PKEY* key) {
  std::array<unsigned char, kKeyBytes> bytes{};
  std::size_t size = bytes.size();
  if (EVP_PKEY_get_raw_public_key(key, bytes.data(), &size) != 1 || size != kKeyBytes) return {};
  return to_base64(bytes.data(), size);
}

KeyText reader_of(const std::string& content) {
  return KeyText(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
}

/// Whether OpenSSL asked for a passphrase.
int note_passphrase(char* /*buffer*/, int /*size*/, int /*writes*/, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

void require_private(const std::filesystem::path& path) {
  struct stat state {};
  if (stat(path.c_str(), &state) != 0 || !S_ISREG(state.st_mode)) return;
  if ((state.st_mode & (S_IRWXG | S_IRWXO)) == 0) return;
  throw InputError(path.string() +
                   ": others than its owner can read or write this private key; allow only the owner: " + "chmod 600 " +
                   path.string() + ", and make a new key if somebody may have read it");
}

}  // namespace

struct SigningKey::Holder {
  std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key{nullptr, &EVP_PKEY_free};
};

SigningKey::SigningKey(const std::filesystem::path& path) : holder_(std::make_unique<Holder>()) {
  require_private(path);
  std::string content = read_file(path);
  bool asked = false;
  holder_->key.reset(PEM_read_bio_PrivateKey(reader_of(content).get(), nullptr, &note_passphrase, &asked));
  OPENSSL_cleanse(content.data(), content.size());
  ERR_clear_error();
  if (asked) {
    throw InputError(path.string() + ": the key has a passphrase; write it without one to a place that only you can " +
                     "read: openssl pkey -in KEY.pem -out PLAIN.pem");
  }
  if (!holder_->key) throw InputError(path.string() + ": no private key in PEM; " + kHowToMake);
  if (EVP_PKEY_base_id(holder_->key.get()) != EVP_PKEY_ED25519) {
    throw InputError(path.string() + ": the key is not an Ed25519 key; " + kHowToMake);
  }
}

SigningKey::~SigningKey() = default;

std::string SigningKey::public_key() const { return public_text(holder_->key.get()); }

std::string SigningKey::sign(std::string_view text) const {
  const SignatureContext context(EVP_MD_CTX_new());
  std::array<unsigned char, kSignatureBytes> signature{};
  std::size_t size = signature.size();
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, holder_->key.get()) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &size, bytes_of(text), text.size()) != 1) {
    ERR_clear_error();
    throw FileError("OpenSSL of this system cannot sign with Ed25519");
  }
  return to_base64(signature.data(), size);
}

bool is_signature_of(std::string_view text, std::string_view public_key, std::string_view signature) {
  const std::string key_bytes = from_base64(public_key, kKeyBytes);
  const std::string signed_bytes = from_base64(signature, kSignatureBytes);
  if (key_bytes.empty() || signed_bytes.empty()) return false;
  const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(key_bytes), key_bytes.size()));
  const SignatureContext context(EVP_MD_CTX_new());
  if (!key || !context || EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1) {
    ERR_clear_error();
    return false;
  }
  const bool verifies =
      EVP_DigestVerify(context.get(), bytes_of(signed_bytes), signed_bytes.size(), bytes_of(text), text.size()) == 1;
  ERR_clear_error();
  return verifies;
}

std::vector<std::string> read_public_keys(const std::filesystem::path& path) {
  const std::string content = read_file(path);
  if (content.find("PRIVATE KEY-----") != std::string::npos) {
    throw InputError(path.string() + ": holds a private key; only public keys belong there: " + kHowToMakePublic);
  }
  const KeyText reader = reader_of(content);
  std::vector<std::string> keys;
  while (const Key key{PEM_read_bio_PUBKEY(reader.get(), nullptr, nullptr, nullptr)}) {
    keys.push_back(EVP_PKEY_base_id(key.get()) == EVP_PKEY_ED25519 ? public_text(key.get()) : "");
  }
  ERR_clear_error();
  std::size_t parts = 0;
  for (std::size_t at = content.find("-----BEGIN"); at != std::string::npos; at = content.find("-----BEGIN", at + 1))
    ++parts;
  if (parts == 0 || keys.size() != parts || std::find(keys.begin(), keys.end(), "") != keys.end()) {
    throw InputError(path.string() + ": not a list of Ed25519 public keys in PEM; " + kHowToMakePublic);
  }
  return keys;
}

std::vector<std::filesystem::path> pem_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == ".pem") files.push_back(entry->path());
  }
  if (error) throw FileError("cannot list " + folder.string() + ": " + error.message());
  std::sort(files.begin(), files.end());
  return files;
}

std::string key_id(std::string_view public_key) {
  std::istringstream bytes(from_base64(public_key, kKeyBytes));
  return sha256_of(bytes).substr(0, 16);
}

}  // namespace prescore
