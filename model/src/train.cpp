#include "train.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "binning.hpp"
#include "calibration.hpp"
#include "files.hpp"
#include "forest_trainer.hpp"
#include "input_error.hpp"
#include "metrics.hpp"
#include "training_rows.hpp"
#include "training_settings.hpp"
#include "version.hpp"

namespace prescore {
namespace {

/// The share of defaulters that the suggested cut-off refuses: the programme cannot afford defaults.
constexpr double kRecallSuggested = 0.70;

Json read_settings_file(const std::filesystem::path& programme, const char* name) {
  return read_json_file(programme / name);
}

void require_trainable(const TrainingRows& rows, const std::filesystem::path& data) {
  if (rows.size() == 0) throw InputError(data.string() + ": no usable row lies in the dates asked for");
  const auto defaults = static_cast<std::size_t>(std::count(rows.defaulted.begin(), rows.defaulted.end(), 1));
  if (defaults != 0 && defaults != rows.size()) return;
  throw InputError(data.string() + ": all " + std::to_string(rows.size()) + " rows " +
                   (defaults == 0 ? "were repaid" : "defaulted") + "; training needs both outcomes");
}

void require_values(const TrainingRows& rows, const Questionnaire& questionnaire, const std::filesystem::path& data) {
  for (std::size_t index = 0; index < rows.values.size(); ++index) {
    const auto& values = rows.values[index];
    if (std::any_of(values.begin(), values.end(), [](std::int32_t value) { return value != kMissing; })) continue;
    throw InputError(data.string() + ", column \"" + questionnaire.questions[index].columns.front() +
                     "\": it is empty in every row");
  }
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

/// Rows with at least one out-of-bag tree, on the scale of the whole forest; `month` limits them to its rows.
std::vector<ScoredRow> out_of_bag_rows(const TrainingRows& rows, const GrownForest& grown,
                                       const std::optional<Date>& month) {
  std::vector<ScoredRow> scored;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::uint32_t trees = grown.out_of_bag_trees[row];
    if (trees == 0 || (month && !same_month(rows.dates[row], *month))) continue;
    const double mean = static_cast<double>(grown.out_of_bag_sum[row]) / trees;
    scored.push_back({mean * static_cast<double>(grown.trees.size()), rows.defaulted[row] == 1});
  }
  return scored;
}

std::vector<Outturn> outturns_of(const std::vector<ScoredRow>& rows, const PdTable& table) {
  std::vector<Outturn> outturns;
  outturns.reserve(rows.size());
  for (const ScoredRow& row : rows) {
    outturns.push_back({table.pd_ppm(static_cast<std::int32_t>(std::lround(row.score))), row.defaulted});
  }
  return outturns;
}

/// What the trees say of rows that they did not see: the honest figures of a run that has no other data.
Json judge_out_of_bag(const TrainingRows& rows, const GrownForest& grown, const PdTable& table, const Date& latest) {
  const auto all = outturns_of(out_of_bag_rows(rows, grown, std::nullopt), table);
  const auto recent = outturns_of(out_of_bag_rows(rows, grown, latest), table);
  Json json{{"all", summarise(all)}, {"latest_month", summarise(recent)}};
  if (json["latest_month"]["defaults"] != 0) {
    json["latest_month_at_suggested_cut_off"] = judge_cut_off(recent, cut_off_for_recall(recent, kRecallSuggested));
  }
  return json;
}

std::vector<bool> missing_seen_in(const Encoding& encoding) {
  std::vector<bool> seen;
  for (const FeatureEncoding& feature : encoding) seen.push_back(feature.missing_seen);
  return seen;
}

}  // namespace

Model train(const TrainingRequest& request) {
  const Json questionnaire = read_settings_file(request.programme, "questionnaire.json");
  const Json policy = read_settings_file(request.programme, "policy.json");
  Model model;
  Programme& programme = model.programme;
  programme.id = std::filesystem::canonical(request.programme).filename().string();
  programme.questionnaire = read_questionnaire({questionnaire, (request.programme / "questionnaire.json").string()});
  programme.policy = read_policy({policy, (request.programme / "policy.json").string()}, programme.questionnaire);
  const TrainingSettings settings =
      read_training_settings(request.programme / "training.json", programme.questionnaire);
  model.outcome_columns = settings.outcome_columns;

  const TrainingRows rows =
      read_training_rows(request.data, programme.questionnaire, settings.outcome_columns, {{}, request.before});
  require_trainable(rows, request.data);
  require_values(rows, programme.questionnaire, request.data);

  programme.encoding = bin_values(rows, programme.questionnaire);
  const Cells cells = find_cells(rows, programme.questionnaire, programme.encoding);
  const GrownForest grown =
      grow_forest(cells, rows.defaulted, settings, missing_seen_in(programme.encoding), request.seed, request.threads);
  programme.forest = {kLeafScale, grown.trees};
  drop_unused_cuts(programme);

  const auto [first, latest] = std::minmax_element(rows.dates.begin(), rows.dates.end());
  const auto recent = out_of_bag_rows(rows, grown, *latest);
  programme.pd_table =
      calibrate(recent.empty() ? out_of_bag_rows(rows, grown, std::nullopt) : recent, programme.forest);
  model.provenance = {{"trainer", "prescore " + std::string(kVersion)},
                      {"data_sha256", sha256_of_file(request.data)},
                      {"first_application", iso(*first)},
                      {"last_application", iso(*latest)},
                      {"rows", rows.size()},
                      {"rows_left_out", rows.left_out},
                      {"distinct_answers", cells.size()},
                      {"seed", request.seed},
                      {"settings", to_json(settings, programme.questionnaire)},
                      {"calibrated_on", iso_month(*latest)},
                      {"out_of_bag", judge_out_of_bag(rows, grown, programme.pd_table, *latest)}};
  require_valid(programme, request.programme.string());
  return model;
}

}  // namespace prescore
