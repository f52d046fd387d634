// Approval by the answers to protected questions.

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "applicants/protected_names.hpp"
#include "judging/metrics.hpp"
#include "report/parts/report_parts.hpp"
#include "report/statistics/stability.hpp"

namespace prescore {
namespace {

/// The first age of each band after the first.
constexpr std::array<std::int32_t, 5> kAgeBands = {25, 35, 45, 55, 65};
/// A number in years with a maximum up to here is an age, not a calendar year.
constexpr std::int32_t kHighestAge = 130;
/// Other numbers are divided into as many groups of about equal size.
constexpr std::size_t kFifths = 5;
/// Approval rates of groups with fewer applicants are shown but not compared: their intervals span a third and more.
constexpr std::uint64_t kFewestToCompare = 30;
/// The rule of thumb below which fairness reviews ask for reasons.
constexpr double kFourFifths = 0.8;
struct AnswerGroup {
  std::string name;
  std::uint64_t rows = 0;
  std::uint64_t defaults = 0;
  std::uint64_t approved = 0;
  std::uint64_t approved_defaulters = 0;
  /// Of the rows with a PD.
  std::vector<ScoredOutcome> scored_outcomes;

  [[nodiscard]] double approval_rate() const noexcept { return share_of(approved, rows); }
  [[nodiscard]] bool is_compared() const noexcept { return rows >= kFewestToCompare; }
};

bool looks_protected(const Question& question) {
  return suggests_protected_trait(question.id) ||
         std::any_of(question.columns.begin(), question.columns.end(), suggests_protected_trait);
}

std::string age_band_name(std::size_t band) {
  if (band == 0) return "under " + std::to_string(kAgeBands.front());
  if (band == kAgeBands.size()) return std::to_string(kAgeBands.back()) + " and over";
  return std::to_string(kAgeBands[band - 1]) + " to " + std::to_string(kAgeBands[band] - 1);
}

/// Which group an answer belongs to. The last group is that of missing answers.
struct Grouping {
  std::vector<std::string> names;
  std::map<std::int32_t, std::size_t> group_of_answer;
};

Grouping group_ages(const std::map<std::int32_t, std::size_t>& counts) {
  Grouping grouping;
  for (std::size_t band = 0; band <= kAgeBands.size(); ++band) grouping.names.push_back(age_band_name(band));
  for (const auto& [age, rows] : counts) {
    const auto* const place = std::upper_bound(kAgeBands.begin(), kAgeBands.end(), age);
    grouping.group_of_answer[age] = static_cast<std::size_t>(place - kAgeBands.begin());
  }
  return grouping;
}

Grouping group_fifths(const std::map<std::int32_t, std::size_t>& counts, const Question& question) {
  std::size_t all = 0;
  for (const auto& [answer, rows] : counts) all += rows;
  Grouping grouping;
  std::size_t before = 0;
  std::size_t last_fifth = kFifths;
  std::int32_t low = 0;
  for (const auto& [answer, rows] : counts) {
    const std::size_t fifth = before * kFifths / all;
    if (fifth != last_fifth) {
      grouping.names.emplace_back();
      low = answer;
    }
    last_fifth = fifth;
    grouping.names.back() = answers_text(low, answer, question);
    grouping.group_of_answer[answer] = grouping.names.size() - 1;
    before += rows;
  }
  return grouping;
}

Grouping group_answers_of(const Question& question, const std::vector<std::int32_t>& answers) {
  std::map<std::int32_t, std::size_t> counts;
  for (const std::int32_t answer : answers) {
    if (answer != kMissing) ++counts[answer];
  }
  Grouping grouping;
  if (question.kind == QuestionKind::choice) {
    for (std::size_t option = 0; option < question.options.size(); ++option) {
      grouping.names.push_back(question.options[option].id);
      grouping.group_of_answer[static_cast<std::int32_t>(option)] = option;
    }
  } else {
    const bool is_age = question.unit == "year" && question.decimals == 0 && question.maximum <= kHighestAge;
    grouping = is_age ? group_ages(counts) : group_fifths(counts, question);
  }
  grouping.group_of_answer[kMissing] = grouping.names.size();
  grouping.names.emplace_back("missing");
  return grouping;
}

/// The groups that hold applicants, in the order of the answers.
std::vector<AnswerGroup> count_groups(const Judgement& judgement, std::size_t question) {
  const JudgedRows& judged = judgement.judged;
  const std::vector<std::int32_t>& answers = judged.rows.values[question];
  const Grouping grouping = group_answers_of(judgement.programme().questionnaire.questions[question], answers);
  std::vector<AnswerGroup> groups;
  for (const std::string& group : grouping.names) groups.push_back({group});
  for (std::size_t row = 0; row < answers.size(); ++row) {
    AnswerGroup& group = groups[grouping.group_of_answer.at(answers[row])];
    const bool defaulted = judged.rows.defaulted[row] == 1;
    ++group.rows;
    group.defaults += defaulted ? 1U : 0U;
    group.approved += judgement.approved[row] ? 1U : 0U;
    group.approved_defaulters += judgement.approved[row] && defaulted ? 1U : 0U;
  }
  for (std::size_t index = 0; index < judged.covered.size(); ++index) {
    AnswerGroup& group = groups[grouping.group_of_answer.at(answers[judged.covered.rows[index]])];
    group.scored_outcomes.push_back(judged.covered.scored_outcomes[index]);
  }
  std::erase_if(groups, [](const AnswerGroup& group) { return group.rows == 0; });
  return groups;
}

Json group_json(const AnswerGroup& group, double highest_rate) {
  const Json summary = summarise_group(group.scored_outcomes);
  const bool compared = group.is_compared() && highest_rate > 0.0;
  const Json bad_rate_interval =
      group.approved == 0 ? Json(nullptr) : to_json(wilson_interval(group.approved_defaulters, group.approved));
  return {{"group", group.name},
          {"rows", group.rows},
          {"approved", group.approved},
          {"approval_rate", rounded(group.approval_rate())},
          {"approval_interval", to_json(wilson_interval(group.approved, group.rows))},
          {"ratio_to_highest", compared ? Json(rounded(group.approval_rate() / highest_rate)) : Json(nullptr)},
          {"base_rate", share_json(group.defaults, group.rows)},
          {"bad_rate", share_json(group.approved_defaulters, group.approved)},
          {"bad_rate_interval", bad_rate_interval},
          {"mean_pd", summary["mean_pd"]},
          {"auroc", summary["auroc"]}};
}

/// Whether the approval rates of all groups together differ by more than chance (Pearson's chi-squared test, 95 %).
bool differ_beyond_chance(const std::vector<AnswerGroup>& groups) {
  double rows = 0.0;
  double approved = 0.0;
  for (const AnswerGroup& group : groups) {
    rows += static_cast<double>(group.rows);
    approved += static_cast<double>(group.approved);
  }
  const double share = approved / rows;
  if (share <= 0.0 || share >= 1.0) return false;
  double sum = 0.0;
  for (const AnswerGroup& group : groups) {
    const auto count = static_cast<double>(group.rows);
    const double surplus = static_cast<double>(group.approved) - share * count;
    sum += surplus * surplus / (count * share * (1.0 - share));
  }
  return sum > chi_squared_95(groups.size() - 1);
}

/// The lowest approval rate beside the highest; null where fewer than two groups are large enough to compare.
Json comparison_json(std::vector<AnswerGroup> groups) {
  std::erase_if(groups, [](const AnswerGroup& group) { return !group.is_compared(); });
  if (groups.size() < 2) return nullptr;
  const auto [lowest, highest] = std::minmax_element(
      groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.approval_rate() < b.approval_rate(); });
  if (highest->approved == 0) return nullptr;
  const double ratio = lowest->approval_rate() / highest->approval_rate();
  return {{"lowest", lowest->name},
          {"highest", highest->name},
          {"ratio", rounded(ratio)},
          {"below_four_fifths", ratio < kFourFifths},
          {"beyond_chance", differ_beyond_chance(groups)}};
}

Json table_json(const Judgement& judgement, std::size_t index, bool declared) {
  const std::vector<AnswerGroup> groups = count_groups(judgement, index);
  double highest_rate = 0.0;
  for (const AnswerGroup& group : groups) {
    if (group.is_compared()) highest_rate = std::max(highest_rate, group.approval_rate());
  }
  Json list = Json::array();
  for (const AnswerGroup& group : groups) list.push_back(group_json(group, highest_rate));
  return {{"question", judgement.programme().questionnaire.questions[index].id},
          {"declared", declared},
          {"compared", comparison_json(groups)},
          {"groups", std::move(list)}};
}

}  // namespace

/// Which questions the programme declares as protected, which others have a name that suggests it, and a table of
/// approvals for each of both. "declares" is false where the model does not say which questions are protected: an old
/// model, a packed one, or a programme without the key.
Json describe_protected(const Judgement& judgement) {
  const auto& questions = judgement.programme().questionnaire.questions;
  const auto& declared = judgement.origin.protected_questions;
  Json json{{"declares", declared.has_value()},
            {"fewest_to_compare", kFewestToCompare},
            {"declared", Json::array()},
            {"suggested", Json::array()},
            {"tables", Json::array()}};
  for (std::size_t index = 0; index < questions.size(); ++index) {
    const bool is_declared = declared && std::binary_search(declared->begin(), declared->end(), index);
    if (!is_declared && !looks_protected(questions[index])) continue;
    json[is_declared ? "declared" : "suggested"].push_back(questions[index].id);
    json["tables"].push_back(table_json(judgement, index, is_declared));
  }
  json["some_declared"] = !json["declared"].empty();
  json["some_suggested"] = !json["suggested"].empty();
  return json;
}

}  // namespace prescore
