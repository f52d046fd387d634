// The CSV reader and everything behind it: any bytes as a file of applicants of the small programme. However the bytes
// are cut into blocks, and however many threads there are, the same comes out.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "fuzz/fuzz.hpp"
#include "input_error.hpp"
#include "scoring.hpp"
#include "support/small_programme.hpp"

namespace {

using namespace prescore;

std::uint64_t lines_of(const std::string& text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

struct Scored {
  std::string scores;
  std::string rejects;
  std::string fault;

  bool operator==(const Scored& other) const = default;
};

Scored score(const std::string& text, bool keeps_going, const ScoringOptions& options) {
  static const Programme programme = test::small_programme();
  std::istringstream input(text);
  std::ostringstream output;
  std::ostringstream rejects;
  Scored scored;
  try {
    const StreamCounts counts =
        score_rows(programme, {input, "input"}, output, keeps_going ? &rejects : nullptr, options);
    scored = {output.str(), rejects.str(), ""};
    test::require(lines_of(scored.scores) == counts.rows + 1, "rows out are rows in");
    test::require(!keeps_going || lines_of(scored.rejects) == counts.refused + 1, "every refused row is told");
  } catch (const InputError& error) {
    scored.fault = error.what();
    test::require(scored.fault.starts_with("input, "), "a refusal names its place");
    test::require(!keeps_going || scored.fault.starts_with("input, header"), "only a header stops who keeps going");
  }
  return scored;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::size_t chunk_bytes = size == 0 ? 1 : 1 + data[size / 2] % 32U;
  for (const bool keeps_going : {false, true}) {
    const Scored whole = score(text, keeps_going, {{1, 4096}});
    test::require(score(text, keeps_going, {{1, chunk_bytes}, 0}) == whole, "blocks of any size give the same");
  }
  test::require(score(text, true, {{2, chunk_bytes}}) == score(text, true, {{1, 4096}}), "threads give the same");
  return 0;
}
