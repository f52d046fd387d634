// The words of a programme, as far as a model depends on them.
#pragma once

#include <filesystem>

#include "prescore/programme.hpp"

namespace prescore {

/// Holds each language's file (*.json) of `folder` against `programme`: "reasons" has a text for every code that an
/// answer can have, "changes" one for every change of the policy. Throws InputError with file and place where one is
/// missing or empty, or where the folder holds no language; FileError where a file cannot be read.
void require_texts(const Programme& programme, const std::filesystem::path& folder);

}  // namespace prescore
