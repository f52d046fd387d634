// A recorded decision, computed again from its inputs under its own version.
#pragma once

#include <optional>
#include <string>

#include "prescore/applicant.hpp"
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

/// The applicant that the version which decided saw. Nothing where it does not take the recorded inputs, where they
/// were erased, and where no applicant was decided about, since the bank's values could not be used. Throws a
/// std::exception where the stored texts are not what the service writes.
[[nodiscard]] std::optional<Applicant> recorded_applicant(const StoredDecision& stored, const LoadedProgramme& version);

/// Compares everything that the stored answer says. `version` where the catalogue lacks the version that decided.
[[nodiscard]] Replay replay_of(const StoredDecision& stored, const Catalogue& catalogue);

}  // namespace prescore::service
