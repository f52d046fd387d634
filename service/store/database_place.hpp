// Where the database is, and how it is named to people.
#pragma once

#include <string>
#include <string_view>

namespace prescore::service {

struct DatabasePlace {
  /// The path of an SQLite file. Empty where the database is PostgreSQL.
  std::string file = {};
  /// A connection string of PostgreSQL, as in postgresql://service@db.bank/prescore. Empty for SQLite.
  std::string connection = {};
  /// Of PostgreSQL, from a file of its own; empty: the connection string or libpq's own places have it, or none is
  /// needed.
  std::string password = {};

  [[nodiscard]] bool is_postgres() const noexcept { return !connection.empty(); }
};

/// Whether `text` is meant as a connection string of PostgreSQL; else it is the path of an SQLite file.
[[nodiscard]] bool is_connection_string(std::string_view text) noexcept;

/// Whether libpq understands the connection string.
[[nodiscard]] bool is_valid_connection(const std::string& connection) noexcept;

/// The connection string with which one row after another is read: with the password, so it is a secret, and with the
/// times after which the server gives up. Throws StoreUnusable where libpq does not understand the place.
[[nodiscard]] std::string reading_connection(const DatabasePlace& place);

/// For people: the file, or who connects to which server. Never a password.
[[nodiscard]] std::string shown(const DatabasePlace& place);

}  // namespace prescore::service
