#include <iostream>

#include "base/input_error.hpp"
#include "service/api/decision_json.hpp"
#include "service/clients/client_table.hpp"
#include "service/commands/files.hpp"
#include "service/commands/later.hpp"
#include "service/store/sql_entries.hpp"

namespace prescore::service {
namespace {

constexpr int kCopiedTogether = 200;

/// Everything of one decision, also what no call shows.
Json subject_decision(const StoredDecision& stored, EntryReader& entries) {
  Json json = decision_json(stored, entries.entries_of({stored.decision.id}), true);
  json["caller"] = stored.decision.caller;
  json["idempotency_key"] = stored.decision.idempotency_key;
  json["inputs"]["enrichment"] = Json::parse(stored.decision.personal.enrichment);
  return json;
}

/// What the table of clients has about the person.
Json client_rows(const DatabasePlace& place, const std::string& client) {
  Json rows = Json::array();
  for (const ClientRow& row : find_client(place, client)) {
    rows.push_back({{"source", row.source}, {"as_of", iso(row.as_of)}, {"values", Json::parse(row.answers)}});
  }
  return rows;
}

}  // namespace

void copy_subject(const DatabasePlace& place, const std::string& client, const std::filesystem::path& output) {
  if (client.empty()) throw InputError("--client must name the client as the requests did");
  if (!output.empty() && std::filesystem::exists(output)) {
    throw InputError(output.string() + " is there already: name a new file");
  }
  const auto reader = open_reader(place);
  const auto entries = open_entry_reader(place);
  Clock clock;
  Json json = {{"client", client}, {"made_at", iso(clock.now())}, {"decisions", Json::array()}};
  for (std::vector<std::string> ids = entries->of_client(client, "", kCopiedTogether); !ids.empty();
       ids = entries->of_client(client, ids.back(), kCopiedTogether)) {
    for (const std::string& id : ids) {
      const auto stored = reader->find_decision(id, "");
      // It may be erased meanwhile; then nothing is stored about the person there.
      if (stored && !stored->is_erased) json["decisions"].push_back(subject_decision(*stored, *entries));
    }
  }
  json["client_table"] = client_rows(place, client);
  const std::string text = json.dump(2) + "\n";
  if (output.empty()) {
    std::cout << text;
  } else {
    write_secret_file(output, text);
    std::cerr << json["decisions"].size()
              << " decisions written. The file holds personal data: only its owner can read "
              << "it.\n";
  }
}

}  // namespace prescore::service
