// The CSV reader and everything behind it: any bytes as a file of applicants of the small programme. However the bytes
// are cut into blocks or come in pieces, and however many threads there are, the same comes out.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <sstream>
#include <string>

#include "base/input_error.hpp"
#include "fuzz/fuzz.hpp"
#include "rows/row_feed.hpp"
#include "scoring/score_lines.hpp"
#include "scoring/scoring.hpp"
#include "support/small_programme.hpp"

namespace {

using namespace prescore;

std::uint64_t lines_of(const std::string& text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

/// The tool unpacks gzip; a feed refuses it, because browsers unpack by themselves.
bool is_packed(const std::string& text) { return text.starts_with('\x1F'); }

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
    test::require(!keeps_going || lines_of(scored.rejects) == counts.refused + 1, "every refused row is reported");
  } catch (const InputError& error) {
    scored.fault = error.what();
    test::require(scored.fault.starts_with(is_packed(text) ? "input" : "input, "), "a refusal names its place");
    if (is_packed(text)) return scored;
    test::require(!keeps_going || scored.fault.starts_with("input, header"),
                  "with keep-going, only a header stops the run");
  }
  return scored;
}

/// The same by a feed, in pieces of one size.
Scored feed(const std::string& text, bool keeps_going, std::size_t piece) {
  static const Programme programme = test::small_programme();
  BatchDecider decider(programme);
  RowFeed rows({programme.questionnaire, kScoreHeader, "scoring",
                [&] { return std::make_unique<ScoreLines>(programme, decider); }},
               "input", keeps_going ? OnRowError::keep_going : OnRowError::stop);
  Scored scored;
  BlockLines lines;
  try {
    for (std::size_t place = 0; place <= text.size(); place += piece) {
      const std::size_t size = text.copy(rows.make_room(piece), piece, place);
      rows.read(size, place + piece > text.size(), lines);
      if (lines.error) throw InputError(sentence(*lines.error, rows.source()));
      scored.scores += lines.lines;
      scored.rejects += lines.rejects;
    }
  } catch (const InputError& error) {
    scored = {"", "", error.what()};
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
    test::require(is_packed(text) || feed(text, keeps_going, chunk_bytes) == whole, "pieces of any size give the same");
  }
  test::require(score(text, true, {{2, chunk_bytes}}) == score(text, true, {{1, 4096}}), "threads give the same");
  return 0;
}
