// What all calls share: programmes, callers, the journal and the reader of the store.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "service/api/observer.hpp"
#include "service/api/rate_limit.hpp"
#include "service/api/tokens.hpp"
#include "service/base/moment.hpp"
#include "service/engine/catalogue.hpp"
#include "service/engine/client_data.hpp"
#include "service/engine/new_version.hpp"
#include "service/store/entries.hpp"
#include "service/store/journal.hpp"

namespace prescore::service {

struct ServiceSettings {
  /// The key of request hashes: it belongs to the installation, and is no part of the database.
  std::string request_key;
  Rate rate;
  /// A body is taken without a token, as `local`, with every scope: only on the machine itself.
  bool open_to_local = false;
};

class PendingRequests;

class Service {
 public:
  /// Reads what is in force. The references must outlive the service. Throws StoreUnavailable, ModelRefused.
  Service(ServiceSettings settings, Journal& journal, Reader& reader, EntryReader& entries, Observer& observer,
          Clock& clock);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  [[nodiscard]] std::shared_ptr<const Catalogue> catalogue() const { return catalogue_.load(); }
  [[nodiscard]] std::shared_ptr<const Tokens> tokens() const { return tokens_.load(); }
  void set_tokens(Tokens tokens) { tokens_.store(std::make_shared<const Tokens>(std::move(tokens))); }

  /// Reads again what is in force, from any thread. Returns whether there were new steps. Throws StoreUnavailable,
  /// ModelRefused; then nothing changes.
  bool reload();

  /// The signatures that an activation needs; null: none.
  [[nodiscard]] std::shared_ptr<const SignatureRule> signature_rule() const { return signature_rule_.load(); }
  void set_signature_rule(const std::optional<SignatureRule>& rule) {
    signature_rule_.store(rule ? std::make_shared<const SignatureRule>(*rule) : nullptr);
  }

  /// No new work is wanted: the service is about to stop.
  void set_draining() noexcept { draining_.store(true); }
  [[nodiscard]] bool is_ready() const;

  const ServiceSettings settings;
  Journal& journal;
  Reader& reader;
  EntryReader& entries;
  Observer& observer;
  Clock& clock;
  RateLimit rate;
  /// Asked for what the bank knows about a client. Null where no connector is configured; set by the program before its
  /// servers run. It ends, and answers what it was asked, before the journal does.
  ClientSource* clients = nullptr;
  const std::unique_ptr<PendingRequests> pending;
  /// Counts open connections; set by the program once its servers run.
  std::function<std::size_t()> connections = [] { return std::size_t{0}; };

 private:
  std::atomic<std::shared_ptr<const Catalogue>> catalogue_;
  /// An older state must not replace a newer one.
  std::mutex reloading_;
  std::atomic<std::shared_ptr<const Tokens>> tokens_;
  std::atomic<std::shared_ptr<const SignatureRule>> signature_rule_;
  std::atomic<bool> draining_ = false;
};

}  // namespace prescore::service
