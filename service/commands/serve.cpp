#include <algorithm>
#include <csignal>
#include <iostream>
#include <thread>

#include "base/input_error.hpp"
#include "files/files.hpp"
#include "json/json_place.hpp"
#include "service/api/api.hpp"
#include "service/commands/client_data.hpp"
#include "service/commands/commands.hpp"
#include "service/commands/files.hpp"
#include "service/commands/follower.hpp"
#include "service/engine/releases.hpp"
#include "service/http/answer_batch.hpp"
#include "service/store/sql_entries.hpp"

namespace prescore::service {
namespace {

/// The chain of the only process that writes to an SQLite file. On PostgreSQL a number follows, for each process.
constexpr const char* kChain = "main";

/// Who releases what the configuration names, at the first start.
constexpr const char* kConfiguration = "configuration";

/// Blocks the signals that the service waits for. Before any thread starts, so that all threads inherit it.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  // A file that may not grow is an error of the database, and no end of the process.
  std::signal(SIGXFSZ, SIG_IGN);
  return signals;
}

Tokens read_tokens(const Configuration& configuration) {
  if (configuration.tokens.empty()) return {};
  return Tokens({read_secret_file(configuration.tokens), configuration.tokens.string()});
}

std::optional<SignatureRule> read_signature_rule(const Configuration& configuration) {
  if (configuration.signing_roles.empty()) return std::nullopt;
  return SignatureRule{configuration.signing_roles, read_trusted_keys(configuration.trusted_keys)};
}

/// Throws InputError unless the version may become active.
void require_signed(const StoredVersion& version, const std::string& path, const std::optional<SignatureRule>& rule) {
  if (!rule) return;
  const std::vector<std::string> documents(version.document.empty() ? 0 : 1, version.document);
  const std::string missing = missing_signatures(documents, version.version, *rule);
  if (missing.empty()) return;
  throw InputError(path + " lacks signatures that the configuration demands: " + missing);
}

/// Releases the programmes of the configuration that the store does not know yet. No second person approves these;
/// signatures are asked for all the same.
void release_first(const Configuration& configuration, const std::optional<SignatureRule>& rule, Writer& writer,
                   Reader& reader, Clock& clock) {
  for (const auto& path : configuration.programmes) {
    const NewVersion version = read_new_version(read_file(path));
    const std::string& id = version.loaded->programme().id;
    const StoredVersion stored = version.stored(clock.now(), kConfiguration);
    for (bool is_done = false; !is_done;) {
      const auto steps = reader.steps();
      is_done = std::ranges::any_of(steps, [&id](const ReleaseStep& step) { return step.programme == id; });
      if (is_done) continue;
      require_signed(stored, path.string(), rule);
      writer.add_version(stored);
      const std::int64_t place = steps.empty() ? 1 : steps.back().place + 1;
      // Another process that starts at the same time may have taken the place.
      is_done = writer.add_step({place, id, stored.version, step::kActive, clock.now(), kConfiguration});
    }
  }
}

/// Says that the service runs: for people on the first line, for programs in the log.
void announce(const Configuration& configuration, const Server& callers, Observer& observer, Clock& clock) {
  observer.event("started", clock.now(),
                 "\"address\":\"" + configuration.callers.address + "\",\"port\":" + std::to_string(callers.port()));
}

void reload_tokens(const Configuration& configuration, Service& service, MergedSources* client_data) {
  try {
    Tokens tokens = read_tokens(configuration);
    const auto rule = read_signature_rule(configuration);
    if (client_data != nullptr) client_data->read_secrets_again(read_secret_line);
    service.set_signature_rule(rule);
    service.set_tokens(std::move(tokens));
    service.observer.reload("tokens", true);
    service.observer.event("tokens_read", service.clock.now());
  } catch (const std::exception& error) {
    // The old tokens and keys stay in force. What is wrong stands on stderr, not in the log, which others may read.
    std::cerr << "prescore-service: tokens and keys were not read again: " << error.what() << "\n";
    service.observer.reload("tokens", false);
    service.observer.event("tokens_not_read", service.clock.now());
  }
}

void wait_for_stop(const sigset_t& signals, const Configuration& configuration, Service& service,
                   MergedSources* client_data) {
  for (;;) {
    int signal = 0;
    sigwait(&signals, &signal);
    if (signal != SIGHUP) return;
    reload_tokens(configuration, service, client_data);
  }
}

}  // namespace

void serve(const Configuration& configuration) {
  const sigset_t signals = block_signals();
  Clock clock;
  Observer observer(std::cout);
  ServiceSettings settings{read_or_make_key(configuration.request_key), configuration.rate,
                           configuration.tokens.empty()};
  Tokens tokens = read_tokens(configuration);
  const std::optional<SignatureRule> rule = read_signature_rule(configuration);
  // On PostgreSQL the role that serves may not change tables.
  if (!configuration.database.is_postgres()) migrate(configuration.database);
  auto writer = open_writer(configuration.database, kChain);
  const auto reader = open_reader(configuration.database);
  const auto entries = open_entry_reader(configuration.database);
  clock.not_before(writer->head().newest);
  release_first(configuration, rule, *writer, *reader, clock);
  const auto report = [&](const std::string& reason) {
    if (reason.empty()) return observer.event("database_back", clock.now());
    // The reason names the database and its error, and no value of a row.
    observer.event("database_away", clock.now(), "\"reason\":" + Json(reason).dump());
  };
  const auto answer_group = [](const std::function<void()>& answer_all) {
    const AnswerBatch batch;
    answer_all();
  };
  auto journal = std::make_unique<Journal>(std::move(writer), configuration.queue, report, answer_group);
  auto client_data = open_client_data(configuration, observer, clock);
  Service service(std::move(settings), *journal, *reader, *entries, observer, clock);
  service.set_tokens(std::move(tokens));
  service.set_signature_rule(rule);
  service.clients = client_data.get();
  Api callers_api(service, Listener::callers);
  Api operators_api(service, Listener::operators);
  Server callers(callers_api, configuration.callers, configuration.limits, configuration.workers, configuration.tls);
  service.connections = [&callers] { return callers.connections(); };
  std::unique_ptr<Server> operators;
  if (configuration.operators) {
    operators = std::make_unique<Server>(operators_api, *configuration.operators, configuration.limits, 1);
  }
  announce(configuration, callers, observer, clock);
  auto follower = std::make_unique<Follower>(service);
  wait_for_stop(signals, configuration, service, client_data.get());
  service.set_draining();
  observer.event("stopping", clock.now());
  std::this_thread::sleep_for(configuration.stop_delay);
  callers.drain();
  follower.reset();
  const ChainHead head = journal->head();
  // They read the journal's figures.
  operators.reset();
  // Both before the server, to whose connections they still answer. What a connector answers at its end is recorded.
  client_data.reset();
  journal.reset();
  observer.event("stopped", clock.now(),
                 "\"chain\":\"" + head.chain + "\",\"chain_place\":" + std::to_string(head.place) +
                     ",\"chain_hash\":\"" + head.hash + "\"");
}

}  // namespace prescore::service
