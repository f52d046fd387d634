// What a command says on standard error when it has read rows: a summary, and warnings that are never silenced.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>

#include "applicants/training_rows.hpp"
#include "prescore/policy.hpp"
#include "prescore/questionnaire.hpp"
#include "rows/row_stream.hpp"

namespace prescore {

struct SummaryOptions {
  bool quiet = false;
  bool strict = false;
};

/// Adds --quiet and --strict.
void add_summary_options(CLI::App& command, SummaryOptions& options);

class Summary {
 public:
  explicit Summary(const SummaryOptions& options) : options_(options) {}

  /// A line, unless --quiet is given.
  void say(const std::string& text) const;
  /// A line that --quiet does not silence.
  void warn(const std::string& text);

  /// What became of the rows of a file that were decided by a programme of this stage.
  void describe(const StreamCounts& counts, const Questionnaire& questionnaire, Stage stage);

  /// The rows of a file whose outcome is known. Warns if there are few of an outcome.
  void describe(const TrainingCounts& counts, const Questionnaire& questionnaire);

  /// Throws InputError if --strict is given and there was a warning. Called before anything is written.
  void require_no_warning() const;

 private:
  void describe_issues(const IssueCounts& issues, std::uint64_t rows, const Questionnaire& questionnaire);

  SummaryOptions options_;
  std::uint64_t warnings_ = 0;
};

/// "412 of 1000 rows (41.2 %)"
[[nodiscard]] std::string share_text(std::uint64_t part, std::uint64_t rows);

/// Throws InputError with the causes if all rows of the window were left out. `source` names the file.
void require_usable_rows(const TrainingCounts& counts, const std::string& source, const Questionnaire& questionnaire);

}  // namespace prescore
