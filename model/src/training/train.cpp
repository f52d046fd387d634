#include "training/train.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <vector>

#include "base/input_error.hpp"
#include "base/version.hpp"
#include "files/files.hpp"
#include "judging/metrics.hpp"
#include "training/calibration.hpp"
#include "training/drift_report.hpp"
#include "training/reference.hpp"
#include "training/size_search.hpp"
#include "training/training_checks.hpp"
#include "trees/binning.hpp"

namespace prescore {
namespace {

/// The share of defaulters that the suggested cut-off refuses on rows that were not seen. The programme promises 0.70:
/// the rest is two standard errors of a recall among some two thousand defaulters of a month to come.
constexpr double kRecallSuggested = 0.725;

constexpr double kDaysAMonth = 30.0;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Keeps only the cuts that a split uses, so that the model holds no more than it decides with.
void drop_unused_cuts(Programme& programme) {
  for (std::size_t feature = 0; feature < programme.encoding.size(); ++feature) {
    std::vector<std::int32_t>& cuts = programme.encoding[feature].cuts;
    std::set<std::size_t> used;
    const auto for_each_split = [&](auto use) {
      for (Tree& tree : programme.forest.trees) {
        for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
          if (!tree.is_leaf(index) && tree.nodes[index].feature == feature) use(tree.nodes[index]);
        }
      }
    };
    if (cuts.empty()) continue;
    for_each_split([&](const Node& node) { used.insert(static_cast<std::size_t>(node.first) + node.span); });
    for_each_split([&](Node& node) {
      const auto place = std::distance(used.begin(), used.find(static_cast<std::size_t>(node.first) + node.span));
      node.span = static_cast<std::uint8_t>(place + 1 - node.first);
    });
    std::vector<std::int32_t> kept;
    kept.reserve(used.size());
    for (const std::size_t last : used) kept.push_back(cuts[last - 1]);
    cuts = std::move(kept);
  }
}

bool same_month(const Date& a, const Date& b) { return a.year() == b.year() && a.month() == b.month(); }

/// The training rows with what trees that did not see them say.
class HeldOutRows {
 public:
  HeldOutRows(const TrainingRows& rows, const Cells& cells, const JudgedForest& judged, Method method)
      : rows_(rows),
        cells_(cells),
        judged_(judged),
        method_(method),
        latest_(*std::max_element(rows.dates.begin(), rows.dates.end())) {}

  [[nodiscard]] const Date& latest() const noexcept { return latest_; }

  /// NaN where every tree saw the row.
  [[nodiscard]] double score(std::size_t row) const {
    return judged_.held_out[cells_.cell_of_row[row]][rows_.defaulted[row]];
  }

  [[nodiscard]] double log_odds_of(std::size_t row) const {
    const double held_out = score(row);
    return std::isnan(held_out) ? held_out : log_odds(held_out, judged_.forest, method_);
  }

  void for_each(const std::function<void(const ScoredRow&)>& use) const {
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const double value = log_odds_of(row);
      if (std::isnan(value)) continue;
      const auto days = std::chrono::sys_days(rows_.dates[row]) - std::chrono::sys_days(latest_);
      use({value, static_cast<double>(days.count()) / kDaysAMonth, rows_.defaulted[row] == 1});
    }
  }

  [[nodiscard]] std::vector<Outturn> outturns(const PdTable& table, bool latest_month_only) const {
    std::vector<Outturn> outturns;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const double held_out = score(row);
      if (std::isnan(held_out) || (latest_month_only && !same_month(rows_.dates[row], latest_))) continue;
      outturns.push_back({table.pd_ppm(static_cast<std::int32_t>(std::lround(held_out))), rows_.defaulted[row] == 1});
    }
    return outturns;
  }

 private:
  const TrainingRows& rows_;
  const Cells& cells_;
  const JudgedForest& judged_;
  Method method_;
  Date latest_;
};

/// The honest figures of a run that has no other data.
Json judge_held_out(const HeldOutRows& held_out, const PdTable& table) {
  const auto recent = held_out.outturns(table, true);
  Json json{{"all", summarise(held_out.outturns(table, false))}, {"latest_month", summarise(recent)}};
  if (json["latest_month"]["defaults"] != 0) {
    json["latest_month_at_suggested_cut_off"] = judge_cut_off(recent, cut_off_for_recall(recent, kRecallSuggested));
  }
  return json;
}

void require_splits(const Forest& forest, const std::string& source) {
  if (std::any_of(forest.trees.begin(), forest.trees.end(), [](const Tree& tree) { return tree.depth > 0; })) return;
  throw InputError(source + "/training.json: no tree found a split, because no answer tells defaulters from repayers " +
                   "or \"leaf_rows\" is too large for these data");
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

Json describe_run(const TrainingRows& rows, const Cells& cells, const Programme& programme,
                  const ProgrammeFolder& folder, const TrainingRun& run) {
  const auto [first, latest] = std::minmax_element(rows.dates.begin(), rows.dates.end());
  return {{"trainer", "prescore " + std::string(kVersion)},
          {"first_application", iso(*first)},
          {"last_application", iso(*latest)},
          {"rows", rows.size()},
          {"rows_left_out", rows.left_out},
          {"distinct_answers", cells.size()},
          {"seed", run.seed},
          {"settings", to_json(folder.settings, folder.questionnaire)},
          {"options_without_rows", unseen_options(programme)},
          {"nodes", count_nodes(programme.forest)}};
}

}  // namespace

Model train_on_rows(const ProgrammeFolder& folder, const TrainingRows& rows, const TrainingRun& run, double* trees_s) {
  Model model;
  Programme& programme = model.programme;
  programme.id = folder.id;
  programme.questionnaire = folder.questionnaire;
  programme.policy = folder.policy;
  model.outcome_columns = folder.settings.outcome_columns;
  programme.encoding = bin_values(rows, programme.questionnaire, folder.settings);

  const auto start = std::chrono::steady_clock::now();
  const Cells cells = find_cells(rows, programme.questionnaire, programme.encoding);
  const JudgedForest judged = train_judged_forest(cells, count_outcomes(cells, rows), folder.settings, run);
  if (trees_s != nullptr) *trees_s = seconds_since(start);
  require_splits(judged.forest, folder.source);
  programme.forest = judged.forest;
  drop_unused_cuts(programme);

  const Method method = folder.settings.method;
  const HeldOutRows held_out(rows, cells, judged, method);
  const Calibration calibration = calibrate([&](const auto& use) { held_out.for_each(use); });
  programme.pd_table =
      lay_down(calibration, programme.forest, [&](double score) { return log_odds(score, judged.forest, method); });
  programme.reference = choose_reference(rows, cells, programme);
  model.provenance = describe_run(rows, cells, programme, folder, run);
  model.provenance["calibrated_on"] = iso_month(held_out.latest());
  model.provenance["drift"] = report_drift(
      rows, [&](std::size_t row) { return held_out.log_odds_of(row); }, calibration);
  model.provenance["held_out"] = judge_held_out(held_out, programme.pd_table);
  require_valid(programme, folder.source);
  return model;
}

TrainingRows read_rows(const TrainingRequest& request, const ProgrammeFolder& folder) {
  if (request.since && request.before && *request.since >= *request.before) {
    throw InputError("--since " + iso(*request.since) + " is not earlier than --before " + iso(*request.before) +
                     ", so no application lies between them");
  }
  TrainingRows rows = read_training_rows(request.data, folder.questionnaire, folder.settings.outcome_columns,
                                         {request.since, request.before});
  require_trainable(rows, folder, request.data.string());
  return rows;
}

Model train(const TrainingRequest& request, TrainingTimes* times) {
  ProgrammeFolder folder = read_programme_folder(request.programme);
  const auto start = std::chrono::steady_clock::now();
  const TrainingRows rows = read_rows(request, folder);
  const double reading_s = seconds_since(start);

  const TrainingRun run{request.seed, request.threads, true};
  Json search;
  if (request.search) search = search_size(folder, rows, run);
  double trees_s = 0.0;
  Model model = train_on_rows(folder, rows, run, &trees_s);
  model.provenance["data_sha256"] = sha256_of_file(request.data);
  if (request.search) model.provenance["search"] = std::move(search);
  if (times != nullptr) *times = {reading_s, trees_s};
  return model;
}

}  // namespace prescore
