// The CSV reader and everything behind it: any bytes as a file of applicants of the small programme.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "fuzz/fuzz.hpp"
#include "input_error.hpp"
#include "scoring.hpp"
#include "support/small_programme.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace prescore;
  static const Programme programme = test::small_programme();
  std::istringstream input(std::string(reinterpret_cast<const char*>(data), size));
  std::ostringstream output;
  try {
    const std::uint64_t rows = score_rows(programme, input, "input", size, output);
    const std::string text = output.str();
    const auto lines = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
    test::require(lines == rows + 1, "rows out are rows in");
  } catch (const InputError& error) {
    test::require(std::string(error.what()).starts_with("input, "), "a refusal names its place");
  }
  return 0;
}
