// The programme that most tests share: small enough to work out every decision by hand.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "prescore/programme.hpp"
#include "prescore/validate.hpp"

namespace prescore::test {

// Places in the small programme's questionnaire.
inline constexpr std::uint8_t kAge = 0;
inline constexpr std::uint8_t kIncome = 1;
inline constexpr std::uint8_t kEducation = 2;
inline constexpr std::uint8_t kJob = 3;

/// age         14..100 years; seen 21..70, cut at 25 and 40
/// income      1..100,000,000 roubles, money; seen 1,000..1,000,000, cut at 30,000 and 90,000
/// education   school, higher, degree; degree was not seen
/// stable_job  yes, no; a missing answer was seen
///
/// score = (age <= 25 ? 400 : income <= 90,000 or missing ? 300 : 100) + (job is yes ? 50 : 250)
/// PD    = 2 % at a score of 150, 8 % at 350, 40 % at 750
/// offers: instant_card  up to 10 %, age 18..75
///         starter_card  up to 20 %, age 18..75
///         debit_card    any PD,     age 16..100
[[nodiscard]] Programme small_programme();

[[nodiscard]] Question number_question(const char* id, std::int32_t minimum, std::int32_t maximum);
[[nodiscard]] Question choice_question(const char* id, const std::vector<const char*>& options);

/// A whole number of years in 14..100.
[[nodiscard]] Question age_question();
/// Roubles, 1..100,000,000.
[[nodiscard]] Question money_question();

/// "q7" of "q" and 7.
[[nodiscard]] std::string numbered(const char* prefix, std::size_t number);

/// Answers that the small programme approves: a score of 350, a PD of 8 %.
[[nodiscard]] std::vector<Answer> good_answers();
/// `good_answers` with another text for one question.
[[nodiscard]] std::vector<Answer> good_answers_but(std::uint8_t question, std::string_view text);

/// Age, income, option index of education, option index of the job.
[[nodiscard]] Applicant applicant_of(const std::array<std::int32_t, 4>& values);

[[nodiscard]] Node leaf(std::uint32_t own_index);
[[nodiscard]] Node split(std::uint8_t feature, std::uint8_t first, std::uint8_t span, std::uint32_t left);
/// A tree with its depth measured.
[[nodiscard]] Tree tree_of(std::vector<Node> nodes, std::vector<std::int32_t> values);

}  // namespace prescore::test
