#include "service/engine/releases.hpp"

#include "service/base/base64.hpp"

namespace prescore::service {
namespace {

ProgrammeHandle load(const StoredVersion& stored, const Catalogue& earlier, Reader& reader) {
  const auto known = earlier.versions.find(stored.version);
  if (known != earlier.versions.end()) return known->second;
  const auto with_bytes = reader.find_version(stored.programme, stored.version);
  const std::string packed = with_bytes ? from_base64(with_bytes->packed).value_or("") : "";
  auto loaded = std::make_shared<const LoadedProgramme>(packed);
  if (loaded->version() != stored.version) {
    throw ModelRefused("the store's version " + stored.version + " of " + stored.programme +
                       " has other bytes: " + loaded->version());
  }
  return loaded;
}

ProgrammeHandle find(const Catalogue& catalogue, const std::string& version) {
  const auto found = catalogue.versions.find(version);
  if (found == catalogue.versions.end()) throw ModelRefused("the store lacks the released version " + version);
  return found->second;
}

void apply(const ReleaseStep& step, Catalogue& catalogue) {
  InForce& in_force = catalogue.programmes[step.programme];
  if (step.step == step::kProposed) {
    in_force.proposed = step.version;
    in_force.proposed_by = step.made_by;
  } else if (step.step == step::kActive || step.step == step::kWithdrawn) {
    in_force.active = step.step == step::kActive ? find(catalogue, step.version) : nullptr;
    in_force.proposed.clear();
    in_force.proposed_by.clear();
  } else {
    in_force.challenger = step.step == step::kChallenger ? find(catalogue, step.version) : nullptr;
  }
}

}  // namespace

std::shared_ptr<const Catalogue> read_catalogue(Reader& reader, const Catalogue& earlier) {
  // Steps are only ever added, so what the earlier ones say stands.
  auto catalogue = std::make_shared<Catalogue>(earlier);
  for (const StoredVersion& stored : reader.versions()) {
    catalogue->versions[stored.version] = load(stored, earlier, reader);
    // Known, although nothing is in force yet.
    catalogue->programmes[stored.programme];
  }
  for (const ReleaseStep& step : reader.steps(earlier.last_step)) {
    apply(step, *catalogue);
    catalogue->last_step = step.place;
  }
  return catalogue;
}

}  // namespace prescore::service
