// One connection: reads a request, has it answered, writes the answer, and begins again.
//
// Terms: a *worker* is a thread with its own event loop; a connection lives on one worker and is only touched there.
// Its *deadline* is when what it does now must be over. The worker looks at all deadlines every kTick, so a request
// starts and cancels no timer.
#pragma once

#include <atomic>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_set>
#include <utility>

#include "service/http/answer_box.hpp"
#include "service/http/limits.hpp"
#include "service/http/message.hpp"

namespace prescore::service {

using TcpSocket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
using TcpAcceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

/// What all connections of a server share. `handler` and `limits` do not change.
struct ServerState {
  ServerState(Handler& answers, const HttpLimits& bounds) : handler(answers), limits(bounds) {}

  Handler& handler;
  const HttpLimits limits;
  std::atomic<std::size_t> connections = 0;
  /// Of all bodies that are being read or answered.
  std::atomic<std::size_t> body_bytes = 0;
  /// Every answer from now on is the last one of its connection.
  std::atomic<bool> draining = false;
};

/// Room for the body of one request, out of what all bodies together may take.
class BodyRoom {
 public:
  explicit BodyRoom(ServerState& state) noexcept : state_(state) {}
  ~BodyRoom() { release(); }
  BodyRoom(const BodyRoom&) = delete;
  BodyRoom& operator=(const BodyRoom&) = delete;

  /// Before the body's memory is taken. False where all bodies together would be too large.
  [[nodiscard]] bool reserve(std::uint64_t bytes) noexcept {
    release();
    bytes_ = static_cast<std::size_t>(bytes);
    return state_.body_bytes.fetch_add(bytes_, std::memory_order_relaxed) + bytes_ <= state_.limits.body_bytes;
  }
  void release() noexcept { state_.body_bytes.fetch_sub(std::exchange(bytes_, 0), std::memory_order_relaxed); }

 private:
  ServerState& state_;
  std::size_t bytes_ = 0;
};

class ConnectionBase : public AnswerTaker {
 public:
  using Clock = std::chrono::steady_clock;

  /// Ends the connection, or answers 408, where its deadline has passed.
  virtual void check_deadline(Clock::time_point now) = 0;
  /// Ends the connection if it waits for a request.
  virtual void close_idle() = 0;
};

/// The connections of one worker. Used on the worker's thread only.
using WorkerConnections = std::unordered_set<ConnectionBase*>;

/// What a connection has of its worker. Both outlive it.
struct Home {
  WorkerConnections& connections;
  AnswerBox& answers;
};

/// How far behind its deadline a connection may end.
inline constexpr std::chrono::milliseconds kTick{100};

/// What a new connection gets: answers, or one 503, because there are too many.
enum class Welcome { answers, refusal };

/// Both run on the executor of `socket`, and keep the connection alive until it ends.
void start_connection(TcpSocket socket, std::shared_ptr<ServerState> state, Home home, Welcome welcome);
void start_tls_connection(TcpSocket socket, boost::asio::ssl::context& tls, std::shared_ptr<ServerState> state,
                          Home home, Welcome welcome);

}  // namespace prescore::service
