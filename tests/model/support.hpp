// What the tests of the tool's library share: messages of errors, files of a test's own, made-up rows.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "files/files.hpp"
#include "json/json_place.hpp"
#include "support/input_error_of.hpp"
#include "support/random.hpp"

namespace prescore::test {

/// An empty folder of the running test, removed with the object.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  /// Writes a file there and returns its path.
  std::filesystem::path put(const std::string& name, std::string_view content) const;
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

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

/// The folder `small-card` with questionnaire.json, policy.json and training.json of the small programme.
[[nodiscard]] std::filesystem::path put_programme(const Folder& folder, const Json& settings);

}  // namespace prescore::test
