#include "report/page/card.hpp"

#include "base/input_error.hpp"
#include "report/page/templates.hpp"
#include "report/page/view.hpp"

namespace prescore {

std::string model_card(std::span<const Json> reports) {
  Json content{{"programmes", Json::array()}};
  for (const Json& report : reports) content["programmes"].push_back(report);
  return fill_template(kModelCard, view_of(content), "model_card.md", false);
}

void require_report(const Json& document, const std::string& source) {
  for (const char* part : {"programme", "applications", "pd", "at_cut_off", "model", "discrimination", "calibration",
                           "cut_offs", "months", "drift", "importance", "sizes"}) {
    if (document.is_object() && document.contains(part)) continue;
    throw InputError(source + " lacks \"" + part + "\": make it with prescore evaluate --report R.html --json");
  }
}

}  // namespace prescore
