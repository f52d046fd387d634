// The words of a programme, as far as a model depends on them.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "prescore/programme.hpp"

namespace prescore {

/// Holds each language's file (*.json) of `folder` against `programme`: "reasons" has a text for every code that an
/// answer can have, "changes" one for every change of the policy. Throws InputError with file and place where one is
/// missing or empty, or where the folder holds no language; FileError where a file cannot be read.
void require_texts(const Programme& programme, const std::filesystem::path& folder);

/// The words of every code that an answer can have, a missing one in a data file included ("education.missing").
using ReasonTexts = std::map<std::string, std::string, std::less<>>;

/// Reads the words of one language, as in "ru", from its file in `folder`. Throws InputError with file and place where
/// a text is missing or empty, or, naming the languages that are there, where the file is; FileError where it cannot be
/// read.
[[nodiscard]] ReasonTexts read_reason_texts(const Programme& programme, const std::filesystem::path& folder,
                                            const std::string& language);

}  // namespace prescore
