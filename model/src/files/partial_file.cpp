#include "files/partial_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <string>
#include <string_view>

#include "base/input_error.hpp"
#include "files/file_state.hpp"

namespace prescore {
namespace {

constexpr std::array kInterrupts{SIGINT, SIGTERM, SIGHUP, SIGPIPE};
constexpr std::string_view kMark = ".partial-";
constexpr std::string_view kOlderMark = ".older";

/// A path that an interrupt removes. A signal handler may use only such plain memory.
struct RememberedPath {
  std::array<char, 4096> text{};
  std::atomic<bool> is_set = false;
};
std::array<RememberedPath, kMaxPartialFiles> remembered_paths;

void remove_and_exit(int /*signal*/) {
  for (const RememberedPath& path : remembered_paths) {
    if (path.is_set) unlink(path.text.data());
  }
  _exit(static_cast<int>(ExitCode::interrupted));
}

std::size_t remember(const std::string& path) {
  const auto place = std::find_if(remembered_paths.begin(), remembered_paths.end(),
                                  [](const RememberedPath& other) { return !other.is_set; });
  if (place == remembered_paths.end()) throw FileError("cannot write more than 8 files at a time");
  if (path.size() >= place->text.size()) throw FileError("the path " + path + " is too long");
  place->text.fill('\0');
  std::copy(path.begin(), path.end(), place->text.begin());
  place->is_set = true;
  return static_cast<std::size_t>(place - remembered_paths.begin());
}

/// The process whose partial file of `target` has this name, or 0.
pid_t owner_of(std::string_view name, const std::string& target) {
  if (!name.starts_with(target) || !name.substr(target.size()).starts_with(kMark)) return 0;
  std::string_view digits = name.substr(target.size() + kMark.size());
  if (digits.ends_with(kOlderMark)) digits.remove_suffix(kOlderMark.size());
  pid_t process = 0;
  const char* const end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, process);
  return error == std::errc{} && rest == end && process > 0 ? process : 0;
}

/// A process that exists and is not this one.
bool is_another_living(pid_t process) { return process != getpid() && (kill(process, 0) == 0 || errno != ESRCH); }

void remove_if_unlocked(const std::filesystem::path& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return;
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) unlink(path.c_str());
  close(descriptor);
}

/// Removes what killed runs left beside `target`. A folder that cannot be listed is left as it is, and so is an older
/// file that has no other name.
void remove_abandoned(const std::filesystem::path& target) {
  std::error_code error;
  const bool has_target = std::filesystem::exists(target, error);
  const auto folder = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
  std::filesystem::directory_iterator entry(folder, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    const pid_t owner = owner_of(name, target.filename().string());
    if (owner == 0 || is_another_living(owner)) continue;
    if (name.ends_with(kOlderMark) && !has_target) continue;
    if (entry->is_regular_file(error)) remove_if_unlocked(entry->path());
  }
}

}  // namespace

PartialFile::PartialFile(const std::filesystem::path& target, const std::string& name)
    : path_(target.string() + std::string(kMark) + std::to_string(getpid())) {
  remove_abandoned(target);
  const InterruptsWait wait;
  descriptor_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor_ < 0) {
    const std::string reason = errno == EEXIST ? "another run is writing it" : std::strerror(errno);
    throw FileError("cannot write " + name + ": " + reason);
  }
  // A file system without locks still has the process number.
  (void)flock(descriptor_, LOCK_EX | LOCK_NB);
  try {
    place_ = remember(path_.string());
  } catch (...) {
    unlink(path_.c_str());
    close(descriptor_);
    throw;
  }
}

std::filesystem::path PartialFile::path_of_older() const { return path_.string() + std::string(kOlderMark); }

PartialFile::~PartialFile() {
  if (descriptor_ < 0) return;
  unlink(path_.c_str());
  release();
}

int PartialFile::sync() const noexcept { return fsync(descriptor_) == 0 ? 0 : errno; }

void PartialFile::release() noexcept {
  remembered_paths[place_].is_set = false;
  close(descriptor_);
  descriptor_ = -1;
}

void remove_partial_files_when_interrupted() {
  for (const int signal : kInterrupts) {
    const bool is_ignored = std::signal(signal, remove_and_exit) == SIG_IGN;
    // Under nohup, and in the background of a script, the run goes on.
    if (is_ignored && signal != SIGPIPE) std::signal(signal, SIG_IGN);
  }
}

InterruptsWait::InterruptsWait() noexcept {
  sigset_t interrupts;
  sigemptyset(&interrupts);
  for (const int signal : kInterrupts) sigaddset(&interrupts, signal);
  pthread_sigmask(SIG_BLOCK, &interrupts, &before_);
}
// A signal that waited before goes on waiting: a server takes its signals at one place.
InterruptsWait::~InterruptsWait() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

}  // namespace prescore
