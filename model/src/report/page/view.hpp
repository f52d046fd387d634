// A JSON document -> the names and values of a Mustache template.
#pragma once

#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>

#include "json/json_place.hpp"

namespace prescore {

/// Every value under its own path. Each number N of an object also gets N_percent ("14.2 %"), N_3 and N_4 (decimals)
/// and N_count ("17,683"); a null gets the same names with a dash, and counts as false. `true`, texts, numbers, objects
/// and lists that are not empty open a section of the template.
[[nodiscard]] kainjow::mustache::data view_of(const Json& value);

/// Fills a template. Values are escaped for HTML if `for_html` is set. Throws std::logic_error, with `template_name`,
/// if the template itself is broken, which is a bug.
[[nodiscard]] std::string fill_template(std::string_view text, const kainjow::mustache::data& view,
                                        std::string_view template_name, bool for_html);

}  // namespace prescore
