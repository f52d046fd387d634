// What the tests of the tool's library share: messages of errors, made-up rows and programmes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "json/json_place.hpp"
#include "support/input_error_of.hpp"
#include "support/random.hpp"
#include "training/programme_folder.hpp"

namespace prescore::test {

/// One made-up applicant in the words of the small programme's data file.
struct MadeUpRow {
  int age = 40;
  int income = 50'000;
  /// Empty where the answer is missing.
  std::string education = "higher";
  std::string stable_job = "yes";
  bool defaulted = false;
  int day = 1;
};

/// People whose risk falls with income and education and rises without a stable job; one education in fifty is
/// missing. The same seed gives the same rows on every machine.
[[nodiscard]] std::vector<MadeUpRow> made_up_rows(std::size_t count, std::uint64_t seed);

/// A data file with the columns that the small programme names, and the outcome columns app_date and default.
[[nodiscard]] std::string csv_of(const std::vector<MadeUpRow>& rows);

/// The JSON of training.json that most tests start from: twelve shallow trees, directions for three questions.
[[nodiscard]] Json small_training_settings();

/// The files of the folder `small-card`: questionnaire.json and policy.json of the small programme, and training.json.
[[nodiscard]] ProgrammeFiles small_programme_files(const Json& settings);

}  // namespace prescore::test
