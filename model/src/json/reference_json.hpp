// What explains decisions, as JSON: the reference, and the changes that the policy considers realistic.
#pragma once

#include "json/json_place.hpp"
#include "prescore/programme.hpp"

namespace prescore {

/// {"answers":{"age":41,...},"population":[{"weight":2,"answers":[41,50000,"higher"]},...]}. In the population a number
/// stands for its whole band between two cuts: it is the highest answer of the band. A missing answer is null.
[[nodiscard]] Json to_json(const Reference& reference, const Programme& programme);

/// Throws InputError with the place of the first error. `programme` has its questionnaire and encoding.
[[nodiscard]] Reference read_reference(const JsonPlace& place, const Programme& programme);

/// {"shown":false,"changes":[{"question":"stable_job","from":"no","to":"yes"},{"question":"income","rise_percent":25}]}
[[nodiscard]] Json to_json(const WhatWouldHelp& help, const Questionnaire& questionnaire);

/// Reads it. Changes name questions and options of `questionnaire`.
[[nodiscard]] WhatWouldHelp read_what_would_help(const JsonPlace& place, const Questionnaire& questionnaire);

}  // namespace prescore
