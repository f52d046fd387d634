// A model and applications whose outcome is known -> the figures that a validation unit needs, as one JSON document.
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

/// A data file. It is read once for each window.
struct ReportData {
  /// For messages.
  std::string name;
  /// In hexadecimal.
  std::string sha256;
  ReadWindow read;
};

struct ReportRequest {
  /// The model's name in messages.
  std::string model_name;
  /// Applications from `since` on are judged. Earlier ones are the reference for stability, and the rival learns from
  /// them.
  ReportData data;
  std::optional<Date> since;
  /// If set, the rival learns from these rows instead, also only from those before `since`.
  ReadWindow read_rival_rows;
  Costs costs;
};

/// Makes the report: figures only, shares rounded to six decimals. The same input gives the same report. page.hpp and
/// card.hpp make sentences and plots from it.
/// Throws InputError: no usable row, one outcome only, no row with a PD, provenance with wrong types.
[[nodiscard]] Json make_report(Model model, const ReportRequest& request);

}  // namespace prescore
