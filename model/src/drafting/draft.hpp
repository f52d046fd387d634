// A programme to start from, made from the description of a data file.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/named_text.hpp"
#include "drafting/draft_columns.hpp"

namespace prescore {

struct DraftOptions {
  /// What the user stated when the file was described.
  DescribeOptions stated;
  /// The column of the day of the application; without it, the likeliest one, if there is any.
  std::optional<std::string> date;
  /// Columns that are asked although they may be known only after the outcome.
  std::vector<std::string> kept;
};

/// The outcome of the programme.
struct DraftOutcome {
  std::size_t target = 0;
  OutcomeWords words;
  std::optional<std::size_t> date;
};

struct Draft {
  /// questionnaire.json, policy.json, training.json, texts/en.json, texts/ru.json, with names relative to the folder.
  std::vector<NamedText> files;
  DraftOutcome outcome;
  DraftColumns columns;
  /// Words of the file that the programme takes as missing, besides the built-in ones.
  std::vector<std::string> missing_words;
  /// The highest PD of the programme's own product.
  double cut_off = 0.0;
};

/// Fewer rows with an outcome are not enough for a model.
inline constexpr std::uint64_t kFewestRowsToDraft = 100;

/// `file` was described with the target that the user named. Throws InputError, with every error at once, if the
/// outcome is not known (its values are listed), a named column does not exist, there are fewer than kFewestRowsToDraft
/// rows with an outcome or only one outcome, the file has no header, or no column can be asked.
[[nodiscard]] Draft make_draft(const FileDescription& file, const DraftOptions& options);

/// What was decided and what to look at, for people. `folder` is where the programme is written.
[[nodiscard]] std::string draft_report(const Draft& draft, const FileDescription& file, const std::string& folder);

}  // namespace prescore
