// Reports of one or more programmes -> the model card (Mitchell et al., "Model Cards for Model Reporting", 2019).
#pragma once

#include <span>
#include <string>

#include "json/json_place.hpp"

namespace prescore {

/// The card in Markdown. Each report is one that `make_report` made.
[[nodiscard]] std::string model_card(std::span<const Json> reports);

/// Throws InputError, with `source` and the JSON path, if the document is not a report of this version.
void require_report(const Json& document, const std::string& source);

}  // namespace prescore
