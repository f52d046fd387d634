// Which answers are named as reasons. docs/reasons.md defines them and says what may be claimed of one.
//
// Terms: a *contribution* is a question's Shapley value (explain.hpp), above zero where the answer raised the risk. The
// *reference answer* is the one that an answer is compared with. A change *helps* where it lowers the PD.
//   1. Against: go through the contributions above zero, the largest first. Keep a question if the PD falls when its
//      answer alone is replaced by the reference answer. Stop at four.
//   2. If there is none, take the pair of such questions that adds most among those that lower the PD together.
//   3. In favour: the same below zero, keeping questions whose replacement does not lower the PD.
//   4. Help: try the policy's changes in its order. Take the first that opens a better offer, else the first that
//      lowers the PD.
// Why the test by replacement: a Shapley value is a mean over many mixtures of answers. It can be above zero although
// this applicant would gain nothing from another answer, and then "because of X" would not be true.
#include "prescore/reasons.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "prescore/evaluate.hpp"

namespace prescore {
namespace {

/// The PD with some answers replaced by the reference answers.
class CounterfactualPd {
 public:
  /// `given` are the applicant's codes, `pd_ppm` is the PD that they give.
  CounterfactualPd(const Programme& programme, const Features& given, std::int32_t pd_ppm) noexcept
      : programme_(programme), pd_ppm_(pd_ppm), given_(given) {
    Applicant reference;
    std::copy(programme.reference.answers.begin(), programme.reference.answers.end(), reference.values.begin());
    reference_ = encode(programme.questionnaire, programme.encoding, reference);
  }

  /// Whether the PD falls when the answers to `questions` are replaced and all others stay.
  [[nodiscard]] bool reference_lowers_pd(QuestionSet questions) const noexcept {
    Features features = given_;
    for (; questions != 0; questions &= questions - 1) {
      const auto question = static_cast<std::size_t>(std::countr_zero(questions));
      features.codes[question] = reference_.codes[question];
    }
    return programme_.pd_table.pd_ppm(programme_.forest.score(features.codes)) < pd_ppm_;
  }

 private:
  const Programme& programme_;
  std::int32_t pd_ppm_;
  const Features& given_;
  Features reference_;
};

QuestionSet bit_of(std::size_t question) noexcept { return QuestionSet{1} << question; }

/// What moved the score up (`sign` 1) and lowers the PD where it is replaced, or moved it down (-1) and does not: the
/// largest contribution first.
ReasonList find_single(const Explanation& explanation, const CounterfactualPd& counterfactual,
                       std::int64_t sign) noexcept {
  ReasonList reasons;
  QuestionSet seen = 0;
  while (!reasons.full()) {
    std::int64_t largest = 0;
    std::size_t best = 0;
    for (std::size_t question = 0; question < kMaxQuestions; ++question) {
      const std::int64_t size = sign * explanation.contributions[question];
      if (size <= largest || (seen & bit_of(question)) != 0) continue;
      largest = size;
      best = question;
    }
    if (largest == 0) break;
    seen |= bit_of(best);
    if (counterfactual.reference_lowers_pd(bit_of(best)) == (sign > 0)) reasons.push_back(bit_of(best));
  }
  return reasons;
}

ReasonList find_pair(const Explanation& explanation, const CounterfactualPd& counterfactual) noexcept {
  const auto& contributions = explanation.contributions;
  std::int64_t most = 0;
  QuestionSet best = 0;
  for (std::size_t first = 0; first < kMaxQuestions; ++first) {
    for (std::size_t second = 0; second < first; ++second) {
      if (contributions[first] <= 0 || contributions[second] <= 0) continue;
      const std::int64_t sum = contributions[first] + contributions[second];
      const QuestionSet pair = bit_of(first) | bit_of(second);
      if (sum <= most || !counterfactual.reference_lowers_pd(pair)) continue;
      most = sum;
      best = pair;
    }
  }
  ReasonList reasons;
  if (best != 0) reasons.push_back(best);
  return reasons;
}

/// Tries one change after another, until one opens a better offer.
class HelpFinder {
 public:
  HelpFinder(const Programme& programme, const Applicant& applicant, const Decision& decision) noexcept
      : programme_(programme), applicant_(applicant), decision_(decision) {}

  /// The first change that opens a better offer, else the first that lowers the PD.
  [[nodiscard]] std::optional<Help> find() noexcept {
    for (const RealisticChange& change : programme_.policy.what_would_help.changes) {
      if (try_change(change)) break;
    }
    return found_;
  }

 private:
  bool try_change(const RealisticChange& change) noexcept {
    const std::int32_t answer = applicant_.values[change.question];
    if (answer == kMissing) return false;
    if (programme_.questionnaire.questions[change.question].kind == QuestionKind::choice) {
      return answer == change.from && try_answer(change.question, change.to);
    }
    const std::int64_t highest = answer + std::abs(std::int64_t{answer}) * change.rise_percent / 100;
    // One answer for each code above: within a code nothing changes.
    for (const std::int32_t cut : programme_.encoding[change.question].cuts) {
      if (cut >= answer && cut < highest && try_answer(change.question, cut + 1)) return true;
    }
    return false;
  }

  /// Whether it opens a better offer.
  bool try_answer(std::uint8_t question, std::int32_t answer) noexcept {
    Applicant other = applicant_;
    other.values[question] = answer;
    const Decision then = decide(programme_, other);
    if (!then.pd_ppm || *then.pd_ppm >= *decision_.pd_ppm) return false;
    const bool better = std::countr_zero(then.offers) < std::countr_zero(decision_.offers);
    if (better || !found_) found_ = Help{question, answer, better};
    return better;
  }

  const Programme& programme_;
  const Applicant& applicant_;
  const Decision& decision_;
  std::optional<Help> found_;
};

/// Of the question's factors, the code of one.
std::string code_of(const Question& question, std::size_t factor) {
  if (question.kind == QuestionKind::number) return question.id + (factor == 0 ? ".lower" : ".higher");
  return question.id + "." + question.options[factor].id;
}

}  // namespace

Reasons find_reasons(const Programme& programme, const Applicant& applicant, const Features& features,
                     const Decision& decision, const Explanation& explanation) noexcept {
  Reasons reasons;
  if (decision.basis != Basis::risk || !decision.pd_ppm) return reasons;
  const CounterfactualPd counterfactual(programme, features, *decision.pd_ppm);
  reasons.against = find_single(explanation, counterfactual, 1);
  if (reasons.against.empty()) reasons.against = find_pair(explanation, counterfactual);
  reasons.in_favour = find_single(explanation, counterfactual, -1);
  if (programme.policy.what_would_help.shown && (decision.offers & 1U) == 0) {
    reasons.help = HelpFinder(programme, applicant, decision).find();
  }
  return reasons;
}

std::int32_t factor_of(const Programme& programme, std::size_t question, std::int32_t answer) noexcept {
  if (answer == kMissing) return -1;
  if (programme.questionnaire.questions[question].kind == QuestionKind::choice) return answer;
  return answer < programme.reference.answers[question] ? 0 : 1;
}

std::string factor_code(const Programme& programme, std::size_t question, std::int32_t answer) {
  const Question& asked = programme.questionnaire.questions[question];
  const std::int32_t factor = factor_of(programme, question, answer);
  return factor < 0 ? asked.id + ".missing" : code_of(asked, static_cast<std::size_t>(factor));
}

std::string change_code(const Question& question, std::int32_t answer) {
  if (question.kind == QuestionKind::number) return question.id + ".rise";
  return question.id + "." + question.options[static_cast<std::size_t>(answer)].id;
}

std::vector<std::string> factor_codes(const Question& question) {
  std::vector<std::string> codes(question.kind == QuestionKind::number ? 2 : question.options.size());
  for (std::size_t factor = 0; factor < codes.size(); ++factor) codes[factor] = code_of(question, factor);
  return codes;
}

}  // namespace prescore
