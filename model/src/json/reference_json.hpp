// What decisions are explained with, as JSON: the reference, and the changes that the policy holds for realistic.
#pragma once

#include "json/json_place.hpp"
#include "prescore/programme.hpp"

namespace prescore {

/// {"answers":{"age":41,...},"population":[{"weight":2,"answers":[41,50000,"higher"]},...]}. In the population a number
/// stands for its whole band between two cuts: the band's highest answer; null for a missing one.
[[nodiscard]] Json to_json(const Reference& reference, const Programme& programme);

/// Throws InputError with the place. `programme` has its questionnaire and encoding.
[[nodiscard]] Reference read_reference(const JsonPlace& place, const Programme& programme);

/// {"shown":false,"changes":[{"question":"stable_job","from":"no","to":"yes"},{"question":"income","rise_percent":25}]}
[[nodiscard]] Json to_json(const WhatWouldHelp& help, const Questionnaire& questionnaire);

/// Throws InputError with the place.
[[nodiscard]] WhatWouldHelp read_what_would_help(const JsonPlace& place, const Questionnaire& questionnaire);

}  // namespace prescore
