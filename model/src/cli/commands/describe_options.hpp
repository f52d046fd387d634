// The options that describe and draft share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

#include "describing/file_description.hpp"

namespace prescore {

/// Adds --header, --no-header, --bad and --good; `options` must outlive the parsing.
void add_describe_options(CLI::App& command, DescribeOptions& options);

/// A text as one word of a command line, quoted where it must be.
[[nodiscard]] std::string shell_word(std::string_view text);

}  // namespace prescore
