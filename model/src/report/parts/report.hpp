// A model and applications whose outcome is known -> everything that a validation unit asks about it, as one document.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "applicants/training_rows.hpp"
#include "base/date.hpp"
#include "json/programme_json.hpp"
#include "judging/trade_off.hpp"

namespace prescore {

/// Reads the rows of a window from a data file, from its start each time.
using ReadWindow = std::function<TrainingRows(const DateWindow& window)>;

/// A data file that is read once for each window.
struct ReportData {
  /// For messages.
  std::string name;
  /// In hexadecimal.
  std::string sha256;
  ReadWindow read;
};

struct ReportRequest {
  /// Applications from `since` on are judged; earlier ones are the reference for stability and teach the rival.
  ReportData data;
  std::optional<Date> since;
  /// Where the rival learns instead, if it is set; of it, too, only what lies before `since`.
  ReadWindow read_rival_rows;
  Costs costs;
};

/// Makes the report: figures only, shares rounded to six decimals, the same for the same input on every run. Its words
/// and plots are made from it by page.hpp and card.hpp.
/// Throws InputError: no usable row, one outcome only, no row with a PD.
[[nodiscard]] Json make_report(Model model, const ReportRequest& request);

}  // namespace prescore
