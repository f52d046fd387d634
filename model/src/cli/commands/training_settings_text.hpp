// What a training run says about the forest's settings.
#pragma once

#include <string>

#include "json/json_place.hpp"

namespace prescore {

/// Lines for a person: the method and every setting of the forest, also the defaults, and how those were chosen that
/// training.json leaves out. `provenance` is that of a model that was just trained.
[[nodiscard]] std::string settings_text(const Json& provenance);

}  // namespace prescore
