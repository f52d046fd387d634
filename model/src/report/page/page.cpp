#include "report/page/page.hpp"

#include <cstddef>

#include "drawing/plot_style.hpp"
#include "report/page/page_plots.hpp"
#include "report/page/page_plots_forest.hpp"
#include "report/page/templates.hpp"
#include "report/page/view.hpp"

namespace prescore {
namespace {

/// The table on the page has at most this many lines; the slider has all cut-offs.
constexpr std::size_t kTableLines = 41;

/// More groups than this do not fit under a plot; the table has them all.
constexpr std::size_t kPlottedGroups = 12;

/// The table of cut-offs on the page; the policy's own is marked.
Json table_lines(const Json& cut_offs) {
  const Json& table = cut_offs["table"];
  const std::size_t own = cut_offs["own"];
  const std::size_t step = (table.size() + kTableLines - 1) / kTableLines;
  Json lines = Json::array();
  for (std::size_t index = 0; index < table.size(); ++index) {
    if (index % step != 0 && index != own && index + 1 != table.size()) continue;
    lines.push_back(table[index]);
    lines.back()["is_own"] = index == own;
  }
  return lines;
}

/// The slider's data. Numbers and fixed names only, so nothing in it can end the element that contains it.
std::string slider_data(const Json& cut_offs) {
  return Json{{"own", cut_offs["own"]}, {"table", cut_offs["table"]}}.dump();
}

}  // namespace

std::string report_page(const Json& report, const Digest& sha256) {
  // How a content security policy names an inline script or style.
  const auto policy_hash = [&](std::string_view text) { return "'sha256-" + sha256(text) + "'"; };
  Json content = report;
  content["plots"] = draw_plots(report);
  content["has_months"] = !report["months"].empty();
  for (Json& table : content["protected"]["tables"]) {
    if (table["groups"].size() <= kPlottedGroups) table["plot"] = draw_protected(table);
  }
  content["table_lines"] = table_lines(report["cut_offs"]);
  content["slider_last"] = report["cut_offs"]["table"].size() - 1;
  content["slider_data"] = slider_data(report["cut_offs"]);
  const std::string style = std::string(kPlotStyle) + std::string(kReportStyle);
  content["style"] = style;
  content["script"] = kReportScript;
  content["style_hash"] = policy_hash(style);
  content["script_hash"] = policy_hash(kReportScript);
  return fill_template(kReportPage, view_of(content), "report.html", true);
}

}  // namespace prescore
