#include "files.hpp"

#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <iterator>
#include <memory>

#include "input_error.hpp"

namespace prescore {
namespace {

/// The path that an interrupt removes. A signal handler may touch nothing but such plain memory.
std::array<char, 4096> interrupted_path{};
std::atomic<bool> has_partial_output = false;

void remove_and_exit(int /*signal*/) {
  if (has_partial_output) unlink(interrupted_path.data());
  _exit(static_cast<int>(ExitCode::interrupted));
}

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

std::string sha256_of_file(const std::filesystem::path& path) {
  std::ifstream input = open_input(path);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1) throw FileError("SHA-256 is missing");
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

OutputFile::OutputFile(std::filesystem::path target) : target_(std::move(target)) {
  std::error_code unknown;
  const auto status = std::filesystem::status(target_, unknown);
  if (std::filesystem::is_directory(status)) throw FileError(target_.string() + " is a folder, not a file");
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    open(target_);
    return;
  }
  // Through a link to the file itself, so that the link stays one.
  if (std::filesystem::exists(status)) target_ = std::filesystem::canonical(target_);
  partial_ = target_.string() + ".partial-" + std::to_string(getpid());
  const std::string path = partial_.string();
  if (path.size() >= interrupted_path.size()) throw FileError("the path " + path + " is too long");
  interrupted_path.fill('\0');
  std::copy(path.begin(), path.end(), interrupted_path.begin());
  has_partial_output = true;
  open(partial_);
  if (std::filesystem::exists(status)) std::filesystem::permissions(partial_, status.permissions(), unknown);
}

void OutputFile::open(const std::filesystem::path& path) {
  stream_.open(path, std::ios::binary | std::ios::trunc);
  if (stream_) return;
  has_partial_output = false;
  throw FileError("cannot write " + target_.string() + ": " + reason());
}

OutputFile::~OutputFile() {
  if (committed_ || partial_.empty()) return;
  stream_.close();
  std::error_code ignored;
  std::filesystem::remove(partial_, ignored);
  has_partial_output = false;
}

void OutputFile::commit() {
  stream_.close();
  if (!stream_) throw FileError("writing " + target_.string() + " failed: " + reason());
  if (partial_.empty()) return;
  std::error_code error;
  std::filesystem::rename(partial_, target_, error);
  if (error) throw FileError("cannot write " + target_.string() + ": " + error.message());
  committed_ = true;
  has_partial_output = false;
}

void write_file(const std::filesystem::path& target, std::string_view content) {
  OutputFile file(target);
  file.stream().write(content.data(), static_cast<std::streamsize>(content.size()));
  file.commit();
}

void remove_partial_output_when_interrupted() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) std::signal(signal, remove_and_exit);
}

}  // namespace prescore
