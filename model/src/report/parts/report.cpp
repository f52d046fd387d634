#include "report/parts/report.hpp"

#include <algorithm>
#include <utility>

#include "base/input_error.hpp"
#include "base/progress.hpp"
#include "base/version.hpp"
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

/// The window in which the model learnt, so that its rival knows no more and no less; cut off at `since`.
DateWindow rival_window(const Json& provenance, const std::optional<Date>& since) {
  DateWindow window{{}, since};
  if (!provenance.is_object() || !provenance.contains("first_application")) return window;
  window.since = parse_date(provenance["first_application"].get<std::string>());
  return window;
}

Judgement gather(Model model, const ReportRequest& request) {
  Judgement judgement;
  judgement.model = std::move(model);
  judgement.costs = request.costs;
  const Programme& programme = judgement.programme();
  judgement.judged = judge_rows(programme, request.data.read({request.since, {}}));
  require_both_outcomes(judgement.judged.covered.scored_outcomes, request.data.name);
  if (!request.since) return judgement;
  judgement.earlier = judge_rows(programme, request.data.read({{}, request.since}));
  const ReadWindow& read_rival_rows = request.read_rival_rows ? request.read_rival_rows : request.data.read;
  judgement.rival_rows = read_rival_rows(rival_window(judgement.model.provenance, request.since));
  return judgement;
}

using Part = std::pair<const char*, Json (*)(const Judgement&)>;

/// A new part is a line here, a function in report_parts.hpp and a section of the page's template.
constexpr Part kParts[] = {
    {"model", describe_model},
    {"discrimination", describe_discrimination},
    {"calibration", describe_calibration},
    {"cut_offs", describe_cut_offs},
    {"distributions", describe_distributions},
    {"gain", describe_gain},
    {"months", describe_months},
    {"age_bands", describe_age_bands},
    {"importance", describe_importance},
    {"dependence", describe_dependence},
    {"contributions", describe_contributions},
    {"sizes", describe_sizes},
};

}  // namespace

Json make_report(Model model, const ReportRequest& request) {
  const Judgement judgement = gather(std::move(model), request);
  Json report = evaluate_rows(judgement.model, judgement.judged.rows);
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
