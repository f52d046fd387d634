#include "files/output_folder.hpp"

#include <unistd.h>

#include <fstream>
#include <string>
#include <system_error>

#include "base/input_error.hpp"
#include "files/partial_file.hpp"

namespace prescore {
namespace {

namespace fs = std::filesystem;

/// "mybank/" and "mybank" are the same folder.
fs::path without_slash(const fs::path& path) { return path.has_filename() ? path : path.parent_path(); }

void write_one(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) throw FileError("cannot write " + path.string());
}

}  // namespace

void require_new_folder(const fs::path& target) {
  const fs::path folder = without_slash(target);
  std::error_code ignored;
  // A link that leads nowhere exists, too.
  if (fs::symlink_status(folder, ignored).type() != fs::file_type::not_found) {
    throw FileError(folder.string() +
                    " exists already, and nothing in it is overwritten; name another folder or remove it");
  }
  const fs::path parent = folder.has_parent_path() ? folder.parent_path() : ".";
  if (!fs::is_directory(parent, ignored)) throw FileError(parent.string() + " is not a folder");
}

void write_folder(const fs::path& target, const std::vector<NamedText>& files) {
  require_new_folder(target);
  const fs::path folder = without_slash(target);
  fs::path partial = folder;
  partial += ".partial-" + std::to_string(getpid());
  const InterruptsWait wait;
  std::error_code ignored;
  try {
    for (const NamedText& file : files) write_one(partial / file.name, file.text);
    fs::rename(partial, folder);
  } catch (const fs::filesystem_error& error) {
    fs::remove_all(partial, ignored);
    throw FileError("cannot write " + folder.string() + ": " + error.code().message());
  } catch (const FileError&) {
    fs::remove_all(partial, ignored);
    throw;
  }
}

}  // namespace prescore
