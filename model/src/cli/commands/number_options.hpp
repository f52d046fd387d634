// Options that take a number. Anything else is a usage error that names the option and its range.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace prescore {

/// Reads digits and nothing else. Throws CLI::ValidationError.
[[nodiscard]] std::uint64_t read_whole_number(const std::string& option, std::string_view text, std::uint64_t minimum,
                                              std::uint64_t maximum);

/// Reads a decimal number such as 0.7; not "nan" and not "inf". Throws CLI::ValidationError.
[[nodiscard]] double read_decimal(const std::string& option, std::string_view text, double minimum, double maximum);

/// Adds an option that takes a whole number in [minimum, maximum]; the value before parsing is its default.
template <typename Number>
CLI::Option* add_whole_number(CLI::App& command, const std::string& option, Number& number,
                              const std::string& description, std::uint64_t minimum = 0,
                              std::uint64_t maximum = std::numeric_limits<Number>::max()) {
  const auto read = [&number, option, minimum, maximum](const std::string& text) {
    number = static_cast<Number>(read_whole_number(option, text, minimum, maximum));
  };
  return command.add_option_function<std::string>(option, read, description)->type_name("N");
}

/// The same, with the default in --help.
template <typename Number>
CLI::Option* add_whole_number_with_default(CLI::App& command, const std::string& option, Number& number,
                                           const std::string& description, std::uint64_t minimum = 0,
                                           std::uint64_t maximum = std::numeric_limits<Number>::max()) {
  return add_whole_number(command, option, number, description, minimum, maximum)->default_str(std::to_string(number));
}

/// Adds --threads; the default is the number of the machine's processors.
CLI::Option* add_threads(CLI::App& command, unsigned& threads, const std::string& description);

/// Adds an option that takes a share above 0 and up to 1.
CLI::Option* add_share(CLI::App& command, const std::string& option, std::optional<double>& share,
                       const std::string& description);

}  // namespace prescore
