// What the core answers, as numbers and names that unpack.ts reads in the same order. The one response shape of the
// boundary: codes cross as their place in the tables of codes.hpp, sets of questions and offers as their bits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "prescore/evaluate.hpp"

namespace prescore::wasm {

/// Numbers of 32 bits: the address of the names, their size in bytes, and then what is said below. A name ends with NUL
/// and takes its turn among the numbers where one is due. Every `write` says the whole reply anew and gives its
/// address, good until the next.
class Reply {
 public:
  /// 0, code, section, index, offset.
  [[nodiscard]] std::uintptr_t write(const ModelError& error);

  /// 1, the programme's name, the number of questions; for each its name, the number of its options and their names,
  /// and where it has none the unit's name, minimum, maximum, decimals and money (0 or 1); last the number of offers
  /// and their names.
  [[nodiscard]] std::uintptr_t write(const Programme& programme);

  /// 1, outcome, basis, questions, offers, PD in ppm or -1 for none; or 0 and the issues: their number, and for each
  /// its code, index and `Place`.
  [[nodiscard]] std::uintptr_t write(const Result<Decision, std::vector<Issue>>& evaluation);

  /// 1 and the value scaled by 10^decimals, or an option's index; or 0 and one issue as above.
  [[nodiscard]] std::uintptr_t write(std::uint32_t question, const Result<std::int32_t, IssueCode>& reading);

 private:
  /// What an issue's index counts, and whether the limits of a question belong to it.
  enum class Place : std::uint8_t { question, question_with_limits, answer };
  static Place place_of(IssueCode code) noexcept;

  void begin(std::int32_t first);
  void number(std::int64_t value);
  void name(std::string_view name);
  void issue(const Issue& issue);
  void question(const Question& question);
  [[nodiscard]] std::uintptr_t finish();

  std::vector<std::int32_t> numbers_;
  std::string names_;
};

}  // namespace prescore::wasm
