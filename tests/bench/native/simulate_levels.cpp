// How well the level of the PDs is known in the month after the data: estimate_level beside three simpler rules, on
// made-up applications of which the truth is known. Writes the table of docs/decisions/calibration.md.
//   cmake --build --preset release --target simulate_levels
//   build/release/tests/bench/simulate_levels [DRAWS [PART OF A NAME]]
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "training/calibration.hpp"
#include "training/months.hpp"

namespace prescore {
namespace {

constexpr double kPi = 3.14159265358979323846;

double uniform(Random& random) { return (static_cast<double>(random() >> 11U) + 0.5) * 0x1p-53; }
double normal(Random& random) {
  return std::sqrt(-2.0 * std::log(uniform(random))) * std::cos(2.0 * kPi * uniform(random));
}
double logistic_of(double value) { return 1.0 / (1.0 + std::exp(-value)); }

/// Made-up applications: so many in each month, from the first month to the last.
struct Scenario {
  std::string name;
  std::vector<int> rows;
  /// The level in month m of `count`, in log-odds; the month after the data is m = count. Draws of one run share it.
  std::function<double(int month, int count, Random& walk)> level;
  /// The share of the defaults of month m that are known; missing: all.
  std::function<double(int month, int count)> known;
  /// Rows that are dated hundreds of years ahead.
  int far_off = 0;
};

struct Application {
  double log_odds = 0.0;
  int month = 0;
  double time = 0.0;
  bool defaulted = false;
  Date date;
};

struct Draw {
  std::vector<Application> rows;
  double next_level = 0.0;
};

Date day_of(int month, int day) {
  return Date(std::chrono::year(2015 + month / 12), std::chrono::month(static_cast<unsigned>(month % 12 + 1)),
              std::chrono::day(static_cast<unsigned>(day)));
}

Draw draw(const Scenario& scenario, std::uint64_t seed) {
  Random random(mix(seed));
  Random walk(mix(seed + 77));
  Draw made;
  const int count = static_cast<int>(scenario.rows.size());
  for (int month = 0; month < count; ++month) {
    const double level = scenario.level(month, count, walk);
    const double known = scenario.known ? scenario.known(month, count) : 1.0;
    for (int row = 0; row < scenario.rows[static_cast<std::size_t>(month)]; ++row) {
      const double log_odds = 0.5 * normal(random);
      const int day = 1 + static_cast<int>(random.below(28));
      const bool defaulted = uniform(random) < known * logistic_of(level + log_odds);
      made.rows.push_back({log_odds, month, month + (day - 0.5) / 30.0, defaulted, day_of(month, day)});
    }
  }
  for (int row = 0; row < scenario.far_off; ++row) {
    made.rows.push_back({0.0, 12 * 85, 12.0 * 85, false, day_of(12 * 85, 1)});
  }
  made.next_level = scenario.level(count, count, walk);
  return made;
}

/// The mean PD over the applicants of the next month, by the middle of a fine grid of their scores.
double mean_pd(double intercept, double slope) {
  double sum = 0.0;
  double weights = 0.0;
  for (int step = -40; step <= 40; ++step) {
    const double score = step / 10.0;
    const double weight = std::exp(-0.5 * score * score);
    sum += weight * logistic_of(intercept + slope * 0.5 * score);
    weights += weight;
  }
  return sum / weights;
}

/// The most likely level and trend of the rows that are used, given the scores, by Newton's method.
std::array<double, 2> fit_line(const std::vector<Application>& rows, double slope, double from, double end,
                               bool has_trend) {
  std::array<double, 2> line{-2.0, 0.0};
  for (int step = 0; step < 100; ++step) {
    std::array<double, 2> gradient{};
    double constant = 0.0;
    double mixed = 0.0;
    double square = 0.0;
    for (const Application& row : rows) {
      if (row.time < from) continue;
      const double time = row.time - end;
      const double pd = logistic_of(line[0] + line[1] * time + slope * row.log_odds);
      const double error = (row.defaulted ? 1.0 : 0.0) - pd;
      const double weight = pd * (1.0 - pd);
      gradient[0] += error;
      gradient[1] += error * time;
      constant += weight;
      mixed += weight * time;
      square += weight * time * time;
    }
    if (constant < 1e-9) break;
    const double spread = square - mixed * mixed / constant;
    const double turn = has_trend && spread > 1e-9 ? (gradient[1] - gradient[0] * mixed / constant) / spread : 0.0;
    const double shift = std::fmin(std::fmax((gradient[0] - turn * mixed) / constant, -1.0), 1.0);
    line[0] += shift;
    line[1] += turn;
    if (std::abs(shift) + std::abs(turn) < 1e-9) break;
  }
  return line;
}

constexpr std::size_t kRules = 4;
constexpr std::array<const char*, kRules> kRuleNames = {"all rows", "last 30 days", "line through time", "Prescore"};

std::array<double, kRules> estimates(const Draw& made) {
  double end = 0.0;
  for (const Application& row : made.rows) end = std::fmax(end, row.time);
  std::vector<Date> dates;
  std::vector<std::uint8_t> defaulted;
  for (const Application& row : made.rows) {
    dates.push_back(row.date);
    defaulted.push_back(row.defaulted ? 1 : 0);
  }
  const MonthTable table(dates, defaulted);
  std::vector<double> times;
  for (const Month& month : table.months()) times.push_back(month.time);
  std::vector<ScoredRow> scored;
  for (std::size_t row = 0; row < dates.size(); ++row) {
    scored.push_back({made.rows[row].log_odds, table.index_of(dates[row]).value_or(kNoMonth), defaulted[row] == 1});
  }
  const Calibration calibration = calibrate(
      [&](const auto& use) {
        for (const ScoredRow& row : scored) use(row);
      },
      times);
  const double slope = calibration.slope;
  const auto line = fit_line(made.rows, slope, -1.0, end, true);
  return {mean_pd(fit_line(made.rows, slope, -1.0, end, false)[0], slope),
          mean_pd(fit_line(made.rows, slope, end - 1.0, end, false)[0], slope), mean_pd(line[0] + 0.5 * line[1], slope),
          mean_pd(calibration.intercept, slope)};
}

std::vector<int> months(int count, int rows) { return std::vector<int>(static_cast<std::size_t>(count), rows); }
std::vector<int> followed_by(std::vector<int> rows, int last) {
  rows.push_back(last);
  return rows;
}

auto steady(double level) {
  return [level](int, int, Random&) { return level; };
}
auto trend(double level, double per_month) {
  return [=](int month, int count, Random&) { return level + per_month * (month - count); };
}
/// A random walk that starts at `level`; asked for month after month.
auto wandering(double level, double step) {
  return [=, at = level](int month, int, Random& walk) mutable {
    at = month == 0 ? level : at + step * normal(walk);
    return at;
  };
}

/// A year's wave that begins anywhere.
auto seasons(double level, double size) {
  return [=, begin = 0.0](int month, int, Random& walk) mutable {
    if (month == 0) begin = uniform(walk);
    return level + size * std::sin(2.0 * kPi * (begin + month / 12.0));
  };
}

std::vector<Scenario> scenarios() {
  const double level = -2.1;
  return {
      {"steady, one month of 400 rows", months(1, 400), steady(level), {}, 0},
      {"steady, 3 months of 150", months(3, 150), steady(level), {}, 0},
      {"steady, 12 months of 400", months(12, 400), steady(level), {}, 0},
      {"steady, 24 months of 40", months(24, 40), steady(-0.8), {}, 0},
      {"steady, 6 months of 700, then 6 rows", followed_by(months(6, 700), 6), steady(level), {}, 0},
      {"steady, 4 months of 1,000, one row in 2100", months(4, 1000), steady(level), {}, 1},
      {"falling 6 % a month, 3 months of 15,000", months(3, 15000), trend(level, -0.06), {}, 0},
      {"rising 5 % a month, 24 months of 300", months(24, 300), trend(level, 0.05), {}, 0},
      {"rising 5 % a month, 12 months of 1,000, then 10 rows",
       followed_by(months(12, 1000), 10),
       trend(level, 0.05),
       {},
       0},
      {"wandering by 10 % a month, 24 months of 1,000", months(24, 1000), wandering(level, 0.1), {}, 0},
      {"seasons of 20 %, 36 months of 300", months(36, 300), seasons(level, 0.2), {}, 0},
      {"a fall by 30 % three months before the end, 12 of 1,000",
       months(12, 1000),
       [=](int month, int count, Random&) { return month < count - 3 ? level : level - 0.3; },
       {},
       0},
      {"steady, last month a third known, 6 months of 1,000", months(6, 1000), steady(level),
       [](int month, int count) { return month < count - 1 ? 1.0 : 0.33; }, 0},
      {"steady, 12 last months less and less known, 24 of 500", months(24, 500), steady(level),
       [](int month, int count) { return std::fmin(1.0, (count - month - 0.5) / 12.0); }, 0},
      {"steady, 3 last months less and less known, 12 of 1,000", months(12, 1000), steady(level),
       [](int month, int count) { return std::fmin(1.0, (count - month - 0.5) / 3.0); }, 0},
  };
}

void simulate(const Scenario& scenario, int draws) {
  std::array<double, kRules> bias{};
  std::array<double, kRules> square{};
  for (int index = 0; index < draws; ++index) {
    const Draw made = draw(scenario, static_cast<std::uint64_t>(index) + 1);
    const double truth = mean_pd(made.next_level, 1.0);
    const auto estimated = estimates(made);
    for (std::size_t rule = 0; rule < kRules; ++rule) {
      const double error = 100.0 * (estimated[rule] - truth);
      bias[rule] += error / draws;
      square[rule] += error * error / draws;
    }
  }
  std::printf("| %s |", scenario.name.c_str());
  for (std::size_t rule = 0; rule < kRules; ++rule) std::printf(" %+.2f, %.2f |", bias[rule], std::sqrt(square[rule]));
  std::printf("\n");
}

}  // namespace
}  // namespace prescore

int main(int argc, char** argv) {
  const int draws = argc > 1 ? std::atoi(argv[1]) : 200;
  std::printf("| made-up data |");
  for (const char* name : prescore::kRuleNames) std::printf(" %s |", name);
  std::printf("\n|---|---|---|---|---|\n");
  for (const auto& scenario : prescore::scenarios()) {
    if (argc > 2 && scenario.name.find(argv[2]) == std::string::npos) continue;
    prescore::simulate(scenario, draws);
  }
}
