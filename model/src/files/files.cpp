#include "files/files.hpp"

#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <iterator>
#include <memory>

#include "base/input_error.hpp"

namespace prescore {
namespace {

/// A path that an interrupt removes. A signal handler may touch nothing but such plain memory.
struct PartialOutput {
  std::array<char, 4096> path{};
  std::atomic<bool> is_there = false;
};
std::array<PartialOutput, kMaxPartialOutputs> partial_outputs;

void remove_and_exit(int /*signal*/) {
  for (const PartialOutput& output : partial_outputs) {
    if (output.is_there) unlink(output.path.data());
  }
  _exit(static_cast<int>(ExitCode::interrupted));
}

std::size_t remember_partial_output(const std::string& path) {
  const auto output = std::find_if(partial_outputs.begin(), partial_outputs.end(),
                                   [](const PartialOutput& other) { return !other.is_there; });
  assert(output != partial_outputs.end());
  if (path.size() >= output->path.size()) throw FileError("the path " + path + " is too long");
  output->path.fill('\0');
  std::copy(path.begin(), path.end(), output->path.begin());
  output->is_there = true;
  return static_cast<std::size_t>(output - partial_outputs.begin());
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

std::string sha256_base64(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw FileError("SHA-256 is missing");
  }
  std::array<unsigned char, std::size_t{2} * EVP_MAX_MD_SIZE> encoded{};
  EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(size));
  return reinterpret_cast<const char*>(encoded.data());
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
  place_ = remember_partial_output(partial_.string());
  open(partial_);
  if (std::filesystem::exists(status)) std::filesystem::permissions(partial_, status.permissions(), unknown);
}

void OutputFile::open(const std::filesystem::path& path) {
  stream_.open(path, std::ios::binary | std::ios::trunc);
  if (stream_) return;
  const std::string why = reason();
  if (!partial_.empty()) partial_outputs[place_].is_there = false;
  throw FileError("cannot write " + target_.string() + ": " + why);
}

OutputFile::~OutputFile() {
  if (committed_ || partial_.empty()) return;
  stream_.close();
  std::error_code ignored;
  std::filesystem::remove(partial_, ignored);
  partial_outputs[place_].is_there = false;
}

void OutputFile::commit() {
  stream_.close();
  if (!stream_) throw FileError("writing " + target_.string() + " failed: " + reason());
  if (partial_.empty()) return;
  std::error_code error;
  std::filesystem::rename(partial_, target_, error);
  if (error) throw FileError("cannot write " + target_.string() + ": " + error.message());
  committed_ = true;
  partial_outputs[place_].is_there = false;
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
