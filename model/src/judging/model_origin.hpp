// What a model's provenance says about the rows that it was trained on, read with checks: the provenance of a model
// file is free text to every other reader.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "json/json_place.hpp"
#include "json/programme_json.hpp"

namespace prescore {

struct ModelOrigin {
  /// False for a model that was read from a packed file: those carry no provenance.
  bool known = false;
  /// Of the training file, in hexadecimal; empty where it is not known.
  std::string data_sha256;
  /// The days of the first and the last training row; none where they are not known or the rows had no dates.
  std::optional<Date> first;
  std::optional<Date> last;
  /// What grew the trees, as a name for all of them: "random forest" (bagging), "boosted forest" (boosting), or
  /// "forest" where it is not known.
  std::string forest_kind = "forest";
  /// One a question: "falls", "rises" or "free", the direction that the trainer held the risk to.
  std::vector<std::string> directions;
  /// Whether the provenance has the directions; if not, all of them are "free" here.
  bool directions_known = false;
  /// The questions that the programme declares as protected, by index, ascending; none where it declares nothing.
  std::optional<std::vector<std::size_t>> protected_questions;

  /// Whether the period of the training rows is known.
  [[nodiscard]] bool has_period() const noexcept { return first && last; }
  /// Whether a row of this day lies in the period of the training rows. False where that is not known.
  [[nodiscard]] bool in_period(const Date& date) const noexcept {
    return has_period() && date >= *first && date <= *last;
  }
};

/// Reads and checks every entry of the provenance that a report or a model card uses; others are not looked at.
/// Throws InputError with `source` and the JSON path ("M.json, /provenance/rows: ...").
[[nodiscard]] ModelOrigin read_origin(const Model& model, const std::string& source);

}  // namespace prescore
