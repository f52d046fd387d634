// Many applicants -> features: the same codes as `encode`, but one question at a time for all applicants.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "prescore/applicant.hpp"
#include "prescore/encoding.hpp"
#include "prescore/questionnaire.hpp"

namespace prescore {

/// `encode` asks for every answer what kind of question it answers and searches its cuts. Here both are prepared once,
/// so that one loop without branches encodes a question for all rows. Safe to use from several threads at once.
class BatchEncoder {
 public:
  /// Both must belong to a programme that passed `check`; neither is needed afterwards. Takes about 1 kB a question.
  BatchEncoder(const Questionnaire& questionnaire, const Encoding& encoding);

  /// Sets `rows[i]` to what `encode` returns for `applicants[i]`, whose values must be in their questions' ranges or
  /// kMissing. Both spans must have the same size, which may be 0.
  void encode(std::span<const Applicant> applicants, std::span<Features> rows) const noexcept;

 private:
  /// The code of a number is 1 + the number of cuts below it. To count them without a search: the number's distance
  /// from the lowest cut gives its bucket; the bucket knows how many cuts lie below all of it; the few cuts inside the
  /// bucket are compared one by one.
  struct Number {
    std::size_t question = 0;
    std::int32_t minimum_seen = 0;
    std::int32_t maximum_seen = 0;
    bool missing_seen = false;
    /// Lower numbers are treated as `lowest`, higher ones as `highest`: their codes are the same.
    std::int32_t lowest = 0;
    std::int32_t highest = 0;
    /// A bucket holds 2^shift adjacent numbers.
    std::uint32_t shift = 0;
    /// By bucket: how many cuts are below its first number.
    std::vector<std::uint8_t> cuts_below;
    /// The largest number of cuts inside one bucket: each row makes as many comparisons.
    std::uint32_t most_within = 0;
    /// Ascending. `most_within` cuts of INT32_MAX, which no number is above, follow the real ones, so that the last
    /// bucket needs no test for the end.
    std::vector<std::int32_t> cuts;
  };
  /// By answer: at 0 the missing one, at 1 + i option i.
  struct Choice {
    std::size_t question = 0;
    std::array<std::uint8_t, kMaxOptions + 1> codes{};
    std::array<bool, kMaxOptions + 1> covered{};
  };

  static Number prepare_number(const FeatureEncoding& feature, std::size_t question);
  static Choice prepare_choice(const Question& asked, const FeatureEncoding& feature, std::size_t question);
  static void encode_number(const Number& number, std::span<const Applicant> applicants,
                            std::span<Features> rows) noexcept;
  static void encode_choice(const Choice& choice, std::span<const Applicant> applicants,
                            std::span<Features> rows) noexcept;

  std::vector<Number> numbers_;
  std::vector<Choice> choices_;
};

}  // namespace prescore
