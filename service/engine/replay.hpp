// A recorded decision, computed again from its inputs under its own version.
#pragma once

#include <string>

#include "service/engine/catalogue.hpp"
#include "service/store/rows.hpp"

namespace prescore::service {

struct Replay {
  enum class Kind { identical, different, inputs_erased };
  Kind kind = Kind::identical;
  /// Which part differs first: version, issues, outcome, basis, pd_ppm, offers or reasons.
  std::string difference;

  [[nodiscard]] bool is_identical() const noexcept { return kind == Kind::identical; }
};

/// Compares everything that the stored answer says. `version` where the catalogue lacks the version that decided.
[[nodiscard]] Replay replay_of(const StoredDecision& stored, const Catalogue& catalogue);

}  // namespace prescore::service
