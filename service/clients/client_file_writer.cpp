// Loading into a file of clients.
//
// Steps: a new file, under another name, takes the rows in the order of the CSV, each under the number of its line.
// Sorting them by reference builds the index afterwards, which is many times quicker than inserting in any order, and
// finds repeated ones. Then come those rows of the present file that stay. Once the new file is on the disk, it is
// renamed over the old one: somebody who reads meanwhile reads either the old table or the new one. An interrupted load
// leaves nothing behind. What a load replaces is in no free page of the new file.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <optional>

#include "base/file_error.hpp"
#include "base/input_error.hpp"
#include "files/partial_file.hpp"
#include "service/clients/client_target.hpp"
#include "service/connectors/client_file.hpp"
#include "service/store/store.hpp"

namespace prescore::service {
namespace {

/// Held while a load runs: two would forget each other's clients.
class LoadLock {
 public:
  explicit LoadLock(const std::string& file)
      : descriptor_(open((file + ".lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR)) {
    if (descriptor_ < 0) throw FileError("cannot write " + file + ".lock: " + std::strerror(errno));
    if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
    close(descriptor_);
    throw InputError("another load-clients writes " + file + ": wait until it has ended");
  }
  ~LoadLock() { close(descriptor_); }
  LoadLock(const LoadLock&) = delete;
  LoadLock& operator=(const LoadLock&) = delete;

 private:
  int descriptor_;
};

/// Calls `work`, and names the file where SQLite refuses.
template <typename Work>
auto with_file_errors(const std::string& file, Work work) {
  try {
    return work();
  } catch (const SqliteError& error) {
    throw StoreUnavailable(file + " cannot be written: " + error.what());
  }
}

void sync_folder(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  (void)fsync(descriptor);
  close(descriptor);
}

/// A new file of clients, which takes the place of the present one.
class NewClientFile {
 public:
  explicit NewClientFile(const std::string& file) : file_(file), lock_(file), partial_(file, file) {
    // Before anything is in it.
    std::filesystem::permissions(partial_.path(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    begin();
  }

  [[nodiscard]] SqliteDatabase& database() noexcept { return *database_; }

  /// False where a client has two rows of one source.
  [[nodiscard]] bool make_index() {
    try {
      database_->run("CREATE UNIQUE INDEX client_by_id ON client (id, source)");
      return true;
    } catch (const SqliteError& error) {
      if ((error.code() & 0xff) != SQLITE_CONSTRAINT) throw;
      return false;
    }
  }

  /// Copies rows of the present file for which `where` holds, in which ?1 is `value`; rows that are there already stay.
  void keep(const std::string& where, const std::string& value) {
    if (!std::filesystem::exists(file_)) return;
    try {
      SqliteStatement attach(*database_, "ATTACH ?1 AS present");
      const std::string present = sqlite_uri(file_, "immutable=1");
      attach.bind(1, present);
      attach.run();
      SqliteStatement form(*database_, "PRAGMA present.user_version");
      if (!form.step() || form.number(0) != kClientFileForm) throw SqliteError(SQLITE_NOTADB);
    } catch (const SqliteError& error) {
      throw StoreUnusable(file_ + " cannot be read: " + error.what() +
                          ". It holds what was loaded: remove it, and load all sources again");
    }
    SqliteStatement copy(*database_,
                         "INSERT OR IGNORE INTO client (id, source, as_of, answers)"
                         " SELECT id, source, as_of, answers FROM present.client WHERE " +
                             where + " ORDER BY id");
    copy.bind(1, value);
    copy.run();
  }

  /// Gives the file its name, once it is on the disk; returns how many rows it has.
  std::uint64_t appear() {
    database_->run("PRAGMA user_version = " + std::to_string(kClientFileForm) + "; COMMIT");
    const std::uint64_t rows = count_rows();
    database_.reset();
    int error = partial_.sync();
    const InterruptsWait wait;
    if (error == 0 && std::rename(partial_.path().c_str(), file_.c_str()) != 0) error = errno;
    if (error != 0) throw FileError("cannot write " + file_ + ": " + std::strerror(error));
    partial_.release();
    sync_folder(file_);
    return rows;
  }

 private:
  void begin() {
    // Nobody reads the file before it is whole, and `appear` waits for the disk. What is sorted stays in this folder,
    // because it is as confidential as the file.
    database_.emplace(partial_.path().string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI);
    sqlite3_free(sqlite3_temp_directory);
    const std::filesystem::path folder = partial_.path().parent_path();
    sqlite3_temp_directory = sqlite3_mprintf("%s", folder.empty() ? "." : folder.c_str());
    database_->run(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
        " PRAGMA cache_size = -32768; BEGIN");
    database_->run(kClientTable);
  }

  std::uint64_t count_rows() {
    SqliteStatement count(*database_, "SELECT count(*) FROM client");
    return count.step() ? static_cast<std::uint64_t>(count.number(0)) : 0;
  }

  const std::string file_;
  LoadLock lock_;
  PartialFile partial_;
  std::optional<SqliteDatabase> database_;
};

class ClientFileWriter final : public ClientTarget {
 public:
  ClientFileWriter(const std::string& file, const LoadOrder& order) : file_(file), order_(order) {
    with_file_errors(file_, [this] { begin(); });
  }

  void add(std::uint64_t line, std::string_view client, std::string_view answers) override {
    with_file_errors(file_, [&] {
      insert_->bind(1, static_cast<std::int64_t>(line));
      insert_->bind(2, client);
      insert_->bind(3, answers);
      insert_->run();
    });
  }

  RepeatedClients finish() override {
    return with_file_errors(file_, [this] {
      insert_.reset();
      return new_->make_index() ? RepeatedClients{} : find_repeated();
    });
  }

  std::uint64_t commit() override {
    return with_file_errors(file_, [this] {
      new_->keep(order_.mode == LoadMode::update ? "?1 = ?1" : "source <> ?1", order_.source);
      return new_->appear();
    });
  }

 private:
  void begin() {
    new_.emplace(file_);
    insert_.emplace(new_->database(),
                    "INSERT INTO client (rowid, id, source, as_of, answers) VALUES (?1, ?2, ?4, ?5, ?3)");
    insert_->bind(4, order_.source);
    insert_->bind(5, order_.as_of);
  }

  RepeatedClients find_repeated() {
    const std::string later =
        "FROM (SELECT rowid AS line, row_number() OVER (PARTITION BY id ORDER BY rowid) AS time"
        " FROM client) WHERE time > 1";
    RepeatedClients repeated;
    SqliteStatement count(new_->database(), "SELECT count(*) " + later);
    if (count.step()) repeated.rows = static_cast<std::uint64_t>(count.number(0));
    SqliteStatement lines(new_->database(),
                          "SELECT line " + later + " ORDER BY line LIMIT " + std::to_string(kExampleLines));
    while (lines.step()) repeated.lines.push_back(static_cast<std::uint64_t>(lines.number(0)));
    return repeated;
  }

  const std::string file_;
  const LoadOrder order_;
  std::optional<NewClientFile> new_;
  // Ends before the file that it belongs to.
  std::optional<SqliteStatement> insert_;
};

}  // namespace

std::unique_ptr<ClientTarget> open_client_file_target(const std::string& database, const LoadOrder& order) {
  return std::make_unique<ClientFileWriter>(clients_file_of(database), order);
}

std::uint64_t remove_from_client_file(const std::string& database, const std::string& client, bool dry) {
  const std::string file = clients_file_of(database);
  if (!std::filesystem::exists(file)) return 0;
  return with_file_errors(file, [&] {
    const std::uint64_t rows = ClientFile(file).find(client).size();
    if (rows == 0 || dry) return rows;
    NewClientFile without(file);
    without.keep("id <> ?1", client);
    // The rows had such an index before.
    (void)without.make_index();
    without.appear();
    return rows;
  });
}

}  // namespace prescore::service
