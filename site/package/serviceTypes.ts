// Made from service/api/openapi.yaml by `node site/package/serviceTypes.mjs`: change that and run it.

/**
 * An id of a programme, a question or an offer
 */
export type Name = string;
/**
 * The SHA-256 of the packed model
 */
export type Version = string;
export type IdempotencyKey = string;
/**
 * The bank's own opaque reference, never a document or a phone number. At most 128 bytes in UTF-8.
 */
export type Client = string;
/**
 * Questions of `answers`. The person was asked back about a number that is not plausible, and stands by it. Without
 * that the answer has the issue `implausibly_low` or `implausibly_high`.
 *
 *
 * @maxItems 256
 */
export type Confirmed = string[];
/**
 * `likely_approval` of a programme whose policy is preliminary, `approval` of one whose policy is final; the others
 * of both.
 */
export type Outcome = 'likely_approval' | 'approval' | 'alternative_offer' | 'manual_review';
export type BatchEntry = BatchDecision | BatchProblem;
export type Decision = DecisionMembers;
/**
 * Reason codes. Two codes in one reason count together.
 */
export type ReasonList = string[][];
export type ProblemType =
  | 'urn:prescore:problem:body'
  | 'urn:prescore:problem:bug'
  | 'urn:prescore:problem:busy'
  | 'urn:prescore:problem:content_type'
  | 'urn:prescore:problem:contradicts'
  | 'urn:prescore:problem:host'
  | 'urn:prescore:problem:http'
  | 'urn:prescore:problem:idempotency_key'
  | 'urn:prescore:problem:inputs_erased'
  | 'urn:prescore:problem:issues'
  | 'urn:prescore:problem:json'
  | 'urn:prescore:problem:key_reused'
  | 'urn:prescore:problem:method'
  | 'urn:prescore:problem:model'
  | 'urn:prescore:problem:needs_no_review'
  | 'urn:prescore:problem:not_explained'
  | 'urn:prescore:problem:not_proposed'
  | 'urn:prescore:problem:not_ready'
  | 'urn:prescore:problem:not_recorded'
  | 'urn:prescore:problem:nothing_to_correct'
  | 'urn:prescore:problem:observed_on'
  | 'urn:prescore:problem:offers'
  | 'urn:prescore:problem:other_programme'
  | 'urn:prescore:problem:query'
  | 'urn:prescore:problem:reviewed_already'
  | 'urn:prescore:problem:same_person'
  | 'urn:prescore:problem:scope'
  | 'urn:prescore:problem:signatures'
  | 'urn:prescore:problem:store'
  | 'urn:prescore:problem:token'
  | 'urn:prescore:problem:too_often'
  | 'urn:prescore:problem:unknown_decision'
  | 'urn:prescore:problem:unknown_path'
  | 'urn:prescore:problem:unknown_programme'
  | 'urn:prescore:problem:unknown_version'
  | 'urn:prescore:problem:withdrawn';
export type IssueCode =
  | 'missing_answer'
  | 'unknown_option'
  | 'not_a_number'
  | 'not_whole'
  | 'below_minimum'
  | 'above_maximum'
  | 'unknown_question'
  | 'duplicate_question'
  | 'implausibly_low'
  | 'implausibly_high'
  | 'looks_like_a_year'
  | 'not_from_applicant';
export type RecordedDecision = DecisionMembers & RecordedMembers;
export type RecordedReview = ReviewMembers & ReviewReason;
export type ReviewOutcome = 'approval' | 'alternative_offer' | 'refusal';
/**
 * The bank's own reference of the person who decided, no name
 */
export type StaffReference = string;
export type RecordedOutcome = OutcomeMembers;
export type OutcomeName = 'paid' | 'default';
export type Review = ReviewMembers & OfDecision;
export type DecisionOutcome = OutcomeMembers & OfDecision;
export type OutcomesEntry = OutcomesRecorded | OutcomesProblem;
export type Programme = ProgrammeMembers;
export type ProgrammeWithHistory = ProgrammeMembers & HistoryMembers;

/**
 * Texts by question, as people write them. Each has at most 4,096 bytes in UTF-8.
 */
export interface Answers {
  [k: string]: string;
}
/**
 * That the client agreed to a bureau being asked: the version of the wording that they agreed to, and when. It is
 * recorded with the client data.
 */
export interface Consent {
  wording: string;
  /**
   * A time in UTC
   */
  given_at: string;
}
/**
 * What the page showed. It is compared, never believed.
 */
export interface Hint {
  outcome: string;
  version: string;
}
export interface DecisionRequest {
  programme: Name;
  answers: Answers;
  confirmed?: Confirmed;
  client?: Client;
  consent?: Consent;
  hint?: Hint;
}
export interface BatchRequest {
  /**
   * @minItems 1
   * @maxItems 1000
   */
  decisions: BatchItem[];
}
export interface BatchItem {
  idempotency_key: IdempotencyKey;
  programme: Name;
  answers: Answers;
  confirmed?: Confirmed;
  client?: Client;
  consent?: Consent;
  hint?: Hint;
}
export interface BatchAnswer {
  decisions: BatchEntry[];
}
export interface BatchDecision {
  status: 200;
  decision: Decision;
  /**
   * Only where the request was answered before
   */
  replayed?: true;
}
export interface DecisionMembers {
  /**
   * A UUID of version 7, so ids rise with time
   */
  id: string;
  decided_at: string;
  programme: Name;
  version: Version;
  /**
   * An id of a programme, a question or an offer
   */
  asked_programme?: string;
  outcome: Outcome;
  /**
   * What the outcome rests on; `no_client_data` where a person decides because client data were not there
   */
  basis: 'risk' | 'eligibility' | 'not_covered' | 'no_client_data';
  /**
   * Those open to the applicant, the programme's own first
   */
  offers: Name[];
  reasons: Reasons;
  /**
   * Probability of default in parts per million; null without one. Only with the scope `score`.
   */
  pd_ppm?: number | null;
  enrichment: Enrichment;
  /**
   * How the page's outcome compares with what its own version decides on these answers; `other_version` where
   * the service does not know that version, `absent` without a hint
   */
  hint: 'agrees' | 'differs' | 'other_version' | 'absent';
}
/**
 * The answers that raised and lowered the risk most, the strongest first
 */
export interface Reasons {
  against: ReasonList;
  in_favour: ReasonList;
}
/**
 * What the bank's own data added. `found`: they were used. `not_found`: nobody knows the client. `stale`: they are
 * older than the programme allows. `unavailable`: nobody answered or could be asked, or the values are not what the
 * programme takes. Without data that were used, the programme's policy said who decides. `not_needed`: the
 * programme asks the applicant alone.
 */
export interface Enrichment {
  status: 'not_needed' | 'found' | 'not_found' | 'stale' | 'unavailable';
  /**
   * The connector that knew the client. Only with `found` and `stale`.
   */
  source?: string;
  /**
   * The time of the oldest value; null where it is not known. Only with `found` and `stale`.
   */
  as_of?: string | null;
}
export interface BatchProblem {
  status: 404 | 422 | 503;
  problem: Problem;
}
/**
 * RFC 9457
 */
export interface Problem {
  type: ProblemType;
  title: string;
  /**
   * That of the answer
   */
  status: number;
  /**
   * A sentence with what to do
   */
  detail: string;
  /**
   * Of answers, all at once, in the order of the questions
   */
  issues?: Issue[];
  /**
   * Of a body, all at once
   */
  errors?: BodyError[];
}
export interface Issue {
  question?: Name;
  /**
   * The place of an answer that belongs to no question, from 0, as they were sent
   */
  answer?: number;
  code: IssueCode;
  meaning: string;
}
export interface BodyError {
  /**
   * A path of members, empty for the whole body; members of answers are counted from 0 as they were sent
   */
  place: string;
  detail: string;
}
export interface VersionRequest {
  version: Version;
}
export interface RecordedMembers {
  /**
   * The version of Prescore that decided
   */
  engine: string;
  inputs: Inputs | null;
  challenger?: ChallengerDecision;
  review: RecordedReview | null;
  /**
   * What became of it, as it was recorded; the last one counts
   */
  outcomes: RecordedOutcome[];
  chain: ChainPlace;
}
export interface Inputs {
  client: string | null;
  answers: Answers;
  client_data: ClientData | null;
}
/**
 * What was found out about the client for this decision, from whom, and with which consent
 */
export interface ClientData {
  status: 'found' | 'not_found' | 'stale' | 'unavailable';
  /**
   * The connector that knew the client; empty where none did
   */
  source: string;
  as_of: string | null;
  /**
   * Texts by question, as the bank writes them; empty where the bank does not know
   */
  values: {
    [k: string]: string;
  };
  consent?: Consent;
  /**
   * Every connector that was asked
   */
  calls: ConnectorCall[];
}
export interface ConnectorCall {
  connector: string;
  /**
   * Such as `found`, `not_found`, `timeout`; `wrong_values` where the programme does not take them
   */
  outcome: string;
  attempts: number;
  milliseconds: number;
}
/**
 * What the challenger decided on the same answers, or how many issues it has with them. Only with the scope `score`.
 */
export interface ChallengerDecision {
  version: Version;
  outcome?: Outcome;
  pd_ppm?: number | null;
  issues?: number;
}
export interface ReviewMembers {
  reviewed_at: string;
  outcome: ReviewOutcome;
  offers: Name[];
  staff: StaffReference;
}
export interface ReviewReason {
  /**
   * null where it was erased
   */
  reason: string | null;
}
export interface OutcomeMembers {
  recorded_at: string;
  outcome: OutcomeName;
  observed_on: string;
  corrects: boolean;
}
/**
 * Where the decision stands in the hash chain, which `prescore-service audit` walks
 */
export interface ChainPlace {
  name: string;
  place: number;
  previous_hash: string;
  hash: string;
}
export interface DecisionList {
  /**
   * @maxItems 200
   */
  decisions: RecordedDecision[];
  /**
   * The cursor of the next part, which may be empty; null at the end
   */
  next: string | null;
}
export interface Replay {
  id: string;
  version: Version;
  identical: boolean;
  /**
   * Only where it is not identical
   */
  first_difference?: 'version' | 'issues' | 'outcome' | 'basis' | 'pd_ppm' | 'offers' | 'reasons';
}
export interface ReviewRequest {
  outcome: ReviewOutcome;
  /**
   * @maxItems 32
   */
  offers?: Name[];
  staff: StaffReference;
  /**
   * Why, for the record and for the person it is about. At most 2,000 bytes in UTF-8. An erasure removes it.
   */
  reason: string;
}
export interface OfDecision {
  decision: string;
}
export interface OutcomeRequest {
  decision: string;
  outcome: OutcomeName;
  /**
   * The day on which it was known, from the day of the decision until today
   */
  observed_on: string;
  /**
   * Whether it takes the place of another outcome that was recorded before
   */
  corrects?: boolean;
}
export interface OutcomesRequest {
  /**
   * @minItems 1
   * @maxItems 1000
   */
  outcomes: OutcomeRequest[];
}
export interface OutcomesAnswer {
  outcomes: OutcomesEntry[];
}
export interface OutcomesRecorded {
  status: 200;
  outcome: DecisionOutcome;
}
export interface OutcomesProblem {
  status: 404 | 409 | 422;
  problem: Problem;
}
/**
 * The reference score and all contributions add up to the score, but for the last digits.
 */
export interface Explanation {
  id: string;
  version: Version;
  /**
   * The mean score of people whom the programme suits
   */
  reference_score: number;
  score: number;
  contributions: {
    question: string;
    /**
     * In points of the score; above zero it raised the risk.
     */
    contribution: number;
  }[];
}
export interface ProgrammeMembers {
  programme: Name;
  /**
   * The version that decides; null where none does
   */
  active: string | null;
  /**
   * The version that decides beside it
   */
  challenger: string | null;
  proposed: Proposal | null;
}
/**
 * The version that waits for approval, and the caller who proposed it
 */
export interface Proposal {
  version: Version;
  by: string;
}
export interface ProgrammeList {
  programmes: Programme[];
}
export interface HistoryMembers {
  versions: Version[];
  /**
   * All steps, the oldest first
   */
  history: ReleaseStep[];
}
export interface ReleaseStep {
  step: 'proposed' | 'active' | 'withdrawn' | 'challenger' | 'no_challenger';
  /**
   * null for the ends
   */
  version: string | null;
  at: string;
  /**
   * The caller; `configuration` at the first start
   */
  by: string;
}
export interface Health {
  status: 'ok';
}
