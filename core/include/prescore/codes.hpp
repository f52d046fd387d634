// The one table of every code that leaves the core, each with its meaning on its own line. wasm/types.ts and the texts
// are checked against it by tests/wasm/codes.test.ts, the C interface (c_codes.h) by the compiler. A page knows no
// approval and no lack of client data, since it refuses final programmes and those that ask the bank.
//
// The order is part of the interface: a code crosses to JavaScript and to C as its place in its table. So a new code
// goes to the end, and none is removed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace prescore {

// What can be wrong with one answer.
#define PRESCORE_ISSUE_CODES(X)                                                                     \
  X(missing_answer, "the question has no answer, or a blank one")                                   \
  X(unknown_option, "the text is not the id of one of the question's options")                      \
  X(not_a_number, "the text is not one number")                                                     \
  X(not_whole, "the question takes whole numbers, and this one has a fraction")                     \
  X(below_minimum, "the number is below the question's minimum")                                    \
  X(above_maximum, "the number is above the question's maximum")                                    \
  X(unknown_question, "the questionnaire has no question with this id")                             \
  X(duplicate_question, "an earlier answer is to the same question")                                \
  X(implausibly_low, "the number is lower than people's answers are: ask back")                     \
  X(implausibly_high, "the number is higher than people's answers are: ask back")                   \
  X(looks_like_a_year, "the number is above the question's maximum and looks like a calendar year") \
  X(not_from_applicant, "the bank's own data answer this question: leave it out")

// What comes out for the applicant. Only a final programme gives approval, and only a preliminary one likely_approval.
#define PRESCORE_OUTCOMES(X)                                                               \
  X(likely_approval, "the programme itself is open to the applicant")                      \
  X(alternative_offer, "the programme is not open, but a safer offer is")                  \
  X(manual_review, "a person has to decide: no offer is open, or no probability is known") \
  X(approval, "the programme itself is open to the applicant, and nothing else is checked")

// What a programme's decisions are worth.
#define PRESCORE_STAGES(X)                                             \
  X(preliminary, "its outcomes are hints, and the bank decides later") \
  X(final, "its outcomes are the bank's own decisions, made by its service")

// What the outcome rests on.
#define PRESCORE_BASES(X)                                                              \
  X(risk, "the applicant's probability of default")                                    \
  X(eligibility, "a rule of the programme, such as an age limit")                      \
  X(not_covered, "the training data held no such answers, so there is no probability") \
  X(no_client_data, "the bank's own values are not there, too old, or wrong, and the policy then asks a person")

// Why a model is refused.
#define PRESCORE_MODEL_ERROR_CODES(X)                                                                              \
  X(not_a_model, "the file does not start like a packed model")                                                    \
  X(wrong_version, "the file has a version that no Prescore writes")                                               \
  X(too_large, "the file is larger than 16 MiB, or the forest has too many nodes to explain decisions with")       \
  X(wrong_checksum, "the bytes have changed since the model was packed")                                           \
  X(truncated, "the file or a section ends too early")                                                             \
  X(trailing_bytes, "there are bytes after the end of the file or of a section")                                   \
  X(malformed_number, "a number is not in its shortest form, or does not fit 32 bits")                             \
  X(malformed_name, "a name must be 1 to 64 characters of a-z, 0-9, _ and -")                                      \
  X(duplicate_name, "a name or a code appears twice")                                                              \
  X(out_of_range, "a number is outside its allowed range")                                                         \
  X(not_ascending, "values must be in ascending order")                                                            \
  X(inconsistent_count, "a list has too few or too many entries")                                                  \
  X(broken_tree, "the nodes do not form one tree")                                                                 \
  X(sum_overflow, "the largest possible score does not fit 32 bits, or a contribution to it does not fit 64 bits") \
  X(contradictory_policy, "the policy contradicts itself, or names a change that nobody can make")                 \
  X(newer_version, "it was written by a newer version of Prescore")                                                \
  X(misplaced_section, "a section is missing, is there twice, or is not in its place")                             \
  X(final_policy, "its policy is final, and what a page decides is preliminary")                                   \
  X(asks_the_bank, "it has questions that the bank's own data answer, and a page has none of these")

// The parts of a model, in the order of the packed file.
#define PRESCORE_SECTIONS(X)                                                        \
  X(header, "the programme's id, and in a packed file all before it")               \
  X(questionnaire, "the questions, their limits and options")                       \
  X(encoding, "how answers become codes, and which answers the training data held") \
  X(forest, "the trees")                                                            \
  X(pd_table, "the knots from score to probability of default")                     \
  X(policy, "the offers, their rules, and the changes that would help")             \
  X(reference, "the answers and the people that an applicant is compared with")     \
  X(data, "the columns, cells and words of data files")

#define PRESCORE_ENUMERATOR(name, meaning) name,

enum class IssueCode : std::uint8_t { PRESCORE_ISSUE_CODES(PRESCORE_ENUMERATOR) };
enum class Outcome : std::uint8_t { PRESCORE_OUTCOMES(PRESCORE_ENUMERATOR) };
enum class Stage : std::uint8_t { PRESCORE_STAGES(PRESCORE_ENUMERATOR) };
enum class Basis : std::uint8_t { PRESCORE_BASES(PRESCORE_ENUMERATOR) };
enum class ModelErrorCode : std::uint8_t { PRESCORE_MODEL_ERROR_CODES(PRESCORE_ENUMERATOR) };
enum class Section : std::uint8_t { PRESCORE_SECTIONS(PRESCORE_ENUMERATOR) };

#undef PRESCORE_ENUMERATOR

/// How many outcomes there are.
inline constexpr std::size_t kOutcomeCount = static_cast<std::size_t>(Outcome::approval) + 1;

/// The name as written in the tables above, which is also the name in JSON, CSV and TypeScript. The text ends with a
/// NUL behind its last character and lives for ever.
[[nodiscard]] std::string_view name(IssueCode code) noexcept;
[[nodiscard]] std::string_view name(Outcome outcome) noexcept;
[[nodiscard]] std::string_view name(Stage stage) noexcept;
[[nodiscard]] std::string_view name(Basis basis) noexcept;
[[nodiscard]] std::string_view name(ModelErrorCode code) noexcept;
[[nodiscard]] std::string_view name(Section section) noexcept;

/// The meaning as written in the tables above: an English clause for engineers, without a capital or a full stop. Texts
/// for applicants are the programme's own. It ends with a NUL and lives for ever, as names do.
[[nodiscard]] std::string_view meaning(IssueCode code) noexcept;
[[nodiscard]] std::string_view meaning(Outcome outcome) noexcept;
[[nodiscard]] std::string_view meaning(Stage stage) noexcept;
[[nodiscard]] std::string_view meaning(Basis basis) noexcept;
[[nodiscard]] std::string_view meaning(ModelErrorCode code) noexcept;
[[nodiscard]] std::string_view meaning(Section section) noexcept;

}  // namespace prescore
