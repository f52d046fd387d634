#include "service_core/support.hpp"

#include <cstdlib>
#include <stdexcept>

#include "json/programme_json.hpp"
#include "packed/pack.hpp"
#include "service/base/base64.hpp"
#include "service/base/crypto.hpp"
#include "service/engine/catalogue.hpp"
#include "support/small_programme.hpp"

namespace prescore::service::test {
namespace {

Programme small_of(Stage stage) {
  Programme programme = prescore::test::small_programme();
  programme.policy.stage = stage;
  return programme;
}

std::string document_of(const Programme& programme) {
  return to_json(Model{programme, {"day", "bad"}, nullptr}).dump();
}

/// As a document has it, which leaves out what makes no difference.
std::string packed_of(const Programme& programme) {
  const std::vector<std::uint8_t> bytes = pack(read_model(document_of(programme), "small").programme);
  return {bytes.begin(), bytes.end()};
}

std::string token_entry(const std::string& name, const std::string& scopes) {
  return R"({"name":")" + name + R"(","sha256":")" + hex(sha256("secret-" + name)) + R"(","scopes":[)" + scopes + "]}";
}

Tokens test_tokens() {
  const std::string all = R"("decide","score","read","release","approve","review","outcome")";
  const std::string text = R"({"tokens":[)" + token_entry("anna", all) + "," + token_entry("boris", all) + "," +
                           token_entry("asker", R"("decide")") + "," + token_entry("reader", R"("read")") + "]}";
  return Tokens({text, "tokens.json"});
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "prescore-service-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string small_document(Stage stage) { return document_of(small_of(stage)); }

std::string small_packed(Stage stage) { return packed_of(small_of(stage)); }

std::string asking_packed(const std::string& other) {
  Programme programme = small_of(Stage::final);
  auto& questions = programme.questionnaire.questions;
  questions[prescore::test::kIncome].from = AnswerSource::client_data;
  questions[prescore::test::kIncome].maximum_age_days = 30;
  questions[prescore::test::kJob].from = AnswerSource::client_data;
  programme.policy.without_client_data = {other};
  return packed_of(programme);
}

std::string short_packed() {
  using namespace prescore::test;
  Programme programme = small_of(Stage::final);
  programme.id = "other-card";
  const auto without_two = [](auto& entries) {
    entries.erase(entries.begin() + kJob);
    entries.erase(entries.begin() + kIncome);
  };
  without_two(programme.questionnaire.questions);
  without_two(programme.encoding);
  without_two(programme.reference.answers);
  for (ReferenceVector& person : programme.reference.population) person.codes[1] = person.codes[kEducation];
  programme.forest.trees = {tree_of({split(kAge, 1, 0, 1), leaf(1), leaf(2)}, {0, 400, 300})};
  programme.policy.what_would_help.changes.clear();
  return packed_of(programme);
}

void FakeClients::find(ClientRequest request, std::function<void(ClientData)> done) {
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(std::move(request));
    if (waits) {
      waiting_.push_back(std::move(done));
      return;
    }
  }
  done(data);
}

void FakeClients::answer_all() {
  std::vector<std::function<void(ClientData)>> waiting;
  {
    const std::lock_guard lock(mutex_);
    waiting = std::move(waiting_);
    waits = false;
  }
  for (const auto& done : waiting) done(data);
}

std::vector<ClientRequest> FakeClients::requests() {
  const std::lock_guard lock(mutex_);
  return requests_;
}

ClientData good_data(Moment now, int age_days) {
  constexpr Moment kDay = Moment{24} * 3600 * 1'000'000;
  return {ClientData::Status::found,
          "table",
          now - age_days * kDay,
          {{"income", "50000"}, {"stable_job", "yes"}},
          {{"table", "found", 1, 2}}};
}

AnswerTexts good_texts() {
  return {{"age", "40"}, {"income", "50000"}, {"education", "higher"}, {"stable_job", "yes"}};
}

NewDecision decision_of(int number) {
  NewDecision decision;
  decision.created = 1'700'000'000'000'000 + Moment{number} * 1'000'000;
  decision.id = make_uuid(decision.created);
  decision.caller = "asker";
  decision.idempotency_key = key_of(number);
  decision.request_hash = hex(sha256("request " + std::to_string(number)));
  decision.programme = "small-card";
  decision.version = "sha256:" + std::string(64, 'a');
  decision.engine = "0.1.0";
  decision.outcome = number % 2 == 0 ? "likely_approval" : "manual_review";
  decision.basis = "risk";
  decision.pd_ppm = 80'000 + number;
  decision.hint = "absent";
  decision.answer = "{\"number\":" + std::to_string(number) + "}\n";
  decision.personal = {"salt", "client-" + std::to_string(number % 3), kGoodAnswers, "{}"};
  return decision;
}

std::optional<StoredDecision> MemoryReader::find_decision(const std::string&, const std::string&) { return {}; }

std::optional<Recorded> MemoryReader::find_earlier(const std::string&, const std::string&, const std::string&) {
  return {};
}

std::vector<StoredDecision> MemoryReader::list_decisions(const DecisionFilter&) { return {}; }

void MemoryReader::walk_decisions(const std::function<void(const StoredDecision&)>&) {}

std::optional<StoredVersion> MemoryReader::find_version(const std::string& programme, const std::string& version) {
  for (const StoredVersion& stored : versions_) {
    if (stored.programme == programme && stored.version == version) return stored;
  }
  return std::nullopt;
}

std::vector<std::string> MemoryReader::documents(const std::string&, const std::string&) { return {}; }

std::vector<ReleaseStep> MemoryReader::steps(std::int64_t place) {
  return {steps_.begin() + static_cast<std::ptrdiff_t>(place), steps_.end()};
}

std::string MemoryReader::add(const std::string& packed) {
  const LoadedProgramme loaded(packed);
  versions_.push_back({loaded.programme().id, loaded.version(), to_base64(packed), {}, 0, "anna"});
  return loaded.version();
}

void MemoryReader::add_step(const std::string& step, const std::string& version, const std::string& by) {
  steps_.push_back({static_cast<std::int64_t>(steps_.size()) + 1, "small-card", version, step, 0, by});
}

TestService::TestService(const Rate& rate) : place_{folder_.at("decisions.sqlite")}, observer_(log_) {
  migrate(place_);
  reader_ = open_reader(place_);
  entries_ = open_entry_reader(place_);
  journal_ = std::make_unique<Journal>(open_writer(place_, "main"), 10'000, [](const std::string&) {});
  service_ = std::make_unique<Service>(ServiceSettings{"a key that is long enough for a test", rate, false}, *journal_,
                                       *reader_, *entries_, observer_, clock_);
  service_->set_tokens(test_tokens());
}

HttpAnswer TestService::call(const TestRequest& request, Listener listener) {
  Api api(*service_, listener);
  const std::string authorization = "Bearer " + request.token;
  RequestHead head{request.method, request.target, {request.headers.begin(), request.headers.end()}, {}};
  if (!request.token.empty()) head.headers.emplace_back("Authorization", authorization);
  const std::shared_ptr<Admission> admission = api.admit(head);
  if (admission->refusal) return *admission->refusal;
  std::promise<HttpAnswer> answered;
  api.handle(admission, request.body, [&answered](HttpAnswer answer) { answered.set_value(std::move(answer)); });
  api.pause();
  HttpAnswer answer = answered.get_future().get();
  api.finished(admission.get(), {answer.status, std::chrono::microseconds(1), answer.body.size()});
  api.pause();
  return answer;
}

std::future<HttpAnswer> TestService::begin(const TestRequest& request) {
  Api api(*service_, Listener::callers);
  const std::string authorization = "Bearer " + request.token;
  RequestHead head{request.method, request.target, {request.headers.begin(), request.headers.end()}, {}};
  head.headers.emplace_back("Authorization", authorization);
  const auto answered = std::make_shared<std::promise<HttpAnswer>>();
  api.handle(api.admit(head), request.body, [answered](HttpAnswer answer) { answered->set_value(std::move(answer)); });
  api.pause();
  return answered->get_future();
}

HttpAnswer TestService::decide(const std::string& key, const std::string& body, const std::string& token) {
  return call({"POST", "/v1/decisions", token, body, {{"Idempotency-Key", key}, {"Content-Type", "application/json"}}});
}

std::string TestService::release(const std::string& model) {
  const ProgrammeHandle loaded = read_new_version(model).loaded;
  const std::string& version = loaded->version();
  const std::string body = R"({"version":")" + version + "\"}";
  const HeaderList json = {{"Content-Type", "application/json"}};
  const std::string programme = "/v1/programmes/" + loaded->programme().id;
  (void)call({"POST", programme + "/versions", "secret-anna", model, {}});
  (void)call({"PUT", programme + "/active", "secret-anna", body, json});
  const HttpAnswer approved = call({"PUT", programme + "/active/approval", "secret-boris", body, json});
  if (approved.status != 200) throw std::runtime_error("no release: " + approved.body);
  return version;
}

std::string body_of(const std::string& answers) { return R"({"programme":"small-card","answers":)" + answers + "}"; }

std::string key_of(int number) { return "key-of-a-test-" + std::to_string(100'000 + number); }

std::string member(const HttpAnswer& answer, const std::string& name) {
  const Json json = Json::parse(answer.body);
  const auto found = json.find(name);
  if (found == json.end()) return {};
  return found->is_string() ? found->get<std::string>() : found->dump();
}

}  // namespace prescore::service::test
