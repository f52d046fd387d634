#include "judging/policy_choice.hpp"

#include <algorithm>
#include <utility>

#include "base/input_error.hpp"
#include "judging/decisions.hpp"
#include "judging/evaluation.hpp"
#include "judging/metrics.hpp"
#include "prescore/evaluate.hpp"

namespace prescore {
namespace {

double as_share(std::int32_t ppm) { return static_cast<double>(ppm) / kWholePpm; }

std::size_t find_offer(const Policy& policy, const std::string& id) {
  const auto& offers = policy.offers;
  const auto found = std::find_if(offers.begin(), offers.end(), [&](const Offer& offer) { return offer.id == id; });
  if (found != offers.end()) return static_cast<std::size_t>(found - offers.begin());
  std::string known;
  for (const Offer& offer : offers) known += (known.empty() ? "" : ", ") + offer.id;
  throw InputError("the policy has no offer \"" + id + "\"; it has: " + known);
}

/// The applicants whom this offer's cut-off decides about: eligible for it, with a PD.
std::vector<ScoredOutcome> scored_outcomes_for(const Programme& programme, const TrainingRows& rows,
                                               std::size_t offer) {
  std::vector<ScoredOutcome> scored_outcomes;
  const std::vector<BatchDecision> decisions = decide_rows(programme, rows);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const bool eligible = ((find_eligibility(programme.policy, applicant_of(rows, row)).offers >> offer) & 1U) != 0;
    const auto& pd_ppm = decisions[row].pd_ppm;
    if (eligible && pd_ppm) scored_outcomes.push_back({*pd_ppm, rows.defaulted[row] == 1});
  }
  return scored_outcomes;
}

void read_table(const PolicyRequest& request, const TrainingData& data, PolicyChoice& choice) {
  const Programme& programme = choice.model.programme;
  const TrainingRows rows =
      read_training_rows(data.rows, programme.questionnaire, choice.model.outcome_columns, request.window);
  note_left_out(data.rows, rows, programme.questionnaire);
  if (request.look_at_rows) request.look_at_rows(counts_of(rows));
  choice.scored_outcomes = scored_outcomes_for(programme, rows, choice.offer);
  require_both_outcomes(choice.scored_outcomes, data.rows.name);
  choice.cut_offs = trade_off(choice.scored_outcomes);
  choice.applications = {
      {"first", nullptr}, {"last", nullptr}, {"rows", choice.scored_outcomes.size()}, {"data_sha256", data.sha256}};
  if (rows.dates.empty()) return;
  const auto [first, last] = std::minmax_element(rows.dates.begin(), rows.dates.end());
  choice.applications["first"] = iso(*first);
  choice.applications["last"] = iso(*last);
}

void apply_target(const CutOffTarget& target, PolicyChoice& choice) {
  Programme& programme = choice.model.programme;
  if (choice.offer + 1 == programme.policy.offers.size()) {
    throw InputError("the last offer, \"" + programme.policy.offers[choice.offer].id +
                     "\", takes any risk, so that nobody is left without one; choose the cut-off of another");
  }
  const CutOff chosen = choose_cut_off(choice.cut_offs, target);
  if (chosen.maximum_pd_ppm <= 0) {
    throw InputError(
        "no cut-off is chosen: it would be a PD of 0, which refuses nobody whose PD the model rounds to 0; " +
        std::string("ask for another share or look at the PDs of this model first"));
  }
  programme.policy = with_maximum_pd(programme.policy, choice.offer, chosen.maximum_pd_ppm);
  if (!choice.model.provenance.is_object()) return;
  choice.model.provenance["policy"] = {{"offer", programme.policy.offers[choice.offer].id},
                                       {"target", describe(target)},
                                       {"maximum_pd", as_share(chosen.maximum_pd_ppm)},
                                       {"recall_of_defaulters", rounded(chosen.recall())},
                                       {"approval_rate", rounded(chosen.approval_rate())},
                                       {"bad_rate", rounded(chosen.bad_rate())},
                                       {"applications", choice.applications}};
}

std::int32_t present_cut_off(const PolicyChoice& choice) {
  return choice.model.programme.policy.offers[choice.offer].maximum_pd_ppm;
}

}  // namespace

Policy with_maximum_pd(Policy policy, std::size_t offer, std::int32_t maximum_pd_ppm) {
  auto& offers = policy.offers;
  offers[offer].maximum_pd_ppm = maximum_pd_ppm;
  for (std::size_t index = 1; index < offers.size(); ++index) {
    const Offer& riskier = offers[index - 1];
    const Offer& safer = offers[index];
    if (riskier.maximum_pd_ppm <= safer.maximum_pd_ppm) continue;
    throw InputError("the policy would contradict itself: \"" + riskier.id + "\" would take a PD up to " +
                     Json(as_share(riskier.maximum_pd_ppm)).dump() + ", more than the safer \"" + safer.id +
                     "\" with " + Json(as_share(safer.maximum_pd_ppm)).dump() +
                     "; choose the cut-off of the other one first");
  }
  return policy;
}

PolicyChoice choose_policy(Model model, const PolicyRequest& request, const TrainingData* data) {
  PolicyChoice choice;
  choice.model = std::move(model);
  Programme& programme = choice.model.programme;
  if (request.policy) {
    const Json document = read_json(*request.policy);
    programme.policy = read_policy({document, request.policy->name}, programme.questionnaire, programme.id);
    require_valid(programme, request.policy->name);
    // The provenance says how the old cut-off was chosen. This one was not chosen that way.
    if (choice.model.provenance.is_object()) choice.model.provenance.erase("policy");
  }
  if (request.offer) choice.offer = find_offer(programme.policy, *request.offer);
  if (data == nullptr) return choice;
  read_table(request, *data, choice);
  if (request.target) apply_target(*request.target, choice);
  choice.at_cut_off = at_cut_off(choice.scored_outcomes, present_cut_off(choice));
  require_valid(programme, request.model_name);
  return choice;
}

}  // namespace prescore
