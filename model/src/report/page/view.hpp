// A JSON document -> what a Mustache template can name.
#pragma once

#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>

#include "json/json_place.hpp"

namespace prescore {

/// Every value under its own path; beside each number N of an object its spellings for people: N_percent ("14.2 %"),
/// N_3 and N_4 (decimals) and N_count ("17,683"). Null counts as false. `true`, filled lists and objects open a
/// section of the template.
[[nodiscard]] kainjow::mustache::data view_of(const Json& value);

/// Fills a template. `template_name` names it in the message where the template itself is broken: a bug of ours.
/// Values are escaped for HTML where `for_html` is set.
[[nodiscard]] std::string fill_template(std::string_view text, const kainjow::mustache::data& view,
                                        std::string_view template_name, bool for_html);

}  // namespace prescore
