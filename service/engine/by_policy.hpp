// Decisions of programmes that ask the bank: an applicant's answers and client data -> a decision, by whom the policy
// says.
//
// Steps: the answers are validated; their issues are the caller's. The data are judged: found and neither stale nor
// wrong, or not to be used. Those that can be used go into the core together with the answers. Without them the policy
// decides: another programme out of the answers alone, where that is active and takes them; else a person.
// Why a wrong value is no issue: the caller did not send it and cannot change it.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "prescore/applicant.hpp"
#include "prescore/questionnaire.hpp"
#include "service/engine/catalogue.hpp"
#include "service/engine/client_data.hpp"
#include "service/engine/decide.hpp"

namespace prescore::service {

/// The outcome of `ConnectorCall` where a connector's values are not what the questionnaire takes.
inline constexpr const char* kWrongValues = "wrong_values";

struct ByPolicy {
  Decided decided;
  /// What decided: the version that was asked, or the active one of the programme that its policy names.
  ProgrammeHandle version;
  /// As judged: its status is the one that is answered and recorded.
  ClientData data;
};

/// The issues of an applicant's answers, before anybody is asked about them; nothing where there are none.
[[nodiscard]] std::optional<std::vector<Issue>> issues_of(const LoadedProgramme& programme, const AnswerTexts& answers);

/// Decides by `asked`, or returns all issues of the answers as the core's `validate` lists them. `data` are as a source
/// gave them; what is not found is decided by the policy. `now` is the time of the decision. Where `asked` does not ask
/// the bank, `data` count for nothing and their status becomes not_needed.
[[nodiscard]] std::variant<ByPolicy, std::vector<Issue>> decide_by_policy(const Catalogue& catalogue,
                                                                          const ProgrammeHandle& asked,
                                                                          const AnswerTexts& answers, ClientData data,
                                                                          Moment now);

/// The answers to questions of `questionnaire`: what a programme sees that decides in the place of another.
[[nodiscard]] AnswerTexts answers_to(const Questionnaire& questionnaire, const AnswerTexts& answers);

/// What a challenger would have decided if it had been asked: as `challenge`.
[[nodiscard]] Json challenge_by_policy(const Catalogue& catalogue, const ProgrammeHandle& challenger,
                                       const AnswerTexts& answers, const ClientData& data, Moment now);

/// A decision that was recorded, computed again under the version that decided. `decided_at` is its time. Nothing where
/// the version does not take the answers.
[[nodiscard]] std::optional<Decided> decide_recorded(const LoadedProgramme& version, const AnswerTexts& answers,
                                                     const ClientData& data, Moment decided_at);

/// The applicant of a recorded decision, as the version that decided saw it. Nothing where it does not take the
/// answers, or where no applicant was decided about, since the bank's values could not be used.
[[nodiscard]] std::optional<Applicant> recorded_applicant(const LoadedProgramme& version, const AnswerTexts& answers,
                                                          const ClientData& data, Moment decided_at);

}  // namespace prescore::service
