// What the tests of the service share: a folder that goes away, models, decisions, a store in memory, and a service
// whose calls are made without a socket.
#pragma once

#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

#include "prescore/programme.hpp"
#include "service/api/api.hpp"
#include "service/engine/client_data.hpp"
#include "service/engine/decide.hpp"
#include "service/store/sql_entries.hpp"
#include "service/store/sql_store.hpp"

namespace prescore::service::test {

/// A new folder, which is removed with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] std::string at(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// The small programme of the core's tests as a model's JSON, and packed.
[[nodiscard]] std::string small_document(Stage stage = Stage::preliminary);
[[nodiscard]] std::string small_packed(Stage stage = Stage::preliminary);

/// The small programme, final, with its income and its job from the bank, the income at most 30 days old. Without them
/// the programme `other` decides, or a person where it is empty.
[[nodiscard]] std::string asking_packed(const std::string& other = "");
/// A programme `other-card`, final, that asks for age and education alone: a PD of 12 % up to 25 years, of 6.5 % above.
[[nodiscard]] std::string short_packed();

/// Texts that the small programme approves at a PD of 8 %.
[[nodiscard]] AnswerTexts good_texts();

/// A decision that could be recorded; `number` tells it from others.
[[nodiscard]] NewDecision decision_of(int number);

/// A source that gives every client the same data, at once or when it is told to, and notes what it was asked.
class FakeClients final : public ClientSource {
 public:
  void find(ClientRequest request, std::function<void(ClientData)> done) override;
  /// Answers what waits, in the order in which it came, and from now on at once.
  void answer_all();
  [[nodiscard]] std::vector<ClientRequest> requests();

  ClientData data;
  /// Whether answers wait for `answer_all`. Set it before the first question.
  bool waits = false;

 private:
  std::mutex mutex_;
  std::vector<ClientRequest> requests_;
  std::vector<std::function<void(ClientData)>> waiting_;
};

/// What the bank knows of a client whom the asking programme approves at a PD of 8 %, `age_days` old at `now`.
[[nodiscard]] ClientData good_data(Moment now, int age_days = 0);

/// A store in memory, for what only reads it.
class MemoryReader final : public Reader {
 public:
  std::optional<StoredDecision> find_decision(const std::string& id, const std::string& caller) override;
  std::optional<Recorded> find_earlier(const std::string& caller, const std::string& key,
                                       const std::string& request_hash) override;
  std::vector<StoredDecision> list_decisions(const DecisionFilter& filter) override;
  void walk_decisions(const std::function<void(const StoredDecision&)>& visit) override;
  std::vector<StoredVersion> versions() override { return versions_; }
  std::optional<StoredVersion> find_version(const std::string& programme, const std::string& version) override;
  std::vector<std::string> documents(const std::string& programme, const std::string& version) override;
  std::vector<ReleaseStep> steps(std::int64_t place) override;

  /// Keeps a packed model; returns its version.
  std::string add(const std::string& packed);
  void add_step(const std::string& step, const std::string& version, const std::string& by = "anna");

  std::vector<StoredVersion> versions_;
  std::vector<ReleaseStep> steps_;
};

/// One call of a service.
struct TestRequest {
  std::string method = "GET";
  std::string target;
  /// The secret of a token; empty: no header Authorization.
  std::string token = "secret-anna";
  std::string body;
  HeaderList headers;
};

/// A service on a database of its own. The callers are `anna` and `boris`, who may do everything, `asker`, who may only
/// decide, and `reader`, who may only read; the secret of each is "secret-" and the name.
class TestService {
 public:
  explicit TestService(const Rate& rate = {1000, 2000});

  /// The answer of the callers' listener, or of the operators' one.
  [[nodiscard]] HttpAnswer call(const TestRequest& request, Listener listener = Listener::callers);
  /// A decision about `answers` in JSON.
  [[nodiscard]] HttpAnswer decide(const std::string& key, const std::string& body,
                                  const std::string& token = "secret-asker");
  /// Sends a model, proposes its version as anna and approves it as boris; returns the version.
  std::string release(const std::string& model);

  /// The same, answered later.
  [[nodiscard]] std::future<HttpAnswer> begin(const TestRequest& request);
  [[nodiscard]] Service& service() noexcept { return *service_; }
  [[nodiscard]] std::string log() const { return log_.str(); }
  [[nodiscard]] const std::string& database() const noexcept { return place_.file; }

 private:
  TemporaryFolder folder_;
  DatabasePlace place_;
  std::ostringstream log_;
  Clock clock_;
  Observer observer_;
  std::unique_ptr<Reader> reader_;
  std::unique_ptr<EntryReader> entries_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<Service> service_;
};

/// The body of a decision: the small programme with these answers.
[[nodiscard]] std::string body_of(const std::string& answers);
/// A key that no other number has.
[[nodiscard]] std::string key_of(int number);

inline constexpr const char* kGoodAnswers = R"({"age":"40","income":"50000","education":"higher","stable_job":"yes"})";

/// The member `name` of a JSON answer as text; empty where there is none.
[[nodiscard]] std::string member(const HttpAnswer& answer, const std::string& name);

}  // namespace prescore::service::test
