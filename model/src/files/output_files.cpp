#include "files/output_files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/input_error.hpp"
#include "files/file_state.hpp"

namespace prescore {
namespace {

/// Makes renames in the folder of `path` last. Not every file system can, and nothing is lost if it does not.
void sync_folder(const std::filesystem::path& path) noexcept {
  const int folder = open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  (void)fsync(folder);
  close(folder);
}

}  // namespace

OutputFile::OutputFile(const std::filesystem::path& target) : name_(target), target_(target) {
  const auto state = file_state(target);
  if (state && state->kind == FileKind::folder) throw FileError(target.string() + " is a folder, not a file");
  if (state && access(target.c_str(), W_OK) != 0) fail(std::strerror(errno));
  if (state && state->kind != FileKind::regular) {
    open(target);
    return;
  }
  target_ = target_of_links(target);
  has_older_ = state.has_value();
  partial_.emplace(target_, name_.string());
  open(partial_->path());
  std::error_code ignored;
  const auto permissions = std::filesystem::status(target_, ignored).permissions();
  if (has_older_) std::filesystem::permissions(partial_->path(), permissions, ignored);
}

void OutputFile::open(const std::filesystem::path& path) {
  stream_.open(path, std::ios::binary);
  if (!stream_) fail(std::strerror(errno));
}

void OutputFile::fail(const std::string& reason) const {
  throw FileError("cannot write " + name_.string() + ": " + reason);
}

void OutputFile::finish() {
  stream_.close();
  const int error = !stream_ ? errno : partial_ ? partial_->sync() : 0;
  if (!stream_ || error != 0) throw FileError("writing " + name_.string() + " failed: " + std::strerror(error));
}

void OutputFile::rename_to_target(bool keep_older) {
  if (!partial_) return;
  if (keep_older && has_older_) {
    older_ = partial_->path_of_older();
    // A second name, so that the target exists at every moment. Some file systems have no second names.
    const bool is_kept =
        link(target_.c_str(), older_.c_str()) == 0 || std::rename(target_.c_str(), older_.c_str()) == 0;
    if (!is_kept) {
      older_.clear();
      fail(std::strerror(errno));
    }
  }
  if (std::rename(partial_->path().c_str(), target_.c_str()) != 0) {
    const std::string reason = std::strerror(errno);
    if (!older_.empty()) (void)std::rename(older_.c_str(), target_.c_str());
    remove_older();
    fail(reason);
  }
  is_renamed_ = true;
  partial_->release();
}

bool OutputFile::take_back() noexcept {
  if (!is_renamed_) return true;
  if (!has_older_) return unlink(target_.c_str()) == 0;
  return !older_.empty() && std::rename(older_.c_str(), target_.c_str()) == 0;
}

void OutputFile::remove_older() noexcept {
  if (!older_.empty()) unlink(older_.c_str());
  older_.clear();
  if (is_renamed_) sync_folder(target_);
}

std::ostream& OutputFiles::open(const std::filesystem::path& target) {
  return files_.emplace_back(std::make_unique<OutputFile>(target))->stream();
}

void OutputFiles::commit() {
  for (const auto& file : files_) file->finish();
  const InterruptsWait wait;
  try {
    for (const auto& file : files_) file->rename_to_target(files_.size() > 1);
  } catch (const FileError& error) {
    bool is_undone = true;
    for (const auto& file : files_) is_undone = file->take_back() && is_undone;
    if (is_undone) throw;
    throw FileError(std::string(error.what()) + "; another output of this run was already written and stays");
  }
  for (const auto& file : files_) file->remove_older();
}

void write_file(const std::filesystem::path& target, std::string_view content) {
  OutputFiles files;
  files.open(target).write(content.data(), static_cast<std::streamsize>(content.size()));
  files.commit();
}

}  // namespace prescore
