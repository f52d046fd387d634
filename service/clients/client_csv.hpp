// A CSV file of clients -> the table that decisions read.
//
// Steps: the tool's own reader cuts the file and recognises how it is written; the programme's questionnaire says which
// columns there are, which cells mean what, and which values are possible. Every row is checked before anything is
// kept: with problems the load ends, and the table is as it was.
#pragma once

#include <string>
#include <vector>

#include "csv/named_stream.hpp"
#include "prescore/questionnaire.hpp"
#include "service/clients/client_target.hpp"

namespace prescore::service {

struct ClientCsv {
  NamedStream input;
  /// Only the questions whose columns the file has.
  const Questionnaire& questionnaire;
  /// The column of the clients' references.
  std::string id_column;
  /// Leaves rows with problems out, instead of ending with an error.
  bool keep_going = false;
};

struct LoadedClients {
  std::uint64_t clients = 0;
  std::uint64_t left_out = 0;
  /// What was wrong, and how many values are not known: lines for people.
  std::vector<std::string> notes;
  /// Rows in the table, of all sources.
  std::uint64_t table_rows = 0;
};

/// Loads all rows of the file into `target`. Throws InputError with everything that is wrong with the file,
/// StoreUnavailable or FileError where the table cannot be written; then nothing has changed. Memory does not depend on
/// the file's size.
LoadedClients load_clients(const ClientCsv& file, ClientTarget& target);

}  // namespace prescore::service
