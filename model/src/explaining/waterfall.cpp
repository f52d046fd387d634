#include "explaining/waterfall.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "drawing/plot.hpp"
#include "explaining/rounded_explanation.hpp"

namespace prescore {
namespace {

constexpr double kBarHeight = 30.0;
constexpr double kTitleAndAxis = 100.0;

std::string hundredths(double points) {
  const std::string text = decimal_of(std::llround(points * 100.0) * 10'000, true);
  return text.substr(0, text.size() - 4);
}

std::string answer_of(const Json& contribution) {
  const Json& answer = contribution["answer"];
  const std::string text = answer.is_null()     ? "missing"
                           : answer.is_string() ? answer.get<std::string>()
                                                : answer.dump();
  return contribution["question"].get<std::string>() + " = " + text;
}

/// The running score after each answer; the reference score first, the applicant's last.
std::vector<double> levels_of(const Json& explained) {
  std::vector<double> levels{explained["reference_score"].get<double>()};
  for (const Json& one : explained["contributions"]) {
    levels.push_back(levels.back() + one["contribution"].get<double>());
  }
  return levels;
}

std::string description_of(const Json& explained) {
  std::string text = "From the reference score, " + hundredths(explained["reference_score"]) + ", ";
  for (const Json& one : explained["contributions"])
    text += answer_of(one) + " " + hundredths(one["contribution"]) + ", ";
  return text + "to the applicant's score, " + hundredths(explained["score"]) + ". Above zero raises the risk.";
}

/// The reference score at the top, then the answers, then the applicant's score at the bottom.
Axis rows_of(const Json& explained) {
  Axis axis{"", -0.6, static_cast<double>(explained["contributions"].size()) + 1.6, false, {"score"}};
  const Json& contributions = explained["contributions"];
  for (auto one = contributions.rbegin(); one != contributions.rend(); ++one) axis.names.push_back(answer_of(*one));
  axis.names.emplace_back("reference score");
  return axis;
}

}  // namespace

std::string waterfall(const Json& explained) {
  const std::vector<double> levels = levels_of(explained);
  const auto [low, high] = std::minmax_element(levels.begin(), levels.end());
  // Room for the numbers beside the bars.
  const double room = std::max(0.14 * (*high - *low), 0.01);
  Plot plot("", rounded_axis("score: the higher, the riskier", *low - room, *high + room, false), rows_of(explained),
            kTitleAndAxis + kBarHeight * static_cast<double>(levels.size() + 1));
  const auto top = static_cast<double>(levels.size());
  for (std::size_t step = 0; step + 1 < levels.size(); ++step) {
    const double row = top - 1.0 - static_cast<double>(step);
    const double change = levels[step + 1] - levels[step];
    plot.line(std::array{Point{levels[step], row + 1.0}, Point{levels[step], row}}, Tone::quiet);
    plot.span_across(row - 0.32, row + 0.32, levels[step], levels[step + 1], change > 0 ? Tone::second : Tone::first);
    plot.label({std::max(levels[step], levels[step + 1]), row}, hundredths(change));
  }
  plot.line(std::array{Point{levels.back(), 1.0}, Point{levels.back(), 0.0}}, Tone::quiet);
  const std::array ends{Point{levels.front(), top}, Point{levels.back(), 0.0}};
  plot.dots(ends, Tone::third);
  for (const Point& end : ends) plot.label(end, hundredths(end.x));
  plot.add_key(Tone::second, "raises the risk");
  plot.add_key(Tone::first, "lowers it");
  return plot.picture(explained["programme"].get<std::string>() + ": how the answers lead to the score",
                      description_of(explained));
}

}  // namespace prescore
