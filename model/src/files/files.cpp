#include "files/files.hpp"

#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "base/input_error.hpp"

namespace prescore {
namespace {

std::string reason() { return std::strerror(errno); }

}  // namespace

std::ifstream open_input(const std::filesystem::path& path) {
  if (std::filesystem::is_directory(path)) throw FileError(path.string() + " is a folder, not a file");
  std::ifstream input(path, std::ios::binary);
  if (!input) throw FileError("cannot read " + path.string() + ": " + reason());
  return input;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream input = open_input(path);
  std::string content;
  std::array<char, 65536> chunk{};
  while (input.read(chunk.data(), chunk.size()), input.gcount() > 0) {
    content.append(chunk.data(), static_cast<std::size_t>(input.gcount()));
    if (content.size() > kMaxWholeFileBytes) throw InputError(path.string() + " is larger than 256 MiB");
  }
  if (input.bad()) throw FileError("reading " + path.string() + " failed: " + reason());
  return content;
}

std::string sha256_of(std::istream& input) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1)
    throw FileError("OpenSSL of this system has no SHA-256");
  std::array<char, 65536> chunk{};
  while (input.read(chunk.data(), chunk.size()), input.gcount() > 0) {
    EVP_DigestUpdate(context.get(), chunk.data(), static_cast<std::size_t>(input.gcount()));
  }
  std::array<unsigned char, 32> digest{};
  EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
  std::string text;
  for (const unsigned char byte : digest) {
    text += "0123456789abcdef"[byte >> 4U];
    text += "0123456789abcdef"[byte & 15U];
  }
  return text;
}

std::string sha256_base64(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw FileError("OpenSSL of this system has no SHA-256");
  }
  std::array<unsigned char, std::size_t{2} * EVP_MAX_MD_SIZE> encoded{};
  EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(size));
  return reinterpret_cast<const char*>(encoded.data());
}

std::ifstream copy_to_unnamed_file(std::istream& input, const std::string& name) {
  std::error_code error;
  const auto folder = std::filesystem::temp_directory_path(error);
  std::string path = (folder / "prescore-XXXXXX").string();
  const int descriptor = error ? -1 : mkstemp(path.data());
  if (descriptor < 0) throw FileError("cannot copy " + name + " to a temporary file: " + reason());
  std::ofstream copy(path, std::ios::binary);
  std::ifstream reader(path, std::ios::binary);
  unlink(path.c_str());
  close(descriptor);
  // An empty input makes `<<` fail, which is no error.
  if (input.peek() != std::istream::traits_type::eof()) copy << input.rdbuf();
  copy.close();
  if (!copy || !reader) throw FileError("cannot copy " + name + " to a temporary file: " + reason());
  return reader;
}

std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == ".json") files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace prescore
