#include "service/api/decision_json.hpp"

namespace prescore::service {
namespace {

/// The review as it was answered, with its reason; null for the reason where that was erased.
Json review_json(const StoredEntry& review) {
  Json json = Json::parse(review.entry.body);
  json.erase("decision");
  json["reason"] = review.is_erased() ? Json(nullptr) : Json(review.entry.personal.text);
  return json;
}

Json outcome_json(const StoredEntry& outcome) {
  Json json = Json::parse(outcome.entry.body);
  json.erase("decision");
  return json;
}

}  // namespace

Json decision_json(const StoredDecision& stored, const std::vector<StoredEntry>& entries, bool with_pd) {
  Json json = Json::parse(stored.decision.answer);
  json.erase("pd_ppm");
  if (with_pd) json["pd_ppm"] = stored.decision.pd_ppm < 0 ? Json(nullptr) : Json(stored.decision.pd_ppm);
  json["engine"] = stored.decision.engine;
  if (stored.is_erased) {
    json["inputs"] = nullptr;
  } else {
    const PersonalPart& personal = stored.decision.personal;
    json["inputs"] = {{"client", personal.client.empty() ? Json(nullptr) : Json(personal.client)},
                      {"answers", Json::parse(personal.answers)},
                      {"client_data", personal.enrichment == "{}" ? Json(nullptr) : Json::parse(personal.enrichment)}};
  }
  if (with_pd && !stored.decision.challenger.empty()) json["challenger"] = Json::parse(stored.decision.challenger);
  json["review"] = nullptr;
  json["outcomes"] = Json::array();
  for (const StoredEntry& row : entries) {
    if (row.entry.decision_id != stored.decision.id) continue;
    if (row.entry.kind == entry_kind::kReview) json["review"] = review_json(row);
    if (row.entry.kind == entry_kind::kOutcome) json["outcomes"].push_back(outcome_json(row));
  }
  json["chain"] = {
      {"name", stored.chain}, {"place", stored.place}, {"previous_hash", stored.previous_hash}, {"hash", stored.hash}};
  return json;
}

Json decisions_json(const std::vector<StoredDecision>& list, EntryReader& reader, bool with_pd) {
  std::vector<std::string> ids;
  ids.reserve(list.size());
  for (const StoredDecision& stored : list) ids.push_back(stored.decision.id);
  const std::vector<StoredEntry> entries = reader.entries_of(ids);
  Json json = Json::array();
  for (const StoredDecision& stored : list) json.push_back(decision_json(stored, entries, with_pd));
  return json;
}

}  // namespace prescore::service
