// The files that a command writes: they appear together once all of them are complete, or not at all.
//
// Terms: see partial_file.hpp. A *special* target is a device or a pipe: it cannot be replaced, so it is written
// directly. Steps of `commit`: write everything out and wait for the disk, for all files; keep each older target under
// a second name; rename one partial file after another; remove the second names. If a rename fails, the older targets
// get their names back and new ones are removed, so that all targets are as they were. Limits: an interrupt waits until
// the renames are done. A machine that stops between two renames, or `kill -9`, can leave the first of two files new
// and the second old; each of them is complete.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "files/partial_file.hpp"

namespace prescore {

/// One of them. Use it through OutputFiles.
class OutputFile {
 public:
  /// `target` as the user named it; links are followed, so that a link stays one. Throws FileError if the file cannot
  /// be written there.
  explicit OutputFile(const std::filesystem::path& target);

  [[nodiscard]] std::ostream& stream() noexcept { return stream_; }

  /// Writes everything out. Throws FileError, for example if the disk is full.
  void finish();
  /// Gives the file its name and keeps the older file, if `keep_older`, for `take_back`. Throws FileError; then the
  /// target is as it was.
  void rename_to_target(bool keep_older);
  /// Undoes `rename_to_target`. Returns whether the target is as it was.
  bool take_back() noexcept;
  /// Removes the older file.
  void remove_older() noexcept;

 private:
  void open(const std::filesystem::path& path);
  [[noreturn]] void fail(const std::string& reason) const;

  std::filesystem::path name_;
  std::filesystem::path target_;
  /// None if the target is special.
  std::optional<PartialFile> partial_;
  std::ofstream stream_;
  bool has_older_ = false;
  bool is_renamed_ = false;
  /// The second name of the older file; empty if there is none.
  std::filesystem::path older_;
};

class OutputFiles {
 public:
  /// Opens one more file. The stream lives as long as this object. Throws FileError if it cannot be written.
  std::ostream& open(const std::filesystem::path& target);

  /// Makes all files appear. Throws FileError if writing or renaming fails; then no target has changed.
  void commit();

 private:
  std::vector<std::unique_ptr<OutputFile>> files_;
};

/// Writes one file of `content`. Throws as OutputFiles does.
void write_file(const std::filesystem::path& target, std::string_view content);

}  // namespace prescore
