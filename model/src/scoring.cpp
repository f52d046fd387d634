#include "scoring.hpp"

#include <bit>

#include "applicant_reader.hpp"
#include "input_error.hpp"
#include "prescore/evaluate.hpp"
#include "progress.hpp"

namespace prescore {
namespace {

/// Lines are gathered to about this size before they are written.
constexpr std::size_t kFlushBytes = std::size_t{64} << 10;

void append_pd(std::string& text, std::int32_t pd_ppm) {
  const std::string digits = std::to_string(pd_ppm % kWholePpm);
  text += std::to_string(pd_ppm / kWholePpm) + "." + std::string(6 - digits.size(), '0') + digits;
}

void append_decision(std::string& text, const Programme& programme, const Decision& decision) {
  if (decision.pd_ppm) append_pd(text, *decision.pd_ppm);
  text.append(",").append(name(decision.outcome)).append(",");
  if (decision.offers == 0) return;
  text += programme.policy.offers[static_cast<std::size_t>(std::countr_zero(decision.offers))].id;
}

void append_row(std::string& text, const Programme& programme, const ApplicantRow& row) {
  text.append(std::to_string(row.number)).append(",");
  if (row.issue) {
    text.append(",").append(name(*row.issue)).append(",");
  } else {
    append_decision(text, programme, decide(programme, row.applicant));
  }
  text += "\n";
}

void flush(std::string& text, std::ostream& output) {
  output.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!output) throw FileError("writing the scores failed: is the disk full, or the reader gone?");
  text.clear();
}

}  // namespace

std::uint64_t score_rows(const Programme& programme, std::istream& input, const std::string& source,
                         std::uint64_t input_bytes, std::ostream& output) {
  ApplicantReader reader(input, source, programme.questionnaire, std::nullopt);
  Progress progress("scoring", input_bytes);
  std::string text = "row,pd,outcome,offer\n";
  ApplicantRow row;
  std::uint64_t rows = 0;
  while (reader.next(row)) {
    ++rows;
    append_row(text, programme, row);
    if (text.size() < kFlushBytes) continue;
    flush(text, output);
    progress.show(reader.bytes_read());
  }
  flush(text, output);
  return rows;
}

}  // namespace prescore
