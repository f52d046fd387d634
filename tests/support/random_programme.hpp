// Valid programmes of every shape, from a seed.
#pragma once

#include "prescore/programme.hpp"
#include "support/random.hpp"

namespace prescore::test {

/// A programme that `check` accepts: 1 to 32 questions of both kinds, up to 12 trees of up to 60 splits.
[[nodiscard]] Programme random_programme(Random& random);

/// Gives a random programme's questionnaire missing words, a file format, several columns and rows of cells, and
/// options that mean any other value.
void vary_data(Random& random, Questionnaire& questionnaire);

/// Has the bank answer some of the questions, or none.
void vary_sources(Random& random, Programme& programme);

/// For each question any code that `programme` can give, the missing one included.
[[nodiscard]] Features random_features(const Programme& programme, Random& random);

/// Any applicant whose values lie in the questions' ranges; one answer in ten is missing.
[[nodiscard]] Applicant random_applicant(const Programme& programme, Random& random);

/// Any applicant whose answers the training data held, as `programme` says.
[[nodiscard]] Applicant random_covered_applicant(const Programme& programme, Random& random);

}  // namespace prescore::test
