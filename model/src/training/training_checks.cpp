#include "training/training_checks.hpp"

#include <algorithm>

#include "base/input_error.hpp"

namespace prescore {
namespace {

/// Fewer rows are not enough to estimate a PD, whatever the settings.
constexpr std::size_t kFewestRows = 100;

std::string in_column(const std::string& data, const Question& question) {
  std::string columns;
  for (const std::string& column : question.columns) columns += (columns.empty() ? "\"" : ", \"") + column + "\"";
  return data + ", column " + columns + ": ";
}

void require_enough_rows(const TrainingRows& rows, const TrainingSettings& settings, const std::string& data) {
  const std::size_t fewest = std::max<std::size_t>(kFewestRows, 2 * std::size_t{settings.leaf_rows});
  if (rows.size() < fewest) {
    throw InputError(data + ": " + std::to_string(rows.size()) + " usable rows; training needs at least " +
                     std::to_string(fewest) + " (" + std::to_string(kFewestRows) +
                     ", and twice \"leaf_rows\" of training.json)");
  }
}

void require_both_outcomes(const TrainingRows& rows, const OutcomeColumns& columns, const std::string& data) {
  const auto defaults = static_cast<std::size_t>(std::count(rows.defaulted.begin(), rows.defaulted.end(), 1));
  if (defaults != 0 && defaults != rows.size()) return;
  throw InputError(data + ", column \"" + columns.target + "\": all " + std::to_string(rows.size()) + " rows " +
                   (defaults == 0 ? "were repaid" : "defaulted") + "; training needs both outcomes");
}

bool is_constant(const std::vector<std::int32_t>& values) {
  return std::all_of(values.begin(), values.end(), [&](std::int32_t value) { return value == values.front(); });
}

void require_differences(const TrainingRows& rows, const Questionnaire& questionnaire, const std::string& data) {
  if (std::all_of(rows.values.begin(), rows.values.end(), is_constant)) {
    throw InputError(data + ": all " + std::to_string(rows.size()) +
                     " rows have the same answers, so nothing separates defaulters from the others");
  }
  for (std::size_t index = 0; index < rows.values.size(); ++index) {
    const auto& values = rows.values[index];
    if (!is_constant(values)) continue;
    const std::string what = values.front() == kMissing ? "it is empty in every row" : "it is the same in every row";
    throw InputError(in_column(data, questionnaire.questions[index]) + what + "; remove the question \"" +
                     questionnaire.questions[index].id + "\" from questionnaire.json");
  }
}

void require_usable_row(const TrainingRows& rows, const Questionnaire& questionnaire, const std::string& data) {
  if (rows.size() > 0) return;
  if (rows.left_out == 0) throw InputError(data + ": no usable rows between --since and --before");
  std::string causes;
  for (const std::string& cause : left_out_causes(rows, questionnaire)) causes += "; " + cause;
  throw InputError(data + ": the questionnaire does not take the answers of any row" + causes);
}

}  // namespace

void require_trainable(const TrainingRows& rows, const ProgrammeFolder& programme, const std::string& data) {
  require_usable_row(rows, programme.questionnaire, data);
  require_both_outcomes(rows, programme.settings.outcome_columns, data);
  require_differences(rows, programme.questionnaire, data);
  require_enough_rows(rows, programme.settings, data);
}

}  // namespace prescore
