// One connection: reads a request, has it answered, writes the answer, and begins again.
#pragma once

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <cstddef>
#include <memory>
#include <unordered_set>

#include "service/http/limits.hpp"
#include "service/http/message.hpp"

namespace prescore::service {

class ConnectionBase;

/// What all connections of a server share. `handler` and `limits` do not change.
struct ServerState {
  ServerState(Handler& answers, const HttpLimits& bounds) : handler(answers), limits(bounds) {}

  Handler& handler;
  const HttpLimits limits;
  std::atomic<std::size_t> connections = 0;
  /// Every answer from now on is the last one of its connection.
  std::atomic<bool> draining = false;
};

/// The connections of one worker that wait for a request. Used on the worker's thread only.
using IdleConnections = std::unordered_set<ConnectionBase*>;

class ConnectionBase {
 public:
  virtual ~ConnectionBase() = default;
  /// Ends the connection, which waits for a request.
  virtual void close_idle() = 0;
};

/// Both run on the executor of `socket`, and keep the connection alive until it ends. `idle` must outlive it.
void start_connection(boost::asio::ip::tcp::socket socket, std::shared_ptr<ServerState> state, IdleConnections& idle);
void start_tls_connection(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context& tls,
                          std::shared_ptr<ServerState> state, IdleConnections& idle);

}  // namespace prescore::service
