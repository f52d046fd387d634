#include "report/page/page_plots.hpp"

#include <algorithm>
#include <array>

#include "report/page/page_plots_forest.hpp"
#include "report/page/plot_data.hpp"

namespace prescore {
namespace {

/// A curve without samples has no band.
const char* model_name(const Json& curve) { return curve["low"].empty() ? "model" : "model, 95 % band"; }
std::string band_text(const Json& curve) { return curve["low"].empty() ? "" : " with a 95 % bootstrap band"; }

std::string draw_roc(const Json& report) {
  const Json& curve = report["discrimination"]["roc"];
  Plot plot("ROC curve" + band_text(curve) + ", beside the diagonal of chance", share_axis("repayers refused"),
            share_axis("defaulters refused (recall)"));
  plot.line(std::array{Point{0, 0}, Point{1, 1}}, Tone::quiet, "chance");
  if (!curve["low"].empty()) {
    plot.band(numbers(curve["x"]), numbers(curve["low"]), numbers(curve["high"]), Tone::first);
  }
  plot.line(points_of(numbers(curve["x"]), numbers(curve["y"])), Tone::first, model_name(curve));
  const Json& own = report["cut_offs"]["at_own"];
  plot.dot_marker({own["refused_repayer_rate"], own["recall"]}, "refused_repayer_rate", "recall");
  return plot.svg();
}

std::string draw_precision_recall(const Json& report) {
  const Json& curve = report["discrimination"]["precision_recall"];
  const double base_rate = report["pd"]["base_rate"];
  // The first steps rest on few applicants. An axis that showed their whole band would flatten the rest of the curve.
  const double highest = std::min(1.0, largest(numbers(curve[curve["high"].empty() ? "y" : "high"])));
  Plot plot("Precision over recall" + band_text(curve) + ", beside the base rate", share_axis("recall of defaulters"),
            rounded_axis("precision", 0.0, std::min(highest, 4.0 * base_rate), true));
  plot.line(std::array{Point{0, base_rate}, Point{1, base_rate}}, Tone::quiet, "base rate");
  const auto capped = [&](std::vector<double> values) {
    for (double& value : values) value = std::min(value, std::min(highest, 4.0 * base_rate));
    return values;
  };
  if (!curve["low"].empty()) {
    plot.band(numbers(curve["x"]), capped(numbers(curve["low"])), capped(numbers(curve["high"])), Tone::first);
  }
  plot.line(points_of(numbers(curve["x"]), capped(numbers(curve["y"]))), Tone::first, model_name(curve));
  const Json& own = report["cut_offs"]["at_own"];
  if (!own["precision"].is_null()) plot.dot_marker({own["recall"], own["precision"]}, "recall", "precision");
  return plot.svg();
}

std::string draw_calibration(const Json& report) {
  const Json& bins = report["calibration"]["bins"];
  const double high = std::max(largest(column(bins, "high")), largest(column(bins, "mean_pd")));
  const double low = std::min(smallest(column(bins, "low")), smallest(column(bins, "mean_pd")));
  const Axis x = rounded_axis("mean PD of the group", low, high, true);
  Plot plot("Observed bad rate over mean PD by groups of similar PD, with 95 % intervals", x,
            {"bad rate observed", x.low, x.high, true, {}});
  plot.line(std::array{Point{x.low, x.low}, Point{x.high, x.high}}, Tone::quiet, "perfect");
  for (const Json& bin : bins) plot.whisker(bin["mean_pd"], bin["low"], bin["high"], Tone::first);
  plot.dots(points_of(bins, "mean_pd", "bad_rate"), Tone::first, "group, 95 % interval");
  return plot.svg();
}

/// From the lowest PD to the highest.
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
  Plot plot("Cost of wrong decisions per applicant over the cut-off", pd_axis(report),
            rounded_axis("cost per applicant", 0.0, largest(column(table, "cost")), false));
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
             {"lift", draw_lift(report)}};
  add_forest_plots(report, plots);
  return plots;
}

}  // namespace prescore
