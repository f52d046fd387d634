#include "cli/commands/number_options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <thread>

namespace prescore {
namespace {

constexpr unsigned kMostThreads = 256;
constexpr double kLeastShare = 1e-6;

template <typename Number>
std::optional<Number> whole_text_as(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Without an exponent: "0.000001".
std::string plain(double number) {
  std::array<char, 64> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed).ptr};
}

}  // namespace

std::uint64_t read_whole_number(const std::string& option, std::string_view text, std::uint64_t minimum,
                                std::uint64_t maximum) {
  const auto number = whole_text_as<std::uint64_t>(text);
  if (number && *number >= minimum && *number <= maximum) return *number;
  throw CLI::ValidationError(option + " must be a whole number from " + std::to_string(minimum) + " to " +
                             std::to_string(maximum) + ", not \"" + std::string(text) + "\"");
}

double read_decimal(const std::string& option, std::string_view text, double minimum, double maximum) {
  const auto number = whole_text_as<double>(text);
  // "nan" is in no range.
  if (number && *number >= minimum && *number <= maximum) return *number;
  throw CLI::ValidationError(option + " must be a number from " + plain(minimum) + " to " + plain(maximum) +
                             ", not \"" + std::string(text) + "\"");
}

CLI::Option* add_threads(CLI::App& command, unsigned& threads, const std::string& description) {
  threads = std::clamp(std::thread::hardware_concurrency(), 1U, kMostThreads);
  return add_whole_number_with_default(command, "--threads", threads, description, 1, kMostThreads);
}

CLI::Option* add_share(CLI::App& command, const std::string& option, std::optional<double>& share,
                       const std::string& description) {
  const auto read = [&share, option](const std::string& text) { share = read_decimal(option, text, kLeastShare, 1.0); };
  return command.add_option_function<std::string>(option, read, description);
}

}  // namespace prescore
