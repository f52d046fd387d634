#include "training/level.hpp"

#include <algorithm>
#include <cmath>

namespace prescore {
namespace {

/// Two log likelihoods must differ by half of this before a wandering level is believed: the 5 % point of a chi-squared
/// variable with one degree of freedom whose parameter is on its bound (Self and Liang, 1987).
constexpr double kWanderEvidence = 5.41;

/// Months that end the data are immature where the last of them is so many standard errors and log-odds below what the
/// months before it predict. A fall of the odds by 40 % within a month is a rare change of risk, and it is what
/// a portfolio shows whose last outcomes are still open.
constexpr double kImmatureErrors = 3.5;
constexpr double kImmatureDrop = 0.5;
constexpr double kFallingErrors = 0.5;
constexpr std::size_t kFewestMatureMonths = 2;

/// Middle of the month after the last one, from the middle of that one.
constexpr double kHorizonMonths = 1.0;

/// The variance of a level before any month is seen: wide against any level in log-odds.
constexpr double kUnknown = 1e4;

/// A local level model: level(t + dt) = level(t) + N(0, wander x dt), seen with the months' variances (Durbin and
/// Koopman, "Time Series Analysis by State Space Methods", 2012, chapter 2).
struct Filter {
  double wander = 0.0;

  /// What the filter knows after the last month.
  struct State {
    double level = 0.0;
    double variance = kUnknown;
  };
  /// What a month adds: what was not expected of it, and the variance of that.
  struct Surprise {
    double value = 0.0;
    double variance = 1.0;
  };

  /// `value_of(i)` is what month i shows: its level, or any other series that is to be filtered alike.
  template <typename ValueOf>
  State run(std::span<const MonthLevel> months, ValueOf value_of, std::vector<Surprise>* surprises = nullptr,
            std::vector<State>* states = nullptr) const {
    State state;
    for (std::size_t index = 0; index < months.size(); ++index) {
      if (index > 0) state.variance += wander * (months[index].time - months[index - 1].time);
      const double total = state.variance + 1.0 / months[index].information;
      const double surprise = value_of(index) - state.level;
      if (surprises != nullptr) surprises->push_back({surprise, total});
      const double gain = state.variance / total;
      state.level += gain * surprise;
      state.variance *= 1.0 - gain;
      if (states != nullptr) states->push_back(state);
    }
    return state;
  }
};

/// A filter with a trend beside it, fitted by generalised least squares on what the filter did not expect.
struct Fit {
  Filter filter;
  double trend = 0.0;
  /// Infinite where the months do not differ in time.
  double trend_error = 0.0;
  double log_likelihood = 0.0;
};

Fit fit(std::span<const MonthLevel> months, double wander, bool has_trend) {
  Fit result{{wander}, 0.0, 0.0, 0.0};
  std::vector<Filter::Surprise> levels;
  std::vector<Filter::Surprise> times;
  (void)result.filter.run(
      months, [&](std::size_t i) { return months[i].level; }, &levels);
  if (has_trend) {
    (void)result.filter.run(
        months, [&](std::size_t i) { return months[i].time - months.front().time; }, &times);
    double product = 0.0;
    double square = 0.0;
    for (std::size_t i = 1; i < months.size(); ++i) {
      product += times[i].value * levels[i].value / levels[i].variance;
      square += times[i].value * times[i].value / levels[i].variance;
    }
    if (square > 0.0) {
      result.trend = product / square;
      result.trend_error = 1.0 / std::sqrt(square);
    }
  }
  // The first month is what the level starts from: it surprises nobody.
  for (std::size_t i = 1; i < months.size(); ++i) {
    const double surprise = levels[i].value - (has_trend ? result.trend * times[i].value : 0.0);
    result.log_likelihood -= 0.5 * (std::log(levels[i].variance) + surprise * surprise / levels[i].variance);
  }
  return result;
}

/// The most likely wandering.
Fit fit_most_likely(std::span<const MonthLevel> months, bool has_trend) {
  Fit best = fit(months, 0.0, has_trend);
  for (int step = -20; step <= 1; ++step) {
    const Fit tried = fit(months, std::pow(10.0, step / 4.0), has_trend);
    if (tried.log_likelihood > best.log_likelihood) best = tried;
  }
  return best;
}

/// The same, but none without evidence that there is any.
Fit fit_with_evidence(std::span<const MonthLevel> months, bool has_trend) {
  const Fit still = fit(months, 0.0, has_trend);
  const Fit likely = fit_most_likely(months, has_trend);
  return 2.0 * (likely.log_likelihood - still.log_likelihood) < kWanderEvidence ? still : likely;
}

bool can_show_trend(std::span<const MonthLevel> months) {
  return static_cast<std::size_t>(std::count_if(months.begin(), months.end(), [](const MonthLevel& month) {
           return month.information >= kFewestTrendInformation;
         })) >= kFewestTrendMonths;
}

/// What describes the months: a fit without a trend, one with it, and how much of the latter is believed.
struct Description {
  Fit plain;
  Fit trending;
  double share = 0.0;
};

Description describe(std::span<const MonthLevel> months) {
  Description description{fit_with_evidence(months, false), {}, 0.0};
  description.trending = description.plain;
  if (!can_show_trend(months)) return description;
  description.trending = fit_with_evidence(months, true);
  const Fit& trending = description.trending;
  if (!(trending.trend_error > 0.0)) return description;
  // A level that wanders looks like a trend for a while: the trend must explain the months at least as well.
  if (trending.log_likelihood < fit_most_likely(months, false).log_likelihood) return description;
  const double errors = trending.trend / trending.trend_error;
  if (std::abs(errors) >= kTrendEvidence) description.share = 1.0 - 1.0 / (errors * errors);
  return description;
}

/// The level after the last month, and its variance.
Filter::State end_of(std::span<const MonthLevel> months, const Fit& fit) {
  const double start = months.front().time;
  Filter::State state =
      fit.filter.run(months, [&](std::size_t i) { return months[i].level - fit.trend * (months[i].time - start); });
  state.level += fit.trend * (months.back().time - start);
  return state;
}

Filter::State end_of(std::span<const MonthLevel> months, const Description& description) {
  Filter::State state = end_of(months, description.plain);
  if (description.share == 0.0) return state;
  const Filter::State trending = end_of(months, description.trending);
  state.level += description.share * (trending.level - state.level);
  state.variance = std::max(state.variance, trending.variance);
  return state;
}

/// How far a month lies below what months before it predict, in log-odds and in standard errors of the difference.
struct Drop {
  double log_odds = 0.0;
  double standard_errors = 0.0;
};

/// The prediction follows the trend of the months before, however little is known of it; its variance says how little.
Drop drop_of(const MonthLevel& month, std::span<const MonthLevel> before) {
  const Fit trending = fit_most_likely(before, can_show_trend(before));
  const Filter::State end = end_of(before, trending);
  const double ahead = month.time - before.back().time;
  const double variance = end.variance + trending.filter.wander * ahead + 1.0 / month.information +
                          trending.trend_error * trending.trend_error * ahead * ahead;
  const double drop = end.level + trending.trend * ahead - month.level;
  return {drop, drop / std::sqrt(variance)};
}

/// The clearest drop of the last month below what the first third of the months predict, or more of them: where
/// outcomes are missing for many months, the months just before the last one are no measure of it.
Drop clearest_drop(std::span<const MonthLevel> months) {
  Drop clearest;
  const std::size_t fewest = std::max(kFewestMatureMonths, (months.size() + 2) / 3);
  for (std::size_t count = fewest; count < months.size(); ++count) {
    const Drop drop = drop_of(months.back(), months.first(count));
    if (drop.log_odds >= kImmatureDrop && drop.standard_errors > clearest.standard_errors) clearest = drop;
  }
  return clearest;
}

/// How many months at the end are immature: the last one is, as long as it has dropped, and then those before it that
/// are still on their way down.
std::size_t count_immature(std::span<const MonthLevel> months) {
  std::size_t mature = months.size();
  // Thin months prove nothing by themselves; they go with a month before them that is immature.
  std::size_t tried = mature;
  while (tried > kFewestMatureMonths) {
    const bool is_thin = months[tried - 1].information < kFewestTrendInformation;
    if (!is_thin && clearest_drop(months.first(tried)).standard_errors < kImmatureErrors) break;
    --tried;
    if (!is_thin) mature = tried;
  }
  if (mature == months.size()) return 0;
  while (mature > kFewestMatureMonths) {
    const Drop drop = drop_of(months[mature - 1], months.first(mature - 1));
    if (drop.standard_errors < kFallingErrors) break;
    --mature;
  }
  return months.size() - mature;
}

std::vector<double> weights_of(std::span<const MonthLevel> months, const Filter& filter) {
  std::vector<double> weights(months.size());
  for (std::size_t month = 0; month < months.size(); ++month) {
    weights[month] = filter.run(months, [&](std::size_t i) { return i == month ? 1.0 : 0.0; }).level;
  }
  return weights;
}

/// Rauch, Tung and Striebel's backward pass (1965).
std::vector<double> smooth(std::span<const MonthLevel> months, const Fit& fit) {
  const double start = months.front().time;
  std::vector<Filter::State> states;
  (void)fit.filter.run(
      months, [&](std::size_t i) { return months[i].level - fit.trend * (months[i].time - start); }, nullptr, &states);
  std::vector<double> levels(months.size());
  double next = states.back().level;
  for (std::size_t index = months.size(); index-- > 0;) {
    if (index + 1 < months.size()) {
      const double gained = fit.filter.wander * (months[index + 1].time - months[index].time);
      const double share = states[index].variance / (states[index].variance + gained);
      next = states[index].level + share * (next - states[index].level);
    }
    levels[index] = next + fit.trend * (months[index].time - start);
  }
  return levels;
}

}  // namespace

LevelEstimate estimate_level(std::span<const MonthLevel> months, bool detect_immature) {
  LevelEstimate estimate;
  estimate.immature = detect_immature ? count_immature(months) : 0;
  const auto mature = months.first(months.size() - estimate.immature);
  const Description description = describe(mature);
  const Filter::State end = end_of(mature, description);
  Trend& trend = estimate.trend;
  trend.per_month = description.trending.trend;
  trend.standard_error = description.trending.trend_error;
  trend.share_used = description.share;
  trend.carried = std::clamp(description.share * trend.per_month * kHorizonMonths, -kLongestCarry, kLongestCarry);
  estimate.level = end.level + trend.carried;
  estimate.standard_error = std::sqrt(end.variance);
  estimate.variance_per_month = description.plain.filter.wander;
  estimate.weights = weights_of(mature, description.plain.filter);
  estimate.weights.resize(months.size(), 0.0);
  estimate.smoothed = smooth(mature, description.plain);
  if (description.share > 0.0) {
    const std::vector<double> trending = smooth(mature, description.trending);
    for (std::size_t i = 0; i < trending.size(); ++i) {
      estimate.smoothed[i] += description.share * (trending[i] - estimate.smoothed[i]);
    }
  }
  estimate.smoothed.resize(months.size(), end.level);
  return estimate;
}

}  // namespace prescore
