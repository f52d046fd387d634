// A file that a run has not finished: it stands beside its target under a name of its own.
//
// Terms: the *target* is the file that the user names. The *partial file* of process 17 for "M.json" is
// "M.json.partial-17", in the same folder, so that a rename can replace the target in one step. While the run lives it
// holds a lock on its partial file. The lock ends with the process, however it ends.
// Steps: a run first removes partial files of its target that nobody holds a lock on and whose process is gone: their
// runs were killed. Then it makes its own. An interrupt (Ctrl-C, SIGTERM, SIGHUP, SIGPIPE) removes it.
// Why a lock and a process number: processes in two containers cannot see each other's numbers, but they see the locks.
// The number protects the short time between making a file and locking it, and file systems that have no locks.
#pragma once

#include <csignal>
#include <cstddef>
#include <filesystem>
#include <string>

namespace prescore {

/// At most this many partial files at a time.
inline constexpr std::size_t kMaxPartialFiles = 8;

class PartialFile {
 public:
  /// Creates the partial file of `target`, which is empty. `name` is what messages call the target. Throws FileError if
  /// that is not possible.
  PartialFile(const std::filesystem::path& target, const std::string& name);
  /// Removes the file, unless it was renamed.
  ~PartialFile();
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  /// Where an older target can be kept for as long as this run needs it. Later runs remove it, too.
  [[nodiscard]] std::filesystem::path path_of_older() const;

  /// Waits until what was written is on the disk. Returns 0 or the system's error number.
  [[nodiscard]] int sync() const noexcept;

  /// The file has another name now, or is not needed: it is no longer removed.
  void release() noexcept;

 private:
  std::filesystem::path path_;
  /// Holds the lock; -1 after `release`.
  int descriptor_ = -1;
  /// Among the paths that an interrupt removes.
  std::size_t place_ = 0;
};

/// Makes Ctrl-C, termination, a closed terminal and a closed pipe remove the partial files and exit with 130. Called
/// once, by main.
void remove_partial_files_when_interrupted();

/// Interrupts of this thread wait while this object lives.
class InterruptsWait {
 public:
  InterruptsWait() noexcept;
  ~InterruptsWait();
  InterruptsWait(const InterruptsWait&) = delete;
  InterruptsWait& operator=(const InterruptsWait&) = delete;

 private:
  sigset_t before_;
};

}  // namespace prescore
