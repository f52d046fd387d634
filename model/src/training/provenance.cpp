#include "training/provenance.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "base/version.hpp"
#include "judging/metrics.hpp"
#include "training/drift_report.hpp"
#include "training/level_report.hpp"
#include "training/training_settings.hpp"

namespace prescore {
namespace {

/// The share of defaulters that the suggested cut-off refuses on rows that were not seen. The programme promises 0.70
/// in a month to come: two standard errors of a recall among some two thousand defaulters are 0.02, and another month,
/// with another level, takes some more.
constexpr double kRecallSuggested = 0.75;

/// A month is judged by itself if it has so many rows of each outcome.
constexpr std::uint64_t kFewestJudged = 50;

/// The last month that can be judged by itself and whose outcomes are known.
std::optional<std::size_t> find_judged_month(const MonthTable& table, const Calibration& calibration) {
  for (std::size_t index = table.months().size() - calibration.level.immature; index-- > 0;) {
    const Month& month = table.months()[index];
    if (std::min(month.defaults, month.rows - month.defaults) >= kFewestJudged) return index;
  }
  return std::nullopt;
}

/// The honest figures of a run that has no other data.
Json judge_held_out(const HeldOutRows& held_out, const Calibration& calibration, const PdTable& table) {
  const auto all = held_out.scored_outcomes(table);
  Json json{{"all", summarise(all)}};
  const std::optional<std::size_t> month = find_judged_month(held_out.months(), calibration);
  if (month) {
    json["latest_month"] = summarise(held_out.scored_outcomes(table, month));
    json["latest_month"]["month"] = iso(held_out.months().months()[*month]);
  }
  const auto recent = month ? held_out.scored_outcomes(table, month) : all;
  if (count_defaults(recent) > 0) {
    const auto cut_off = cut_off_for_recall(recent, kRecallSuggested);
    if (cut_off) json["at_suggested_cut_off"] = judge_cut_off(recent, *cut_off);
  }
  return json;
}

std::size_t count_nodes(const Forest& forest) {
  std::size_t nodes = 0;
  for (const Tree& tree : forest.trees) nodes += tree.nodes.size();
  return nodes;
}

/// The options that no row holds, as "question/option": applicants who choose one are not covered.
Json unseen_options(const Programme& programme) {
  Json unseen = Json::array();
  for (std::size_t index = 0; index < programme.encoding.size(); ++index) {
    const Question& question = programme.questionnaire.questions[index];
    for (std::size_t option = 0; option < question.options.size(); ++option) {
      if (programme.encoding[index].option_codes[option] > 0) continue;
      unseen.push_back(question.id + "/" + question.options[option].id);
    }
  }
  return unseen;
}

}  // namespace

Json describe_run(const TrainingRows& rows, const HeldOutRows& held_out, const Calibration& calibration,
                  const Programme& programme, const ProgrammeFolder& folder, const GrownForest& grown,
                  std::uint64_t seed) {
  const auto defaults = static_cast<std::uint64_t>(std::count(rows.defaulted.begin(), rows.defaulted.end(), 1));
  Json run{{"trainer", "prescore " + std::string(kVersion)},
           {"rows", rows.size()},
           {"rows_left_out", rows.left_out},
           {"distinct_answers", grown.cells.size()},
           {"seed", seed},
           {"settings", to_json(folder.settings, folder.questionnaire)},
           {"options_without_rows", unseen_options(programme)},
           {"nodes", count_nodes(programme.forest)},
           {"calibrated_on", calibrated_on(calibration, held_out.months())},
           {"level", report_level(calibration, held_out.months(), rows.size(), defaults)},
           {"held_out", judge_held_out(held_out, calibration, programme.pd_table)}};
  if (!rows.dates.empty()) {
    const auto [first, latest] = std::minmax_element(rows.dates.begin(), rows.dates.end());
    run["first_application"] = iso(*first);
    run["last_application"] = iso(*latest);
  }
  if (const auto index = score_stability(held_out, rows.size())) run["score_psi_first_to_last_month"] = rounded(*index);
  return run;
}

}  // namespace prescore
