#include "cli/command_files.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <iostream>

#include "base/input_error.hpp"
#include "files/files.hpp"

namespace prescore {
namespace {

std::string joined(const std::vector<std::string>& errors) {
  std::string text;
  for (const std::string& error : errors) text += (text.empty() ? "" : "; ") + error;
  return text;
}

/// Whether writing to one of these files changes the other.
bool is_shared(const std::optional<FileState>& a, const std::optional<FileState>& b) {
  // A terminal or /dev/null may be both.
  return a && b && a->kind != FileKind::character_device && a->is_same_file(*b);
}

}  // namespace

bool is_standard_input(const std::filesystem::path& path) { return path == kStandardStream || path == "/dev/stdin"; }

void CommandFiles::reads(const std::string& option, const std::filesystem::path& path) {
  inputs_.push_back({option, path, path == kStandardStream ? standard_stream_state(0) : file_state(path)});
}

void CommandFiles::reads_programme(const std::string& option, const std::filesystem::path& folder) {
  for (const char* name : {"questionnaire.json", "policy.json", "training.json"}) {
    kept_.push_back({option, folder / name, file_state(folder / name)});
  }
  reads_texts(option, folder / "texts");
}

void CommandFiles::reads_texts(const std::string& option, const std::filesystem::path& folder) {
  for (const std::filesystem::path& file : json_files(folder)) kept_.push_back({option, file, file_state(file)});
}

void CommandFiles::writes(const std::string& option, const std::filesystem::path& path) {
  outputs_.push_back({option, path, path == kStandardStream ? standard_stream_state(1) : file_state(path)});
}

std::vector<std::string> CommandFiles::lost_data() const {
  std::vector<std::string> errors;
  std::vector<NamedFile> sources = inputs_;
  sources.insert(sources.end(), kept_.begin(), kept_.end());
  for (auto written = outputs_.begin(); written != outputs_.end(); ++written) {
    for (const NamedFile& source : sources) {
      if (!is_shared(written->state, source.state)) continue;
      const auto& path = written->is_standard_stream() ? source.path : written->path;
      errors.push_back(written->option + " names the file that is read: " + path.string() + " (" + source.option + ")");
    }
    for (auto other = outputs_.begin(); other != written; ++other) {
      const bool neither_exists = !written->state && !other->state;
      const bool is_same = neither_exists ? target_of_links(written->path) == target_of_links(other->path)
                                          : is_shared(written->state, other->state);
      if (is_same) {
        errors.push_back(other->option + " and " + written->option + " name the same file: " + written->path.string());
      }
    }
  }
  for (auto input = inputs_.begin(); input != inputs_.end(); ++input) {
    for (auto other = inputs_.begin(); other != input; ++other) {
      // A pipe can be read once.
      if (!is_shared(input->state, other->state) || input->state->kind == FileKind::regular) continue;
      errors.push_back(other->option + " and " + input->option + " name the same pipe: " + input->path.string());
    }
  }
  return errors;
}

void CommandFiles::find_unreadable(std::vector<std::string>& errors) const {
  for (const NamedFile& input : inputs_) {
    if (input.is_standard_stream()) continue;
    const std::string path = input.path.string();
    if (input.state && input.state->kind == FileKind::folder) {
      errors.push_back(path + " is a folder, not a file");
    } else if (access(path.c_str(), R_OK) != 0) {
      errors.push_back("cannot read " + path + ": " + std::strerror(errno));
    }
  }
}

void CommandFiles::open_outputs(std::vector<std::string>& errors) {
  for (const NamedFile& written : outputs_) {
    try {
      streams_[written.option] = written.is_standard_stream() ? &std::cout : &files_.open(written.path);
    } catch (const FileError& error) {
      errors.emplace_back(error.what());
    }
  }
}

void CommandFiles::check_names() const {
  const std::vector<std::string> lost = lost_data();
  if (!lost.empty()) throw CLI::ValidationError(joined(lost));
}

void CommandFiles::open() {
  check_names();
  std::vector<std::string> errors;
  find_unreadable(errors);
  open_outputs(errors);
  if (!errors.empty()) throw FileError(joined(errors));
}

void CommandFiles::commit() {
  for (const NamedFile& input : inputs_) {
    if (!input.state || input.state->kind != FileKind::regular) continue;
    if (input.state == (input.is_standard_stream() ? standard_stream_state(0) : file_state(input.path))) continue;
    throw FileError(input.path.string() + " changed while it was read, so no file was written; run the command again");
  }
  if (!std::cout.flush()) throw FileError("writing to standard output failed: is the disk full?");
  files_.commit();
}

}  // namespace prescore
