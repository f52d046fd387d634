// A model and applications whose outcome is known -> a policy with another cut-off.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "applicants/training_rows.hpp"
#include "json/programme_json.hpp"
#include "judging/cut_off_choice.hpp"

namespace prescore {

struct PolicyRequest {
  /// The model's name in messages.
  std::string model_name;
  /// The policy to start from; without it, the model's own.
  std::optional<NamedText> policy;
  DateWindow window;
  std::optional<CutOffTarget> target;
  /// Whose cut-off is chosen; without it, the first offer's.
  std::optional<std::string> offer;
  LookAtRows look_at_rows;
};

struct PolicyChoice {
  /// The model with the new policy; its provenance says how the cut-off was chosen.
  Model model;
  std::size_t offer = 0;
  /// The applicants who are eligible for the offer and have a PD; empty without data.
  std::vector<ScoredOutcome> scored_outcomes;
  /// The trade-off over them; empty without data.
  std::vector<CutOff> cut_offs;
  /// The results of the new policy's own cut-off, whether or not an applicant has that PD; none without data.
  std::optional<CutOff> at_cut_off;
  /// The dates and number of these applications; the dates are null where the rows have none. Null without data.
  Json applications;
};

/// Chooses on `data`. If `data` is null, nothing is chosen: the policy is only checked against the model. Throws
/// InputError: one outcome only, an offer that does not exist or takes any risk, a target that no cut-off meets, a
/// policy that would contradict itself.
[[nodiscard]] PolicyChoice choose_policy(Model model, const PolicyRequest& request, const TrainingData* data);

/// `policy` with another cut-off for one offer. Throws InputError, naming both offers, where a safer offer would take
/// less risk than one before it.
[[nodiscard]] Policy with_maximum_pd(Policy policy, std::size_t offer, std::int32_t maximum_pd_ppm);

}  // namespace prescore
