// The parts of make_draft.
#pragma once

#include <string>
#include <vector>

#include "drafting/draft.hpp"
#include "json/json_place.hpp"

namespace prescore {

/// The outcome and the date. Adds what is wrong to `errors`.
[[nodiscard]] DraftOutcome draft_outcome(const FileDescription& file, const DraftOptions& options,
                                         std::vector<std::string>& errors);

[[nodiscard]] Json questionnaire_json(const Draft& draft, const FileDescription& file);
[[nodiscard]] Json policy_json(const Draft& draft);
/// Without "forest": training then chooses its settings for the rows at hand.
[[nodiscard]] Json training_json(const Draft& draft, const FileDescription& file);

enum class DraftLanguage : std::uint8_t { en, ru };

/// The words of the programme in a language. Everything that a person must write is marked with "[edit]".
[[nodiscard]] Json texts_json(const Draft& draft, DraftLanguage language);

/// The ids of the offers: the programme's own product, and the one for everybody else.
inline constexpr const char* kOwnProduct = "product";
inline constexpr const char* kSaferProduct = "safer_product";

}  // namespace prescore
