#include "training/level_report.hpp"

#include <string>

#include "judging/metrics.hpp"

namespace prescore {
namespace {

std::size_t count_mature(const Calibration& calibration, const MonthTable& table) {
  return table.months().size() - calibration.level.immature;
}

std::string rests_on(const LevelEstimate& level) {
  if (level.weights.empty()) return "all rows";
  if (level.trend.share_used > 0.0) return "a trend";
  return level.variance_per_month > 0.0 ? "recent months" : "one level for all months";
}

Json describe_months(const LevelEstimate& level, const MonthTable& table, std::size_t mature) {
  Json months = Json::array();
  for (std::size_t index = 0; index < table.months().size(); ++index) {
    const Month& month = table.months()[index];
    const double rate = static_cast<double>(month.defaults) / static_cast<double>(month.rows);
    Json json{{"month", iso(month)}, {"rows", month.rows}, {"base_rate", rounded(rate)}};
    if (index >= mature) {
      json["immature"] = true;
    } else if (!level.weights.empty() && level.trend.share_used == 0.0) {
      json["weight"] = rounded(level.weights[index]);
    }
    months.push_back(std::move(json));
  }
  return months;
}

}  // namespace

Json report_level(const Calibration& calibration, const MonthTable& table, std::uint64_t rows, std::uint64_t defaults) {
  const LevelEstimate& level = calibration.level;
  const std::size_t mature = count_mature(calibration, table);
  if (!level.weights.empty()) {
    rows = 0;
    defaults = 0;
    for (std::size_t index = 0; index < mature; ++index) {
      rows += table.months()[index].rows;
      defaults += table.months()[index].defaults;
    }
  }
  Json json{{"rests_on", rests_on(level)},
            {"rows", rows},
            {"defaults", defaults},
            {"standard_error", rounded(level.standard_error)},
            {"months", describe_months(level, table, mature)},
            {"trend",
             {{"log_odds_per_month", rounded(level.trend.per_month)},
              {"standard_error", rounded(level.trend.standard_error)},
              {"share_used", rounded(level.trend.share_used)},
              {"carried", rounded(level.trend.carried)}}}};
  const FarOffDates& far_off = table.far_off();
  if (far_off.rows > 0) {
    json["far_off_dates"] = {
        {"rows", far_off.rows}, {"earliest", iso(*far_off.earliest)}, {"latest", iso(*far_off.latest)}};
  }
  return json;
}

std::string calibrated_on(const Calibration& calibration, const MonthTable& table) {
  const std::size_t mature = count_mature(calibration, table);
  if (mature == 0) return "all rows";
  const std::string first = iso(table.months().front());
  const std::string last = iso(table.months()[mature - 1]);
  return first == last ? first : first + " to " + last;
}

}  // namespace prescore
