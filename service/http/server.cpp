#include "service/http/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <functional>
#include <utility>

#include "service/http/connection.hpp"

namespace prescore::service {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

/// So many connections beyond the limit are told so; those after them are closed without a word.
constexpr std::size_t kToldConnections = 100;
constexpr std::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/// Connections that come together wait here until they are accepted.
constexpr int kBacklog = 1024;

/// How long the last connections without a request stay open in a stop.
constexpr std::chrono::milliseconds kLastIdle{200};

/// After running out of file descriptors, for instance.
constexpr std::chrono::milliseconds kAcceptPause{50};

std::unique_ptr<asio::ssl::context> tls_context(const TlsFiles& files) {
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_options(context->native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  try {
    context->use_certificate_chain_file(files.certificate);
    context->use_private_key_file(files.key, asio::ssl::context::pem);
    if (!files.client_authorities.empty()) {
      context->load_verify_file(files.client_authorities);
      context->set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
    }
  } catch (const boost::system::system_error& error) {
    throw ServerError("the certificate, its key or the authorities cannot be used: " + error.code().message());
  }
  return context;
}

}  // namespace

struct Server::Shared : ServerState {
  using ServerState::ServerState;
  std::unique_ptr<asio::ssl::context> tls;
};

struct Server::Worker {
  Worker(std::shared_ptr<Shared> all, const Tcp::endpoint& place)
      : shared(std::move(all)), acceptor(loop), pause(loop) {
    acceptor.open(place.protocol());
    acceptor.set_option(Tcp::acceptor::reuse_address(true));
    acceptor.set_option(ReusePort(true));
    acceptor.bind(place);
    acceptor.listen(kBacklog);
    acceptor.non_blocking(true);
  }

  void start() {
    accept();
    thread = std::thread([this] { loop.run(); });
  }

  void accept() {
    acceptor.async_accept([this](boost::system::error_code error, Tcp::socket socket) {
      if (error == asio::error::operation_aborted || !acceptor.is_open()) return;
      if (error) {
        pause.expires_after(kAcceptPause);
        return pause.async_wait([this](boost::system::error_code) { accept(); });
      }
      take(std::move(socket));
      accept();
    });
  }

  void take(Tcp::socket socket) {
    boost::system::error_code ignored;
    socket.set_option(Tcp::no_delay(true), ignored);
    const std::size_t connections = shared->connections.load(std::memory_order_relaxed);
    if (connections >= shared->limits.connections) return refuse(std::move(socket), connections);
    if (shared->tls) return start_tls_connection(std::move(socket), *shared->tls, shared, idle);
    start_connection(std::move(socket), shared, idle);
  }

  void refuse(Tcp::socket socket, std::size_t connections) {
    if (shared->tls || connections >= shared->limits.connections + kToldConnections) return;
    auto held = std::make_shared<Tcp::socket>(std::move(socket));
    asio::async_write(*held, asio::buffer(kFull), [held](boost::system::error_code, std::size_t) {
      boost::system::error_code ignored;
      held->shutdown(Tcp::socket::shutdown_both, ignored);
    });
  }

  /// Takes the connections that wait already, then listens no more. Called on the worker's thread.
  void stop_accepting() {
    for (;;) {
      boost::system::error_code error;
      Tcp::socket socket = acceptor.accept(error);
      if (error) break;
      take(std::move(socket));
    }
    boost::system::error_code ignored;
    acceptor.close(ignored);
  }

  void close_idle() {
    const IdleConnections waiting = idle;
    for (ConnectionBase* connection : waiting) connection->close_idle();
  }

  void stop() {
    loop.stop();
    if (thread.joinable()) thread.join();
  }

  std::shared_ptr<Shared> shared;
  // Before the loop: connections that the loop still holds when it ends leave this set.
  IdleConnections idle;
  asio::io_context loop{1};
  Tcp::acceptor acceptor;
  asio::steady_timer pause;
  std::thread thread;
};

Server::Server(Handler& handler, const ListenPlace& place, const HttpLimits& limits, std::size_t workers,
               const std::optional<TlsFiles>& tls)
    : shared_(std::make_shared<Shared>(handler, limits)) {
  if (tls) shared_->tls = tls_context(*tls);
  try {
    Tcp::endpoint endpoint(asio::ip::make_address(place.address), place.port);
    for (std::size_t index = 0; index < workers; ++index) {
      workers_.push_back(std::make_unique<Worker>(shared_, endpoint));
      endpoint.port(workers_.front()->acceptor.local_endpoint().port());
    }
    port_ = endpoint.port();
  } catch (const boost::system::system_error& error) {
    throw ServerError("cannot listen on " + place.address + " port " + std::to_string(place.port) + ": " +
                      error.code().message());
  }
  for (const auto& worker : workers_) worker->start();
}

Server::~Server() {
  for (const auto& worker : workers_) worker->stop();
}

void Server::drain() {
  shared_->draining.store(true, std::memory_order_relaxed);
  const auto end = std::chrono::steady_clock::now() + shared_->limits.drain_time;
  for (const auto& worker : workers_) asio::post(worker->loop, [&worker = *worker] { worker.stop_accepting(); });
  std::this_thread::sleep_for(kLastIdle);
  for (const auto& worker : workers_) asio::post(worker->loop, [&worker = *worker] { worker.close_idle(); });
  while (connections() > 0 && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  for (const auto& worker : workers_) worker->stop();
}

std::size_t Server::connections() const noexcept { return shared_->connections.load(std::memory_order_relaxed); }

}  // namespace prescore::service
