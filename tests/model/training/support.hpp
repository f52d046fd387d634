// What the trainer's tests share: made-up cells, rows and programmes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "applicants/training_rows.hpp"
#include "support/input_error_of.hpp"
#include "support/random.hpp"
#include "training/programme_folder.hpp"
#include "trees/cells.hpp"

namespace prescore::test {

/// A programme with a number (sum, its risk falls), an ordered choice of four options (grade, its risk rises along
/// them), an unordered one of five (town), and a yes or no (job); missing grades are common.
[[nodiscard]] ProgrammeFolder made_up_programme(Method method);

/// The defaults in a thousand such applicants of `made_up_rows`.
[[nodiscard]] int made_up_risk(std::int32_t sum, std::int32_t grade, std::int32_t town, std::int32_t job);

/// Applicants of January to March 2014 for it, whose risk follows the directions and depends on the town in no order.
[[nodiscard]] TrainingRows made_up_rows(std::size_t count, std::uint64_t seed);

/// How often the score of a forest moves against a direction between neighbouring codes, over every vector of codes.
[[nodiscard]] std::size_t count_broken_directions(const Programme& programme,
                                                  const std::vector<RiskDirection>& directions);

/// The same for each tree alone, over the codes of the features that it asks: no tree breaks a direction, so their sum
/// does not. For forests whose grid is too large.
[[nodiscard]] std::size_t count_broken_directions_by_tree(const Programme& programme,
                                                          const std::vector<RiskDirection>& directions);

}  // namespace prescore::test
