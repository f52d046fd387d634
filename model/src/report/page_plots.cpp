#include "report/page_plots.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "report/plot.hpp"

namespace prescore {
namespace {

std::vector<double> numbers(const Json& list) { return list.get<std::vector<double>>(); }

std::vector<double> column(const Json& list, const char* key) {
  std::vector<double> values;
  for (const Json& item : list) values.push_back(item[key].get<double>());
  return values;
}

std::vector<Point> points_of(const std::vector<double>& x, const std::vector<double>& y) {
  std::vector<Point> points;
  for (std::size_t index = 0; index < x.size(); ++index) points.push_back({x[index], y[index]});
  return points;
}

std::vector<Point> points_of(const Json& list, const char* x, const char* y) {
  return points_of(column(list, x), column(list, y));
}

double largest(const std::vector<double>& values) { return *std::max_element(values.begin(), values.end()); }
double smallest(const std::vector<double>& values) { return *std::min_element(values.begin(), values.end()); }

Axis share_axis(const std::string& label) { return {label, 0.0, 1.0, true, {}}; }

std::string draw_roc(const Json& report) {
  const Json& curve = report["discrimination"]["roc"];
  Plot plot("ROC curve with a 95 % bootstrap band, above the diagonal of chance", share_axis("repayers refused"),
            share_axis("defaulters refused (recall)"));
  plot.line(std::array{Point{0, 0}, Point{1, 1}}, Tone::quiet, "chance");
  plot.band(numbers(curve["x"]), numbers(curve["low"]), numbers(curve["high"]), Tone::first);
  plot.line(points_of(numbers(curve["x"]), numbers(curve["y"])), Tone::first, "model, 95 % band");
  const Json& own = report["cut_offs"]["at_own"];
  plot.dot_marker({own["refused_repayer_rate"], own["recall"]}, "refused_repayer_rate", "recall");
  return plot.svg();
}

std::string draw_precision_recall(const Json& report) {
  const Json& curve = report["discrimination"]["precision_recall"];
  const double base_rate = report["pd"]["base_rate"];
  // The first steps rest on a handful of applicants, and their band would press the rest flat.
  const double highest = std::min(1.0, largest(numbers(curve["high"])));
  Plot plot("Precision over recall with a 95 % bootstrap band, above the base rate", share_axis("recall of defaulters"),
            rounded_axis("precision", 0.0, std::min(highest, 4.0 * base_rate), true));
  plot.line(std::array{Point{0, base_rate}, Point{1, base_rate}}, Tone::quiet, "base rate");
  const auto capped = [&](std::vector<double> values) {
    for (double& value : values) value = std::min(value, std::min(highest, 4.0 * base_rate));
    return values;
  };
  plot.band(numbers(curve["x"]), capped(numbers(curve["low"])), capped(numbers(curve["high"])), Tone::first);
  plot.line(points_of(numbers(curve["x"]), capped(numbers(curve["y"]))), Tone::first, "model, 95 % band");
  const Json& own = report["cut_offs"]["at_own"];
  plot.dot_marker({own["recall"], own["precision"]}, "recall", "precision");
  return plot.svg();
}

std::string draw_calibration(const Json& report) {
  const Json& bins = report["calibration"]["bins"];
  const double high = std::max(largest(column(bins, "high")), largest(column(bins, "mean_pd")));
  const double low = std::min(smallest(column(bins, "low")), smallest(column(bins, "mean_pd")));
  const Axis x = rounded_axis("mean PD of the tenth", low, high, true);
  Plot plot("Observed bad rate over mean PD by tenths, with 95 % intervals", x,
            {"bad rate observed", x.low, x.high, true, {}});
  plot.line(std::array{Point{x.low, x.low}, Point{x.high, x.high}}, Tone::quiet, "perfect");
  for (const Json& bin : bins) plot.whisker(bin["mean_pd"], bin["low"], bin["high"], Tone::first);
  plot.dots(points_of(bins, "mean_pd", "bad_rate"), Tone::first, "a tenth of the applicants, 95 % interval");
  return plot.svg();
}

/// The PDs between which all but the last thousandths of the applicants lie.
Axis pd_axis(const Json& report) {
  const auto edges = numbers(report["distributions"]["edges"]);
  return rounded_axis("PD", edges.front(), edges.back(), true);
}

std::vector<Point> stairs(const std::vector<double>& edges, const std::vector<double>& heights) {
  std::vector<Point> points{{edges.front(), 0.0}};
  for (std::size_t bin = 0; bin < heights.size(); ++bin) {
    points.push_back({edges[bin], heights[bin]});
    points.push_back({edges[bin + 1], heights[bin]});
  }
  points.push_back({edges.back(), 0.0});
  return points;
}

std::string draw_distributions(const Json& report) {
  const Json& distributions = report["distributions"];
  const auto edges = numbers(distributions["edges"]);
  const auto defaulters = numbers(distributions["defaulters"]);
  const auto repayers = numbers(distributions["repayers"]);
  Plot plot("How the PDs of defaulters and of repayers spread", pd_axis(report),
            rounded_axis("share of the group", 0.0, std::max(largest(defaulters), largest(repayers)), true));
  plot.line(stairs(edges, repayers), Tone::first, "repayers");
  plot.line(stairs(edges, defaulters), Tone::second, "defaulters");
  plot.upright_marker(report["cut_offs"]["at_own"]["maximum_pd"], "maximum_pd");
  return plot.svg();
}

std::string draw_ks(const Json& report) {
  const Json& table = report["cut_offs"]["table"];
  std::vector<Point> defaulters;
  std::vector<Point> repayers;
  const Json* widest = &table.front();
  const auto gap = [](const Json& row) {
    return row["recall"].get<double>() - row["refused_repayer_rate"].get<double>();
  };
  for (const Json& row : table) {
    defaulters.push_back({row["maximum_pd"], 1.0 - row["recall"].get<double>()});
    repayers.push_back({row["maximum_pd"], 1.0 - row["refused_repayer_rate"].get<double>()});
    if (gap(row) > gap(*widest)) widest = &row;
  }
  Plot plot("Cumulated shares of repayers and defaulters by PD; their widest gap is KS", pd_axis(report),
            share_axis("share with no higher PD"));
  plot.line(repayers, Tone::first, "repayers");
  plot.line(defaulters, Tone::second, "defaulters");
  plot.whisker((*widest)["maximum_pd"], 1.0 - (*widest)["recall"].get<double>(),
               1.0 - (*widest)["refused_repayer_rate"].get<double>(), Tone::third);
  return plot.svg();
}

std::string draw_trade_off(const Json& report) {
  const Json& table = report["cut_offs"]["table"];
  Plot plot("Approval rate, recall of defaulters and bad rate over the cut-off", pd_axis(report), share_axis("share"));
  plot.line(points_of(table, "maximum_pd", "approval_rate"), Tone::first, "approval rate");
  plot.line(points_of(table, "maximum_pd", "recall"), Tone::second, "recall of defaulters");
  plot.line(points_of(table, "maximum_pd", "bad_rate"), Tone::third, "bad rate");
  plot.upright_marker(report["cut_offs"]["at_own"]["maximum_pd"], "maximum_pd");
  return plot.svg();
}

std::string draw_cost(const Json& report) {
  const Json& table = report["cut_offs"]["table"];
  Plot plot("Cost of wrong decisions, an applicant, over the cut-off", pd_axis(report),
            rounded_axis("cost an applicant", 0.0, largest(column(table, "cost")), false));
  plot.line(points_of(table, "maximum_pd", "cost"), Tone::first);
  plot.upright_marker(report["cut_offs"]["at_own"]["maximum_pd"], "maximum_pd");
  return plot.svg();
}

std::string draw_gain(const Json& report) {
  const Json& gain = report["gain"];
  Plot plot("Cumulative gain: defaulters among the riskiest applicants", share_axis("applicants, riskiest first"),
            share_axis("defaulters among them"));
  plot.line(std::array{Point{0, 0}, Point{1, 1}}, Tone::quiet, "chance");
  plot.line(points_of(numbers(gain["x"]), numbers(gain["y"])), Tone::first, "model");
  return plot.svg();
}

std::string draw_lift(const Json& report) {
  const auto lift = numbers(report["gain"]["lift"]);
  Axis tenths{"tenth of the applicants, riskiest first", -0.6, static_cast<double>(lift.size()) - 0.4, false, {}};
  for (std::size_t tenth = 0; tenth < lift.size(); ++tenth) tenths.names.push_back(std::to_string(tenth + 1));
  Plot plot("Lift of each tenth of the applicants over the base rate", tenths,
            rounded_axis("bad rate over base rate", 0.0, largest(lift), false));
  for (std::size_t tenth = 0; tenth < lift.size(); ++tenth) {
    const auto place = static_cast<double>(tenth);
    plot.bar(place - 0.4, place + 0.4, lift[tenth], Tone::first);
  }
  plot.line(std::array{Point{-0.6, 1.0}, Point{tenths.high, 1.0}}, Tone::quiet, "base rate");
  return plot.svg();
}

Axis named_axis(const Json& list, const char* key) {
  Axis axis{"", -0.6, static_cast<double>(list.size()) - 0.4, false, {}};
  for (const Json& item : list) axis.names.push_back(item[key].get<std::string>());
  return axis;
}

std::string draw_month_rates(const Json& report) {
  const Json& months = report["months"];
  std::vector<Point> rates;
  std::vector<Point> pds;
  Plot plot("Base rate with 95 % intervals and mean PD by month", named_axis(months, "month"),
            rounded_axis("share of applicants", 0.0, 1.1 * largest(column(months, "base_rate")), true));
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
  std::vector<Point> areas;
  double low = 0.5;
  double high = 0.5;
  for (const Json& month : months) {
    areas.push_back({static_cast<double>(areas.size()), month["auroc"]});
    low = std::min(low, month["auroc_interval"]["low"].get<double>());
    high = std::max(high, month["auroc_interval"]["high"].get<double>());
  }
  Plot plot("AUROC by month with 95 % intervals", named_axis(months, "month"), rounded_axis("AUROC", low, high, false));
  for (std::size_t place = 0; place < areas.size(); ++place) {
    const Json& interval = months[place]["auroc_interval"];
    plot.whisker(areas[place].x, interval["low"], interval["high"], Tone::first);
  }
  plot.dots(areas, Tone::first, "AUROC, 95 % interval");
  return plot.svg();
}

/// The bands' shares as dots with whiskers, `shift` to the side so that two series do not cover each other.
void add_bands(Plot& plot, const Json& bands, const char* share, const char* interval, double shift, Tone tone,
               const std::string& name) {
  std::vector<Point> dots;
  for (const Json& band : bands) {
    dots.push_back({static_cast<double>(dots.size()) + shift, band[share]});
    plot.whisker(dots.back().x, band[interval]["low"], band[interval]["high"], tone);
  }
  plot.dots(dots, tone, name);
}

std::string draw_age_bands(const Json& report) {
  const Json& bands = report["age_bands"]["bands"];
  Plot plot("Approval rate and bad rate by age band, with 95 % intervals", named_axis(bands, "band"),
            share_axis("share"));
  add_bands(plot, bands, "approval_rate", "approval_interval", -0.1, Tone::first, "approval rate");
  add_bands(plot, bands, "bad_rate", "bad_rate_interval", 0.1, Tone::second, "bad rate of the approved");
  return plot.svg();
}

std::string draw_importance(const Json& report) {
  const Json& list = report["importance"];
  std::vector<double> ends;
  for (const Json& item : list) {
    ends.push_back(item["auroc_drop"].get<double>() + item["standard_deviation"].get<double>());
  }
  Axis questions = named_axis(list, "question");
  // The most important question stands on top.
  std::reverse(questions.names.begin(), questions.names.end());
  Plot plot("Fall of AUROC when a question's answers are dealt anew",
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
  // One scale for all: how far each question moves the PD is to be compared.
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

Json draw_plots(const Json& report) {
  Json plots{{"roc", draw_roc(report)},
             {"precision_recall", draw_precision_recall(report)},
             {"calibration", draw_calibration(report)},
             {"distributions", draw_distributions(report)},
             {"ks", draw_ks(report)},
             {"trade_off", draw_trade_off(report)},
             {"cost", draw_cost(report)},
             {"gain", draw_gain(report)},
             {"lift", draw_lift(report)},
             {"month_rates", draw_month_rates(report)},
             {"month_auroc", draw_month_auroc(report)},
             {"importance", draw_importance(report)},
             {"dependence", draw_dependences(report)},
             {"sizes", draw_sizes(report)}};
  if (report["age_bands"].is_object()) plots["age_bands"] = draw_age_bands(report);
  return plots;
}

}  // namespace prescore
