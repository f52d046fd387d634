// Which versions are in force: the steps of releases in the store -> a catalogue.
//
// Terms: a *step* is a row that is only ever added. `proposed`: somebody wants a version to become active. `active`:
// somebody else agreed. `withdrawn`: the programme decides nothing until the next activation. `challenger`: a version
// decides beside the active one, and only the log sees it; `no_challenger` ends that.
// Steps: go through all rows from the oldest; the last one of each kind counts. A roll-back is an activation of an
// older version. A proposal ends with any activation or withdrawal.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "service/engine/catalogue.hpp"
#include "service/store/store.hpp"

namespace prescore::service {

/// The names of the steps in the store.
namespace step {
inline constexpr const char* kProposed = "proposed";
inline constexpr const char* kActive = "active";
inline constexpr const char* kWithdrawn = "withdrawn";
inline constexpr const char* kChallenger = "challenger";
inline constexpr const char* kNoChallenger = "no_challenger";
}  // namespace step

/// Makes the catalogue of what the store has; programmes that `earlier` has are taken from it. Throws StoreUnavailable,
/// and ModelRefused where a stored model fails the core's check.
[[nodiscard]] std::shared_ptr<const Catalogue> read_catalogue(Reader& reader, const Catalogue& earlier);

}  // namespace prescore::service
