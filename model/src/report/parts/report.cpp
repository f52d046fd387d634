#include "report/parts/report.hpp"

#include <algorithm>
#include <utility>

#include "base/input_error.hpp"
#include "base/progress.hpp"
#include "base/version.hpp"
#include "judging/decisions.hpp"
#include "judging/evaluation.hpp"
#include "judging/metrics.hpp"
#include "report/parts/report_parts.hpp"

namespace prescore {
namespace {

JudgedRows judge_rows(const Programme& programme, TrainingRows rows) {
  JudgedRows judged;
  judged.rows = std::move(rows);
  judged.covered = cover_rows(programme, judged.rows);
  return judged;
}

std::vector<bool> find_approved(const Programme& programme, const TrainingRows& rows) {
  std::vector<bool> approved;
  for (const BatchDecision& decision : decide_rows(programme, rows)) {
    approved.push_back((decision.choice.offers & 1U) != 0);
  }
  return approved;
}

Judgement gather(Model model, const ReportRequest& request) {
  Judgement judgement;
  judgement.model = std::move(model);
  judgement.origin = read_origin(judgement.model, request.model_name);
  judgement.data_sha256 = request.data.sha256;
  judgement.costs = request.costs;
  const Programme& programme = judgement.programme();
  judgement.judged = judge_rows(programme, request.data.read({request.since, {}}));
  require_both_outcomes(judgement.judged.covered.scored_outcomes, request.data.name);
  judgement.approved = find_approved(programme, judgement.judged.rows);
  if (request.since) judgement.earlier = judge_rows(programme, request.data.read({{}, request.since}));
  // Rows without dates cannot be divided, but others can be named.
  if (!request.since && !request.read_rival_rows) return judgement;
  const ReadWindow& read_rival_rows = request.read_rival_rows ? request.read_rival_rows : request.data.read;
  // The rows of the model's own training window, so that the rival learns from no more and no less.
  judgement.rival_rows = read_rival_rows({judgement.origin.first, request.since});
  return judgement;
}

using Part = std::pair<const char*, Json (*)(const Judgement&)>;

/// A new part needs a line here, a function in report_parts.hpp, and a section of the page's template.
constexpr Part kParts[] = {
    {"model", describe_model},
    {"in_sample", describe_in_sample},
    {"discrimination", describe_discrimination},
    {"calibration", describe_calibration},
    {"cut_offs", describe_cut_offs},
    {"distributions", describe_distributions},
    {"gain", describe_gain},
    {"months", describe_months},
    {"protected", describe_protected},
    {"importance", describe_importance},
    {"dependence", describe_dependence},
    {"contributions", describe_contributions},
    {"sizes", describe_sizes},
};

}  // namespace

Json make_report(Model model, const ReportRequest& request) {
  const Judgement judgement = gather(std::move(model), request);
  Json report = evaluate_rows(judgement.model, judgement.origin, judgement.judged.rows);
  report["data_sha256"] = request.data.sha256;
  report["tool"] = "prescore " + std::string(kVersion);
  Progress progress("judging", std::size(kParts));
  std::uint64_t done = 0;
  for (const auto& [part, describe] : kParts) {
    report[part] = describe(judgement);
    progress.show(++done);
  }
  report["drift"] = describe_drift(report["months"]);
  return report;
}

}  // namespace prescore
