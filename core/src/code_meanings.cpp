// Apart from the names, so that a page, which never asks for a meaning, does not load one.
#include <cstddef>

#include "prescore/codes.hpp"

namespace prescore {
namespace {

#define PRESCORE_MEANING(name, meaning) meaning,
constexpr std::string_view kIssueMeanings[] = {PRESCORE_ISSUE_CODES(PRESCORE_MEANING)};
constexpr std::string_view kOutcomeMeanings[] = {PRESCORE_OUTCOMES(PRESCORE_MEANING)};
constexpr std::string_view kStageMeanings[] = {PRESCORE_STAGES(PRESCORE_MEANING)};
constexpr std::string_view kBasisMeanings[] = {PRESCORE_BASES(PRESCORE_MEANING)};
constexpr std::string_view kModelErrorMeanings[] = {PRESCORE_MODEL_ERROR_CODES(PRESCORE_MEANING)};
constexpr std::string_view kSectionMeanings[] = {PRESCORE_SECTIONS(PRESCORE_MEANING)};
#undef PRESCORE_MEANING

}  // namespace

std::string_view meaning(IssueCode code) noexcept { return kIssueMeanings[static_cast<std::size_t>(code)]; }
std::string_view meaning(Outcome outcome) noexcept { return kOutcomeMeanings[static_cast<std::size_t>(outcome)]; }
std::string_view meaning(Stage stage) noexcept { return kStageMeanings[static_cast<std::size_t>(stage)]; }
std::string_view meaning(Basis basis) noexcept { return kBasisMeanings[static_cast<std::size_t>(basis)]; }
std::string_view meaning(ModelErrorCode code) noexcept { return kModelErrorMeanings[static_cast<std::size_t>(code)]; }
std::string_view meaning(Section section) noexcept { return kSectionMeanings[static_cast<std::size_t>(section)]; }

}  // namespace prescore
