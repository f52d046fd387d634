// The words of a programme, as far as a model depends on them.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/named_text.hpp"
#include "json/error_list.hpp"
#include "prescore/programme.hpp"

namespace prescore {

/// Checks the texts of one language, a JSON document: "reasons" must have a text for every code that an answer can
/// have, "changes" one for every change of the policy. Adds an error for each that is missing or empty.
void check_texts(const Questionnaire& questionnaire, const Policy& policy, const NamedText& language,
                 ErrorList& errors);

/// The same for the texts of a whole model. Throws InputError with all errors.
void require_texts(const Programme& programme, const NamedText& language);

/// The words of every code that an answer can have, a missing one in a data file included ("education.missing").
using ReasonTexts = std::map<std::string, std::string, std::less<>>;

/// Reads the words of one language. Throws InputError with the place where a text is missing or empty.
[[nodiscard]] ReasonTexts read_reason_texts(const Programme& programme, const NamedText& language);

}  // namespace prescore
