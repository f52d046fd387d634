// What each answer adds to the score, over the judged applicants.

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "base/parallel.hpp"
#include "json/answer_json.hpp"
#include "judging/metrics.hpp"
#include "prescore/explain.hpp"
#include "report/parts/report_parts.hpp"

namespace prescore {
namespace {

constexpr std::size_t kExplainedApplicants = 2000;
/// As many are a block of work for a thread.
constexpr std::size_t kExplainedTogether = 250;
/// The span of all contributions is divided into as many bins of equal width.
constexpr std::size_t kContributionBins = 60;
/// The answers to a number question form as many groups of about equal size.
constexpr std::size_t kGroups = 5;

struct Explained {
  std::vector<Applicant> applicants;
  /// By question, one for each applicant, in points of the score.
  std::vector<std::vector<double>> contributions;
  double reference_score = 0.0;
  double score_sum = 0.0;
};

Explained explain_sample(const Judgement& judgement) {
  const Programme& programme = judgement.programme();
  const Explainer explainer(programme.forest, programme.reference);
  const CoveredRows& covered = judgement.judged.covered;
  const std::size_t size = std::min(kExplainedApplicants, covered.size());
  Explained explained;
  explained.contributions.resize(programme.questionnaire.questions.size());
  std::vector<Features> features;
  for (std::size_t index = 0; index < size; ++index) {
    explained.applicants.push_back(applicant_of(judgement.judged.rows, covered.rows[index * covered.size() / size]));
    features.push_back(encode(programme.questionnaire, programme.encoding, explained.applicants.back()));
  }
  std::vector<Explanation> explanations(size);
  run_on_blocks(size, kExplainedTogether, [&](std::size_t begin, std::size_t end) {
    explainer.explain(std::span(features).subspan(begin, end - begin),
                      std::span(explanations).subspan(begin, end - begin));
  });
  for (const Explanation& one : explanations) {
    const double unit = static_cast<double>(one.denominator) * programme.forest.leaf_scale;
    for (std::size_t question = 0; question < explained.contributions.size(); ++question) {
      explained.contributions[question].push_back(static_cast<double>(one.contributions[question]) / unit);
    }
    explained.reference_score = static_cast<double>(one.reference_score) / unit;
    explained.score_sum += static_cast<double>(one.score) / unit;
  }
  return explained;
}

/// A group of answers, and the place that gives it its colour: 1 to kGroups, 0 for missing answers.
struct Group {
  std::string answer;
  std::size_t place = 0;
  std::vector<std::size_t> applicants;
};

/// Fifths of the applicants in ascending order of the number; equal numbers stay together.
std::vector<Group> group_numbers(const std::map<std::int32_t, std::vector<std::size_t>>& by_answer, std::size_t all,
                                 const Question& question) {
  std::vector<Group> groups;
  std::size_t before = 0;
  std::int32_t low = 0;
  for (const auto& [answer, applicants] : by_answer) {
    const std::size_t place = 1 + before * kGroups / all;
    if (groups.empty() || groups.back().place != place) {
      groups.push_back({"", place, {}});
      low = answer;
    }
    groups.back().answer = answers_text(low, answer, question);
    groups.back().applicants.insert(groups.back().applicants.end(), applicants.begin(), applicants.end());
    before += applicants.size();
  }
  return groups;
}

/// The options in the order in which they are shown.
std::vector<Group> group_options(const std::map<std::int32_t, std::vector<std::size_t>>& by_answer,
                                 const Question& question) {
  std::vector<Group> groups;
  const std::size_t steps = std::max<std::size_t>(question.options.size() - 1, 1);
  for (const auto& [answer, applicants] : by_answer) {
    const auto option = static_cast<std::size_t>(answer);
    groups.push_back({question.options[option].id, 1 + (option * (kGroups - 1) + steps / 2) / steps, applicants});
  }
  return groups;
}

std::vector<Group> group_answers(const Explained& explained, const Question& question, std::size_t index) {
  std::map<std::int32_t, std::vector<std::size_t>> by_answer;
  Group missing{"missing", 0, {}};
  for (std::size_t one = 0; one < explained.applicants.size(); ++one) {
    const std::int32_t answer = explained.applicants[one].values[index];
    (answer == kMissing ? missing.applicants : by_answer[answer]).push_back(one);
  }
  const std::size_t all = explained.applicants.size() - missing.applicants.size();
  std::vector<Group> groups = question.kind == QuestionKind::number ? group_numbers(by_answer, all, question)
                                                                    : group_options(by_answer, question);
  if (!missing.applicants.empty()) groups.push_back(std::move(missing));
  return groups;
}

struct Span {
  double low = 0.0;
  double high = 0.0;
};

Json group_json(const Group& group, const std::vector<double>& contributions, const Span& span) {
  std::vector<std::size_t> counts(kContributionBins, 0);
  double sum = 0.0;
  for (const std::size_t one : group.applicants) {
    sum += contributions[one];
    const double share = (contributions[one] - span.low) / (span.high - span.low);
    ++counts[std::min(kContributionBins - 1, static_cast<std::size_t>(share * static_cast<double>(kContributionBins)))];
  }
  return {{"answer", group.answer},
          {"place", group.place},
          {"rows", group.applicants.size()},
          {"mean", rounded(sum / static_cast<double>(group.applicants.size()))},
          {"counts", counts}};
}

Json question_json(const Explained& explained, const Question& question, std::size_t index, const Span& span) {
  const std::vector<double>& contributions = explained.contributions[index];
  double sum = 0.0;
  double sizes = 0.0;
  for (const double contribution : contributions) {
    sum += contribution;
    sizes += std::abs(contribution);
  }
  const auto count = static_cast<double>(contributions.size());
  const Interval middle = percentile_interval(contributions);
  Json groups = Json::array();
  for (const Group& group : group_answers(explained, question, index)) {
    groups.push_back(group_json(group, contributions, span));
  }
  return {{"question", question.id},    {"mean_size", rounded(sizes / count)}, {"mean", rounded(sum / count)},
          {"low", rounded(middle.low)}, {"high", rounded(middle.high)},        {"groups", std::move(groups)}};
}

Span span_of_all(const Explained& explained) {
  Span span;
  for (const std::vector<double>& contributions : explained.contributions) {
    const auto [low, high] = std::minmax_element(contributions.begin(), contributions.end());
    span = {std::min(span.low, *low), std::max(span.high, *high)};
  }
  // Where all contributions are 0, the plot still gets an axis.
  if (span.low == span.high) span = {-1.0, 1.0};
  return span;
}

/// At most two decimals.
std::string answer_text(std::int32_t answer, const Question& question) {
  const Json value = unscaled(answer, question);
  return question.decimals < 3 ? value.dump() : Json(std::round(value.get<double>() * 100.0) / 100.0).dump();
}

}  // namespace

std::string answers_text(std::int32_t low, std::int32_t high, const Question& question) {
  const std::string from = answer_text(low, question);
  return low == high ? from : from + " to " + answer_text(high, question);
}

/// For each question, starting with the one that moves the score most: the distribution of its contributions, by groups
/// of answers, in bins of equal width from "low" to "high". Over at most kExplainedApplicants rows, spread evenly.
Json describe_contributions(const Judgement& judgement) {
  const Explained explained = explain_sample(judgement);
  const Span span = span_of_all(explained);
  std::vector<Json> questions;
  for (std::size_t index = 0; index < explained.contributions.size(); ++index) {
    questions.push_back(question_json(explained, judgement.programme().questionnaire.questions[index], index, span));
  }
  std::stable_sort(questions.begin(), questions.end(),
                   [](const Json& a, const Json& b) { return a["mean_size"] > b["mean_size"]; });
  return {{"rows", explained.applicants.size()},
          {"reference_score", rounded(explained.reference_score)},
          {"mean_score", rounded(explained.score_sum / static_cast<double>(explained.applicants.size()))},
          {"low", rounded(span.low)},
          {"high", rounded(span.high)},
          {"questions", questions}};
}

}  // namespace prescore
