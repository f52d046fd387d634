// The plots of months, of groups of applicants, and of the inside of the forest.

#include "report/page/page_plots_forest.hpp"

#include <algorithm>

#include "report/page/page_plots_contributions.hpp"
#include "report/page/plot_data.hpp"

namespace prescore {
namespace {

std::string draw_month_rates(const Json& report) {
  const Json& months = report["months"];
  std::vector<Point> rates;
  std::vector<Point> pds;
  double highest = std::max(largest(column(months, "base_rate")), largest(column(months, "mean_pd")));
  for (const Json& month : months) highest = std::max(highest, month["base_rate_interval"]["high"].get<double>());
  Plot plot("Base rate with 95 % intervals and mean PD by month", named_axis(months, "month"),
            rounded_axis("share of applicants", 0.0, highest, true));
  for (const Json& month : months) {
    const auto place = static_cast<double>(rates.size());
    rates.push_back({place, month["base_rate"]});
    pds.push_back({place, month["mean_pd"]});
    plot.whisker(place, month["base_rate_interval"]["low"], month["base_rate_interval"]["high"], Tone::second);
  }
  plot.line(rates, Tone::second, "base rate");
  plot.dots(rates, Tone::second);
  plot.line(pds, Tone::first, "mean PD");
  return plot.svg();
}

std::string draw_month_auroc(const Json& report) {
  const Json& months = report["months"];
  double low = 0.5;
  double high = 0.5;
  for (const Json& month : months) {
    if (month["auroc"].is_null()) continue;
    const double area = month["auroc"];
    const Json& interval = month["auroc_interval"];
    low = std::min(low, interval.is_null() ? area : interval["low"].get<double>());
    high = std::max(high, interval.is_null() ? area : interval["high"].get<double>());
  }
  Plot plot("AUROC by month, with 95 % intervals where there are enough rows", named_axis(months, "month"),
            rounded_axis("AUROC", low, high, false));
  std::vector<Point> areas;
  bool has_intervals = false;
  for (std::size_t place = 0; place < months.size(); ++place) {
    if (months[place]["auroc"].is_null()) continue;
    areas.push_back({static_cast<double>(place), months[place]["auroc"]});
    const Json& interval = months[place]["auroc_interval"];
    if (interval.is_null()) continue;
    plot.whisker(areas.back().x, interval["low"], interval["high"], Tone::first);
    has_intervals = true;
  }
  plot.dots(areas, Tone::first, has_intervals ? "AUROC, 95 % interval" : "AUROC");
  return plot.svg();
}

/// The shares of groups as dots with whiskers, shifted to the side so that two series do not cover each other.
void add_shares(Plot& plot, const Json& groups, const char* share, const char* interval, double shift, Tone tone,
                const std::string& name) {
  std::vector<Point> dots;
  for (std::size_t place = 0; place < groups.size(); ++place) {
    const Json& group = groups[place];
    if (group[share].is_null()) continue;
    dots.push_back({static_cast<double>(place) + shift, group[share]});
    plot.whisker(dots.back().x, group[interval]["low"], group[interval]["high"], tone);
  }
  plot.dots(dots, tone, name);
}

std::string draw_importance(const Json& report) {
  const Json& list = report["importance"];
  std::vector<double> ends;
  for (const Json& item : list) {
    ends.push_back(item["auroc_drop"].get<double>() + item["standard_deviation"].get<double>());
  }
  Axis questions = named_axis(list, "question");
  // The most important question is on top.
  std::reverse(questions.names.begin(), questions.names.end());
  Plot plot("Fall of AUROC when a question's answers are shuffled",
            rounded_axis("fall of AUROC", std::min(0.0, smallest(column(list, "auroc_drop"))), largest(ends), false),
            questions);
  for (std::size_t index = 0; index < list.size(); ++index) {
    const auto place = static_cast<double>(list.size() - 1 - index);
    const double drop = list[index]["auroc_drop"];
    const double deviation = list[index]["standard_deviation"];
    plot.bar_across(place - 0.3, place + 0.3, drop, Tone::first);
    plot.whisker_across(place, drop - deviation, drop + deviation, Tone::second);
  }
  return plot.svg();
}

std::string draw_dependence(const Json& dependence, const Axis& pd) {
  const Json& points = dependence["points"];
  const std::string question = dependence["question"];
  const std::string description = "Mean PD over the answers to " + question;
  if (dependence["kind"] == "number") {
    const auto values = column(points, "value");
    Plot plot(description, {question, values.front(), std::max(values.back(), values.front() + 1.0), false, {}}, pd);
    plot.line(points_of(points, "value", "mean_pd"), Tone::first);
    return plot.svg();
  }
  Axis options = named_axis(points, "value");
  options.label = question;
  Plot plot(description, options, pd);
  std::vector<Point> dots;
  for (const Json& point : points) dots.push_back({static_cast<double>(dots.size()), point["mean_pd"]});
  plot.line(dots, Tone::quiet);
  plot.dots(dots, Tone::first);
  return plot.svg();
}

Json draw_dependences(const Json& report) {
  double low = 1.0;
  double high = 0.0;
  for (const Json& dependence : report["dependence"]) {
    for (const double pd : column(dependence["points"], "mean_pd")) {
      low = std::min(low, pd);
      high = std::max(high, pd);
    }
  }
  // One scale for all, so that readers can compare how far each question moves the PD.
  const Axis pd = rounded_axis("mean PD", low, high, true);
  Json plots = Json::array();
  for (const Json& dependence : report["dependence"]) {
    if (!dependence["points"].empty()) plots.push_back(draw_dependence(dependence, pd));
  }
  return plots;
}

std::string draw_sizes(const Json& report) {
  const Json& prefixes = report["sizes"]["prefixes"];
  std::vector<Point> points;
  Axis trees = named_axis(Json::array(), "");
  for (const Json& prefix : prefixes) {
    points.push_back({static_cast<double>(points.size()), prefix["auroc"]});
    trees.names.push_back(std::to_string(prefix["trees"].get<int>()));
  }
  trees.high = static_cast<double>(points.size()) - 0.4;
  trees.label = "trees";
  const auto areas = column(prefixes, "auroc");
  Plot plot("AUROC of the first trees of the forest", trees,
            rounded_axis("AUROC", smallest(areas), largest(areas), false));
  plot.line(points, Tone::first);
  plot.dots(points, Tone::first);
  return plot.svg();
}

}  // namespace

void add_forest_plots(const Json& report, Json& plots) {
  if (!report["months"].empty()) {
    plots["month_rates"] = draw_month_rates(report);
    plots["month_auroc"] = draw_month_auroc(report);
  }
  plots["importance"] = draw_importance(report);
  plots["dependence"] = draw_dependences(report);
  plots["contributions"] = draw_contributions(report["contributions"]);
  plots["sizes"] = draw_sizes(report);
}

std::string draw_protected(const Json& table) {
  const Json& groups = table["groups"];
  Plot plot("Approval rate and bad rate by " + table["question"].get<std::string>() + ", with 95 % intervals",
            named_axis(groups, "group"), share_axis("share"));
  add_shares(plot, groups, "approval_rate", "approval_interval", -0.1, Tone::first, "approval rate");
  add_shares(plot, groups, "bad_rate", "bad_rate_interval", 0.1, Tone::second, "bad rate of the approved");
  return plot.svg();
}

}  // namespace prescore
