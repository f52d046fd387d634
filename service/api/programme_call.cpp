// Programmes: what is in force, new versions, and the two people who release one.
#include <optional>
#include <utility>

#include "service/api/bodies.hpp"
#include "service/api/call.hpp"
#include "service/engine/new_version.hpp"
#include "service/engine/releases.hpp"

namespace prescore::service {
namespace {

Problem unknown_programme() {
  return {404, "unknown_programme", "There is no programme of this id: GET /v1/programmes lists them.", nullptr};
}
Problem unknown_version() {
  return {404, "unknown_version", "The programme has no such version: POST its model to versions first.", nullptr};
}
Problem not_changed() {
  return {503, "not_recorded",
          "The change could not be recorded, or it is not known whether it was. Look at the programme, then try again.",
          nullptr};
}

/// How often a change is judged again because another process changed the programmes meanwhile.
constexpr int kChangeAttempts = 10;

/// In the log, beside the names of steps: a version that is there and not in force.
constexpr const char* kAdded = "added";

Json version_json(const ProgrammeHandle& programme) { return programme ? Json(programme->version()) : Json(nullptr); }

Json programme_json(const std::string& id, const InForce& in_force) {
  Json json = {{"programme", id},
               {"active", version_json(in_force.active)},
               {"challenger", version_json(in_force.challenger)},
               {"proposed", nullptr}};
  if (!in_force.proposed.empty()) json["proposed"] = {{"version", in_force.proposed}, {"by", in_force.proposed_by}};
  return json;
}

HttpAnswer programme_answer(const Catalogue& catalogue, const std::string& id, unsigned status) {
  const auto found = catalogue.programmes.find(id);
  if (found == catalogue.programmes.end()) return to_answer(unknown_programme());
  return json_answer(status, programme_json(id, found->second).dump() + "\n");
}

/// What a change finds and makes, on the journal's thread. Another process on the same database may come between: then
/// the place of the step is taken, and the change is judged again.
struct Change {
  Service& service;
  const std::string programme;
  const std::string caller;
  std::optional<Problem> problem;
  unsigned status = 200;

  /// Where the next step goes, as far as this process knows.
  std::int64_t place = 0;
  /// What was written last, for the log: the name of the step, and the version if it has one.
  std::string written = {};
  std::string written_version = {};

  [[nodiscard]] ReleaseStep step(const char* name, const std::string& version) {
    written = name;
    written_version = version;
    return {place, programme, version, name, service.clock.now(), caller};
  }
  /// Ids, names and versions have no character that JSON would escape.
  [[nodiscard]] std::string log_details() const {
    std::string details = "\"programme\":\"" + programme + "\",\"step\":\"" + written + "\"";
    if (!written_version.empty()) details += ",\"version\":\"" + written_version + "\"";
    return details + ",\"caller\":\"" + caller + "\"";
  }
};
using ChangePtr = std::shared_ptr<Change>;
/// Writes the change, or sets its problem; false where another process was faster. Throws StoreUnavailable.
using Write = std::function<bool(Change&, const InForce&, Writer&)>;

/// Judges and writes the change once. Throws StoreUnavailable.
bool try_change(Change& change, const Write& write, Writer& writer) {
  // What another process released counts from now on, and not only once it is noticed.
  change.service.reload();
  const auto catalogue = change.service.catalogue();
  const auto found = catalogue->programmes.find(change.programme);
  change.problem.reset();
  change.place = catalogue->last_step + 1;
  return write(change, found == catalogue->programmes.end() ? InForce{} : found->second, writer);
}

/// Runs `write` in the journal's turn, and answers with what is in force afterwards.
void in_turn(const ChangePtr& change, Write write, const Respond& respond) {
  const auto task = [change, write = std::move(write)](Writer& writer) {
    for (int attempt = 1; !try_change(*change, write, writer); ++attempt) {
      if (attempt == kChangeAttempts) throw StoreUnavailable("other processes change the programmes all the time");
    }
    if (!change->problem) change->service.reload();
  };
  const auto done = [change, respond](bool is_done) {
    if (!is_done) return respond(to_answer(not_changed()));
    if (change->problem) return respond(to_answer(*change->problem));
    change->service.observer.event("release", change->service.clock.now(), change->log_details());
    respond(programme_answer(*change->service.catalogue(), change->programme, change->status));
  };
  if (!change->service.journal.submit(task, done)) respond(to_answer(not_changed()));
}

/// The version, where the programme has it; else a problem in `change`.
bool has_version(Change& change, const std::string& version) {
  const auto catalogue = change.service.catalogue();
  const auto found = catalogue->versions.find(version);
  const bool is_there = found != catalogue->versions.end() && found->second->programme().id == change.programme;
  if (!is_there) change.problem = unknown_version();
  return is_there;
}

void add_version(const ChangePtr& change, const std::string& body, const Respond& respond) {
  std::shared_ptr<const NewVersion> version;
  try {
    version = std::make_shared<const NewVersion>(read_new_version(body));
  } catch (const ModelRefused& refused) {
    return respond(to_answer({422, "model", std::string("The body is no model: ") + refused.what() + ".", nullptr}));
  }
  if (version->loaded->programme().id != change->programme) {
    return respond(to_answer({422, "other_programme", "The model is one of another programme.", nullptr}));
  }
  change->status = 201;
  in_turn(
      change,
      [version](Change& made, const InForce&, Writer& writer) {
        const StoredVersion stored = version->stored(made.service.clock.now(), made.caller);
        writer.add_version(stored);
        made.written = kAdded;
        made.written_version = stored.version;
        return true;
      },
      respond);
}

/// Nothing where the version may become active as far as its signatures go, or is not there. Throws StoreUnavailable.
std::optional<Problem> unsigned_problem(const Change& change, const std::string& version) {
  const auto rule = change.service.signature_rule();
  if (!rule || !change.service.reader.find_version(change.programme, version)) return std::nullopt;
  const std::string missing =
      missing_signatures(change.service.reader.documents(change.programme, version), version, *rule);
  if (missing.empty()) return std::nullopt;
  return Problem{409, "signatures", "The version lacks signatures that this service demands: " + missing + ".",
                 nullptr};
}

void propose(const ChangePtr& change, const std::string& version, const Respond& respond) {
  change->status = 202;
  in_turn(
      change,
      [version](Change& made, const InForce&, Writer& writer) {
        return !has_version(made, version) || writer.add_step(made.step(step::kProposed, version));
      },
      respond);
}

void approve(const ChangePtr& change, const std::string& version, const Respond& respond) {
  in_turn(
      change,
      [version](Change& made, const InForce& in_force, Writer& writer) {
        if (in_force.proposed != version) {
          made.problem = {409, "not_proposed", "This version is not the one that waits for approval.", nullptr};
        } else if (in_force.proposed_by == made.caller) {
          made.problem = {403, "same_person",
                          "The caller who proposed the activation cannot agree to it: it takes two people.", nullptr};
        } else {
          return writer.add_step(made.step(step::kActive, version));
        }
        return true;
      },
      respond);
}

void set_challenger(const ChangePtr& change, const std::string& version, const Respond& respond) {
  in_turn(
      change,
      [version](Change& made, const InForce&, Writer& writer) {
        return !has_version(made, version) || writer.add_step(made.step(step::kChallenger, version));
      },
      respond);
}

/// A withdrawal, or the end of a challenger: both need one person, because nobody is decided about by them.
void end(const ChangePtr& change, const char* name, const Respond& respond) {
  in_turn(
      change,
      [name](Change& made, const InForce&, Writer& writer) {
        if (!made.service.catalogue()->programmes.contains(made.programme)) {
          made.problem = unknown_programme();
        } else {
          return writer.add_step(made.step(name, ""));
        }
        return true;
      },
      respond);
}

}  // namespace

HttpAnswer list_programmes(const Service& service) {
  Json list = Json::array();
  for (const auto& [id, in_force] : service.catalogue()->programmes) list.push_back(programme_json(id, in_force));
  return json_answer(200, Json{{"programmes", std::move(list)}}.dump() + "\n");
}

HttpAnswer show_programme(Service& service, const Call& call) {
  const auto catalogue = service.catalogue();
  const auto found = catalogue->programmes.find(call.parts[0]);
  if (found == catalogue->programmes.end()) return to_answer(unknown_programme());
  Json json = programme_json(found->first, found->second);
  json["versions"] = Json::array();
  for (const auto& [version, loaded] : catalogue->versions) {
    if (loaded->programme().id == found->first) json["versions"].push_back(version);
  }
  json["history"] = Json::array();
  for (const ReleaseStep& step : service.reader.steps()) {
    if (step.programme != found->first) continue;
    json["history"].push_back({{"step", step.step},
                               {"version", step.version.empty() ? Json(nullptr) : Json(step.version)},
                               {"at", iso(step.made)},
                               {"by", step.made_by}});
  }
  return json_answer(200, json.dump() + "\n");
}

void change_programme(Service& service, const Call& call, const std::string& body, const Respond& respond) {
  const auto change = std::make_shared<Change>(Change{service, call.parts[0], call.caller, std::nullopt, 200, 0});
  const Route route = call.route->route;
  if (route == Route::add_version) return add_version(change, body, respond);
  if (route == Route::withdraw) return end(change, step::kWithdrawn, respond);
  if (route == Route::end_challenger) return end(change, step::kNoChallenger, respond);
  const auto read = read_version(body);
  if (const auto* problem = std::get_if<Problem>(&read)) return respond(to_answer(*problem));
  const std::string& version = std::get<std::string>(read);
  // Of a challenger nobody is decided about: it may be unsigned.
  if (route == Route::set_challenger) return set_challenger(change, version, respond);
  if (const auto problem = unsigned_problem(*change, version)) return respond(to_answer(*problem));
  if (route == Route::propose_active) return propose(change, version, respond);
  return approve(change, version, respond);
}

}  // namespace prescore::service
