// Many applicants -> features: the codes of `encode`, question after question instead of applicant after applicant.
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

/// Prepares once what `encode` works out for every applicant anew, so that the same loop serves all rows of a question.
class BatchEncoder {
 public:
  /// `encoding` must be that of a programme that passed `check`.
  BatchEncoder(const Questionnaire& questionnaire, const Encoding& encoding);

  /// Sets `rows[i]` to what `encode` says of `applicants[i]`. Both must be of the same size, which may be any.
  void encode(std::span<const Applicant> applicants, std::span<Features> rows) const noexcept;

 private:
  /// A number: how many cuts lie below it. Its distance from the lowest cut names a bucket, which knows the cuts below
  /// all of it; those within are compared with.
  struct Number {
    std::size_t question = 0;
    std::int32_t minimum_seen = 0;
    std::int32_t maximum_seen = 0;
    bool missing_seen = false;
    /// Lower and higher numbers have the codes of these.
    std::int32_t lowest = 0;
    std::int32_t highest = 0;
    /// A bucket holds 2^shift numbers.
    std::uint32_t shift = 0;
    /// By bucket, the cuts below its first number.
    std::vector<std::uint8_t> cuts_below;
    /// The most cuts that one bucket holds besides.
    std::uint32_t most_within = 0;
    /// Ascending, with `most_within` more that no number is above.
    std::vector<std::int32_t> cuts;
  };
  /// A choice: its missing answer at 0, then its options.
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
