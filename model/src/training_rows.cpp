#include "training_rows.hpp"

#include "files.hpp"
#include "progress.hpp"

namespace prescore {

TrainingRows read_training_rows(const std::filesystem::path& path, const Questionnaire& questionnaire,
                                const OutcomeColumns& outcome_columns, const DateWindow& window) {
  std::ifstream input = open_input(path);
  ApplicantReader reader(input, path.string(), questionnaire, outcome_columns);
  Progress progress("reading", std::filesystem::file_size(path));
  TrainingRows rows;
  rows.values.resize(questionnaire.questions.size());
  ApplicantRow row;
  while (reader.next(row)) {
    progress.show(reader.bytes_read());
    if (!window.contains(row.date)) continue;
    if (row.issue) {
      ++rows.left_out;
      continue;
    }
    for (std::size_t question = 0; question < rows.values.size(); ++question) {
      rows.values[question].push_back(row.applicant.values[question]);
    }
    rows.defaulted.push_back(row.defaulted ? 1 : 0);
    rows.dates.push_back(row.date);
  }
  return rows;
}

}  // namespace prescore
