#include "training/provenance.hpp"

#include <algorithm>
#include <string>

#include "base/version.hpp"
#include "judging/metrics.hpp"
#include "training/drift_report.hpp"
#include "training/training_settings.hpp"

namespace prescore {
namespace {

/// The share of defaulters that the suggested cut-off refuses on rows that were not seen. The programme promises 0.70:
/// the rest is two standard errors of a recall among some two thousand defaulters of a month to come.
constexpr double kRecallSuggested = 0.725;

/// The honest figures of a run that has no other data.
Json judge_held_out(const HeldOutRows& held_out, const PdTable& table) {
  const auto recent = held_out.scored_outcomes(table, true);
  Json json{{"all", summarise(held_out.scored_outcomes(table, false))}, {"latest_month", summarise(recent)}};
  if (json["latest_month"]["defaults"] != 0) {
    json["latest_month_at_suggested_cut_off"] = judge_cut_off(recent, cut_off_for_recall(recent, kRecallSuggested));
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
  const auto dates = rows.first_and_last();
  Json run{{"trainer", "prescore " + std::string(kVersion)}};
  if (dates) {
    run["first_application"] = iso(dates->first);
    run["last_application"] = iso(dates->second);
  }
  run["rows"] = rows.size();
  run["rows_left_out"] = rows.left_out;
  run["distinct_answers"] = grown.cells.size();
  run["seed"] = seed;
  run["settings"] = to_json(folder.settings, folder.questionnaire);
  run["options_without_rows"] = unseen_options(programme);
  run["nodes"] = count_nodes(programme.forest);
  run["calibrated_on"] = dates ? iso_month(dates->second) : "all rows";
  run["drift"] = report_drift(
      rows, [&](std::size_t row) { return held_out.log_odds_of(row); }, calibration);
  run["held_out"] = judge_held_out(held_out, programme.pd_table);
  return run;
}

}  // namespace prescore
