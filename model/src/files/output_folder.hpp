// A folder of new files that appears as a whole, or not at all.
#pragma once

#include <filesystem>
#include <vector>

#include "base/named_text.hpp"

namespace prescore {

/// Throws FileError if `target` exists, whatever it is, or if the folder that is to hold it does not.
void require_new_folder(const std::filesystem::path& target);

/// Writes `files`, whose names are relative to the folder ("texts/en.json"), into the new folder `target`: first into a
/// folder with a name of its own beside it, which is then renamed. Throws FileError; then nothing is left behind.
void write_folder(const std::filesystem::path& target, const std::vector<NamedText>& files);

}  // namespace prescore
