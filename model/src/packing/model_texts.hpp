// The texts of a model, one file for each language.
#pragma once

#include <filesystem>
#include <vector>

#include "prescore/programme.hpp"

namespace prescore {

/// Where the texts of the model `model` are unless somebody names another folder.
[[nodiscard]] std::filesystem::path texts_beside(const std::filesystem::path& model);

/// The files of `folder`, one for each language, in the order of their names. Throws InputError if there is none.
[[nodiscard]] std::vector<std::filesystem::path> language_files(const std::filesystem::path& folder);

/// Checks the texts of every language in `folder` (*.json) against `programme`: see `require_texts`. Throws InputError
/// if the folder holds no language, FileError if a file cannot be read.
void require_all_texts(const Programme& programme, const std::filesystem::path& folder);

}  // namespace prescore
