// Many rows into a table of PostgreSQL, by COPY: several times quicker than INSERT.
#pragma once

#include <soci/soci.h>

#include <initializer_list>
#include <string>
#include <string_view>

namespace prescore::service {

class PostgresCopy {
 public:
  /// `statement`: COPY table (columns) FROM STDIN. Nothing else may run on the session until `finish`; without it the
  /// connection can only be closed. Throws StoreUnavailable.
  PostgresCopy(soci::session& session, const std::string& statement);

  /// One row, as texts by column; NULL cannot be written. What the server has against it is known at `finish`. Throws
  /// StoreUnavailable where the connection is lost.
  void add(std::initializer_list<std::string_view> values);

  /// Ends the copy. Throws StoreUnavailable where the server did not take all rows.
  void finish();

 private:
  void send();

  soci::session& session_;
  /// Rows that were not sent yet.
  std::string buffer_;
};

}  // namespace prescore::service
