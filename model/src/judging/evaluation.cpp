#include "judging/evaluation.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "applicants/training_rows.hpp"
#include "base/input_error.hpp"
#include "json/programme_json.hpp"
#include "judging/decisions.hpp"
#include "judging/metrics.hpp"

namespace prescore {
namespace {

struct OutcomeCount {
  std::uint64_t rows = 0;
  std::uint64_t defaults = 0;
};

struct Judged {
  std::vector<ScoredOutcome> with_pd;
  std::array<OutcomeCount, kOutcomeCount> outcomes;
};

Judged judge_rows(const Programme& programme, const TrainingRows& rows) {
  Judged judged;
  const std::vector<BatchDecision> decisions = decide_rows(programme, rows);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto& [choice, pd_ppm] = decisions[row];
    const bool defaulted = rows.defaulted[row] == 1;
    OutcomeCount& outcome = judged.outcomes[static_cast<std::size_t>(choice.outcome)];
    ++outcome.rows;
    outcome.defaults += defaulted ? 1U : 0U;
    if (pd_ppm) judged.with_pd.push_back({*pd_ppm, defaulted});
  }
  return judged;
}

/// The outcomes that a programme of this stage has.
Json describe_outcomes(const Judged& judged, Stage stage) {
  Json json = Json::object();
  for (const Outcome outcome : {approval_of(stage), Outcome::alternative_offer, Outcome::manual_review}) {
    const auto [rows, defaults] = judged.outcomes[static_cast<std::size_t>(outcome)];
    json[std::string(name(outcome))] = {
        {"rows", rows}, {"defaults", defaults}, {"bad_rate", share_json(defaults, rows)}};
  }
  return json;
}

/// The days of the first and last row and the number of rows in the period of the training rows; null where there are
/// no dates, or where the model does not say which period that is.
Json describe_applications(const ModelOrigin& origin, const TrainingRows& rows, std::size_t with_pd) {
  Json json{{"first", nullptr},
            {"last", nullptr},
            {"rows", rows.size()},
            {"left_out", rows.left_out},
            {"not_covered", rows.size() - with_pd},
            {"in_training_period", nullptr}};
  if (rows.dates.empty()) return json;
  const auto [first, last] = std::minmax_element(rows.dates.begin(), rows.dates.end());
  json["first"] = iso(*first);
  json["last"] = iso(*last);
  if (!origin.has_period()) return json;
  json["in_training_period"] =
      std::count_if(rows.dates.begin(), rows.dates.end(), [&](const Date& date) { return origin.in_period(date); });
  return json;
}

}  // namespace

void require_both_outcomes(std::span<const ScoredOutcome> scored_outcomes, const std::string& source) {
  if (scored_outcomes.empty()) throw InputError(source + ": no usable rows between --since and --before");
  const std::uint64_t defaults = count_defaults(scored_outcomes);
  if (defaults > 0 && defaults < scored_outcomes.size()) return;
  throw InputError(source + ": all " + std::to_string(scored_outcomes.size()) + " usable rows in the dates asked for " +
                   (defaults == 0 ? "were repaid" : "defaulted") + "; both outcomes are needed");
}

Json evaluate_model(const Model& model, const std::string& model_name, const NamedStream& data,
                    const std::optional<Date>& since, const LookAtRows& look_at_rows) {
  const ModelOrigin origin = read_origin(model, model_name);
  const TrainingRows rows = read_training_rows(data, model.programme.questionnaire, model.outcome_columns, {since, {}});
  note_left_out(data, rows, model.programme.questionnaire);
  if (look_at_rows) look_at_rows(counts_of(rows));
  require_both_outcomes(judge_rows(model.programme, rows).with_pd, data.name);
  return evaluate_rows(model, origin, rows);
}

Json evaluate_rows(const Model& model, const ModelOrigin& origin, const TrainingRows& rows) {
  const Judged judged = judge_rows(model.programme, rows);
  return {{"programme", model.programme.id},
          {"applications", describe_applications(origin, rows, judged.with_pd.size())},
          {"pd", summarise(judged.with_pd)},
          {"at_cut_off", judge_cut_off(judged.with_pd, model.programme.policy.offers.front().maximum_pd_ppm)},
          {"outcomes", describe_outcomes(judged, model.programme.policy.stage)}};
}

}  // namespace prescore
