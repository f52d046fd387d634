#include "service/connectors/client_file.hpp"

#include <sys/stat.h>

#include <utility>

namespace prescore::service {
namespace {

SqliteDatabase open_unchanging(const std::string& path) {
  SqliteDatabase database(sqlite_uri(path, "immutable=1"),
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI);
  SqliteStatement form(database, "PRAGMA user_version");
  if (!form.step() || form.number(0) != kClientFileForm) throw SqliteError(SQLITE_NOTADB);
  return database;
}

}  // namespace

std::string clients_file_of(const std::string& database) { return database + ".clients"; }

ClientFile::Session::Session(const std::string& path, const Identity& opened)
    : identity(opened),
      database(open_unchanging(path)),
      statement(database, "SELECT source, as_of, answers FROM client WHERE id = ?1") {}

std::vector<ClientRow> ClientFile::find(const std::string& client) {
  std::vector<ClientRow> rows;
  // Where it throws, the session is not used again.
  std::unique_ptr<Session> session = take();
  SqliteStatement& statement = session->statement;
  statement.bind(1, client);
  while (statement.step()) {
    rows.push_back({std::string(statement.text(0).value_or("")), statement.number(1),
                    std::string(statement.text(2).value_or(""))});
  }
  statement.reset();
  give_back(std::move(session));
  return rows;
}

ClientFile::Identity ClientFile::identity() const {
  struct stat state {};
  if (stat(path_.c_str(), &state) != 0) throw SqliteError(SQLITE_CANTOPEN);
  return {state.st_dev, state.st_ino, state.st_size, state.st_mtim.tv_sec * 1'000'000'000 + state.st_mtim.tv_nsec};
}

std::unique_ptr<ClientFile::Session> ClientFile::take() {
  const Identity now = identity();
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(idle_, [&now](const auto& session) { return session->identity != now; });
    if (!idle_.empty()) {
      std::unique_ptr<Session> session = std::move(idle_.back());
      idle_.pop_back();
      return session;
    }
  }
  return std::make_unique<Session>(path_, now);
}

void ClientFile::give_back(std::unique_ptr<Session> session) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(session));
}

}  // namespace prescore::service
