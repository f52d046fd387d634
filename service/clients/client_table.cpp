#include "service/clients/client_table.hpp"

#include <filesystem>

#include "service/clients/postgres_client_table.hpp"
#include "service/connectors/client_file.hpp"
#include "service/store/store.hpp"

namespace prescore::service {

std::unique_ptr<ClientTarget> open_client_target(const DatabasePlace& place, const LoadOrder& order) {
  return place.is_postgres() ? open_postgres_client_target(place, order) : open_client_file_target(place.file, order);
}

std::uint64_t remove_client(const DatabasePlace& place, const std::string& client, bool dry) {
  return place.is_postgres() ? remove_from_postgres_clients(place, client, dry)
                             : remove_from_client_file(place.file, client, dry);
}

std::vector<ClientRow> find_client(const DatabasePlace& place, const std::string& client) {
  if (place.is_postgres()) return find_in_postgres_clients(place, client);
  const std::string file = clients_file_of(place.file);
  if (!std::filesystem::exists(file)) return {};
  try {
    return ClientFile(file).find(client);
  } catch (const SqliteError& error) {
    throw StoreUnavailable(file + " cannot be read: " + error.what());
  }
}

}  // namespace prescore::service
