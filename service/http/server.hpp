// Listens on an address and answers requests by a handler, on threads of its own.
//
// Terms: each *worker* is a thread with its own event loop and its own listening socket on the same port
// (SO_REUSEPORT), so that the system spreads connections and no lock is shared.
// Steps of a stop: first every answer says `Connection: close`, while new connections are still taken; after
// `drain_time`, or once no connection is left, the sockets close.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "service/http/limits.hpp"
#include "service/http/message.hpp"

namespace prescore::service {

/// The address cannot be listened on, or the certificate cannot be used.
class ServerError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct TlsFiles {
  std::string certificate;
  std::string key;
  /// Who may connect: certificates of these authorities; empty: everybody.
  std::string client_authorities;
};

struct ListenPlace {
  std::string address = "127.0.0.1";
  /// 0: any free port.
  std::uint16_t port = 0;
};

class Server {
 public:
  /// Starts to answer. `handler` must outlive the server. Throws ServerError.
  Server(Handler& handler, const ListenPlace& place, const HttpLimits& limits, std::size_t workers,
         const std::optional<TlsFiles>& tls = std::nullopt);
  /// Stops at once.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

  /// Lets every connection finish, for at most `drain_time`, then stops all workers.
  void drain();

  /// How many connections there are.
  [[nodiscard]] std::size_t connections() const noexcept;

 private:
  struct Worker;
  struct Shared;

  std::shared_ptr<Shared> shared_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::uint16_t port_ = 0;
};

}  // namespace prescore::service
