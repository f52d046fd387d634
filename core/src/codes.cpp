#include "prescore/codes.hpp"

#include <cstddef>

namespace prescore {
namespace {

#define PRESCORE_NAME(name, meaning) #name,
constexpr std::string_view kIssueCodes[] = {PRESCORE_ISSUE_CODES(PRESCORE_NAME)};
constexpr std::string_view kOutcomes[] = {PRESCORE_OUTCOMES(PRESCORE_NAME)};
constexpr std::string_view kStages[] = {PRESCORE_STAGES(PRESCORE_NAME)};
constexpr std::string_view kBases[] = {PRESCORE_BASES(PRESCORE_NAME)};
constexpr std::string_view kModelErrorCodes[] = {PRESCORE_MODEL_ERROR_CODES(PRESCORE_NAME)};
constexpr std::string_view kSections[] = {PRESCORE_SECTIONS(PRESCORE_NAME)};
#undef PRESCORE_NAME

}  // namespace

std::string_view name(IssueCode code) noexcept { return kIssueCodes[static_cast<std::size_t>(code)]; }
std::string_view name(Outcome outcome) noexcept { return kOutcomes[static_cast<std::size_t>(outcome)]; }
std::string_view name(Stage stage) noexcept { return kStages[static_cast<std::size_t>(stage)]; }
std::string_view name(Basis basis) noexcept { return kBases[static_cast<std::size_t>(basis)]; }
std::string_view name(ModelErrorCode code) noexcept { return kModelErrorCodes[static_cast<std::size_t>(code)]; }
std::string_view name(Section section) noexcept { return kSections[static_cast<std::size_t>(section)]; }

}  // namespace prescore
