// A model and applications whose outcome is known -> everything that a validation unit asks about it, as one document.
#pragma once

#include <filesystem>
#include <optional>

#include "base/date.hpp"
#include "json/json_place.hpp"
#include "judging/trade_off.hpp"

namespace prescore {

struct ReportRequest {
  std::filesystem::path model;
  /// Applications from `since` on are judged; earlier ones are the reference for stability and teach the rival.
  std::filesystem::path data;
  std::optional<Date> since;
  /// Where the rival learns instead; of it, too, only what lies before `since`.
  std::optional<std::filesystem::path> rival_data;
  Costs costs;
};

/// Makes the report: figures only, shares rounded to six decimals, the same for the same input on every run. Its words
/// and plots are made from it by page.hpp and card.hpp.
/// Throws FileError, or InputError: no usable row, one outcome only, no row with a PD.
[[nodiscard]] Json make_report(const ReportRequest& request);

}  // namespace prescore
