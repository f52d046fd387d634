#include "report/page/page_plots_contributions.hpp"

#include <algorithm>
#include <array>

#include "report/page/plot_data.hpp"

namespace prescore {
namespace {

constexpr double kRowHeight = 34.0;
constexpr double kMargins = 94.0;
/// The height of the fullest bin of a question, where a row is 1 high.
constexpr double kFullest = 0.84;

using Counts = std::vector<std::size_t>;

/// Stacks the boxes of a question's groups in every bin, centred on the middle of the row.
void add_question(Plot& plot, const Json& question, double row, double low, double bin_width) {
  std::vector<Counts> groups;
  for (const Json& group : question["groups"]) groups.push_back(group["counts"].get<Counts>());
  Counts totals(groups.front().size(), 0);
  for (const Counts& counts : groups) {
    for (std::size_t bin = 0; bin < counts.size(); ++bin) totals[bin] += counts[bin];
  }
  const double height = kFullest / static_cast<double>(*std::max_element(totals.begin(), totals.end()));
  std::vector<double> floors;
  for (const std::size_t total : totals) floors.push_back(row - height * static_cast<double>(total) / 2.0);
  for (std::size_t group = 0; group < groups.size(); ++group) {
    std::vector<Box> boxes;
    for (std::size_t bin = 0; bin < totals.size(); ++bin) {
      if (groups[group][bin] == 0) continue;
      const double left = low + bin_width * static_cast<double>(bin);
      const double top = floors[bin] + height * static_cast<double>(groups[group][bin]);
      boxes.push_back({left, left + bin_width, floors[bin], top});
      floors[bin] = top;
    }
    plot.boxes(boxes, question["groups"][group]["place"]);
  }
}

}  // namespace

std::string draw_contributions(const Json& contributions) {
  const Json& questions = contributions["questions"];
  const double low = contributions["low"];
  const double high = contributions["high"];
  Axis rows = named_axis(questions, "question");
  // The question that moves the score most is on top.
  std::reverse(rows.names.begin(), rows.names.end());
  Plot plot("How far each question moves the scores, by answers: one row per question, the strongest first",
            rounded_axis("contribution to the score: above zero raises the risk", low, high, false), rows,
            kMargins + kRowHeight * static_cast<double>(questions.size()));
  const std::array zero{Point{0.0, rows.low}, Point{0.0, rows.high}};
  plot.line(zero, Tone::quiet);
  const auto bins = static_cast<double>(questions[0]["groups"][0]["counts"].size());
  for (std::size_t index = 0; index < questions.size(); ++index) {
    add_question(plot, questions[index], static_cast<double>(questions.size() - 1 - index), low, (high - low) / bins);
  }
  plot.add_shades_key("lowest number or first option", "highest or last");
  return plot.svg();
}

}  // namespace prescore
