#include "service/store/gathered_log.hpp"

#include <soci/sqlite3/soci-sqlite3.h>

#include <cstddef>
#include <new>
#include <string>

namespace prescore::service {
namespace {

// SOCI has SQLite's names in a namespace of its own.
using sqlite_api::sqlite3_file;
using sqlite_api::sqlite3_int64;
using sqlite_api::sqlite3_vfs;

constexpr const char* kName = "prescore-gathered-log";
/// As much is kept at most: SQLite writes less than 128 KiB at once.
constexpr std::size_t kMost = std::size_t{120} * 1024;

/// An open log. SQLite gives the memory; the usual file system's own file follows behind.
struct Log {
  sqlite3_file base;
  /// What is to be written, and where its first byte belongs.
  std::string* kept;
  sqlite3_int64 place;
};

Log& log_of(sqlite3_file* file) noexcept { return *reinterpret_cast<Log*>(file); }

constexpr std::size_t kLogBytes =
    (sizeof(Log) + alignof(std::max_align_t) - 1) / alignof(std::max_align_t) * alignof(std::max_align_t);

sqlite3_file* real_of(sqlite3_file* file) noexcept {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<std::byte*>(file) + kLogBytes);
}

/// Writes what is kept. Where that fails it is forgotten: SQLite gives the commit up.
int write_kept(sqlite3_file* file) noexcept {
  Log& log = log_of(file);
  if (log.kept->empty()) return SQLITE_OK;
  sqlite3_file* const real = real_of(file);
  const int code = real->pMethods->xWrite(real, log.kept->data(), static_cast<int>(log.kept->size()), log.place);
  log.kept->clear();
  return code;
}

int close_log(sqlite3_file* file) {
  const int written = write_kept(file);
  delete log_of(file).kept;
  sqlite3_file* const real = real_of(file);
  const int closed = real->pMethods->xClose(real);
  return written == SQLITE_OK ? closed : written;
}

int write_log(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 place) {
  Log& log = log_of(file);
  const auto count = static_cast<std::size_t>(size);
  const bool follows = place == log.place + static_cast<sqlite3_int64>(log.kept->size());
  if (!follows || log.kept->size() + count > kMost) {
    const int code = write_kept(file);
    if (code != SQLITE_OK) return code;
  }
  sqlite3_file* const real = real_of(file);
  if (count > kMost) return real->pMethods->xWrite(real, bytes, size, place);
  if (log.kept->empty()) log.place = place;
  // There is room for it, so this needs no memory.
  log.kept->append(static_cast<const char*>(bytes), count);
  return SQLITE_OK;
}

/// Calls a function of the usual file after what is kept was written.
template <auto Function, typename... Arguments>
int pass_on(sqlite3_file* file, Arguments... arguments) {
  const int code = write_kept(file);
  if (code != SQLITE_OK) return code;
  sqlite3_file* const real = real_of(file);
  return (real->pMethods->*Function)(real, arguments...);
}

int sector_size(sqlite3_file* file) {
  sqlite3_file* const real = real_of(file);
  return real->pMethods->xSectorSize(real);
}

int device_characteristics(sqlite3_file* file) {
  sqlite3_file* const real = real_of(file);
  return real->pMethods->xDeviceCharacteristics(real);
}

using Methods = sqlite_api::sqlite3_io_methods;
constexpr Methods kLogMethods = {
    1,
    close_log,
    pass_on<&Methods::xRead, void*, int, sqlite3_int64>,
    write_log,
    pass_on<&Methods::xTruncate, sqlite3_int64>,
    pass_on<&Methods::xSync, int>,
    pass_on<&Methods::xFileSize, sqlite3_int64*>,
    pass_on<&Methods::xLock, int>,
    pass_on<&Methods::xUnlock, int>,
    pass_on<&Methods::xCheckReservedLock, int*>,
    pass_on<&Methods::xFileControl, int, void*>,
    sector_size,
    device_characteristics,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
};

int open_log(sqlite3_vfs* usual, const char* name, sqlite3_file* file, int flags, int* given_flags) noexcept {
  auto* const kept = new (std::nothrow) std::string;
  if (kept == nullptr) return SQLITE_NOMEM;
  try {
    kept->reserve(kMost);
  } catch (const std::bad_alloc&) {
    delete kept;
    return SQLITE_NOMEM;
  }
  const int code = usual->xOpen(usual, name, real_of(file), flags, given_flags);
  if (code != SQLITE_OK) {
    delete kept;
    return code;
  }
  new (file) Log{{&kLogMethods}, kept, 0};
  return SQLITE_OK;
}

int open_file(sqlite3_vfs* self, const char* name, sqlite3_file* file, int flags, int* given_flags) {
  auto* const usual = static_cast<sqlite3_vfs*>(self->pAppData);
  file->pMethods = nullptr;
  if ((flags & SQLITE_OPEN_WAL) != 0) return open_log(usual, name, file, flags, given_flags);
  return usual->xOpen(usual, name, file, flags, given_flags);
}

bool make_known() noexcept {
  sqlite3_vfs* const usual = sqlite_api::sqlite3_vfs_find(nullptr);
  if (usual == nullptr) return false;
  // What is not opened is the usual system's business, whose functions do not look at the system they are called with.
  static sqlite3_vfs system = *usual;
  system.szOsFile = usual->szOsFile + static_cast<int>(kLogBytes);
  system.zName = kName;
  system.pAppData = usual;
  system.pNext = nullptr;
  system.xOpen = open_file;
  return sqlite_api::sqlite3_vfs_register(&system, 0) == SQLITE_OK;
}

}  // namespace

std::string_view gathered_log_system() noexcept {
  static const bool is_known = make_known();
  return is_known ? kName : "";
}

}  // namespace prescore::service
