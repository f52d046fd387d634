#include "service/http/server.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <utility>

#include "service/http/connection.hpp"

namespace prescore::service {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using boost::system::error_code;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

/// So many connections beyond the limit are answered 503; those after them are closed without a word.
constexpr std::size_t kToldConnections = 100;

/// Of files that a process needs beside its connections.
constexpr rlim_t kOtherFiles = 100;

/// Connections that come together wait here until they are accepted.
constexpr int kBacklog = 1024;

/// How long the last connections without a request stay open in a stop.
constexpr std::chrono::milliseconds kLastIdle{200};

/// What a worker does at most, as steps of its loop, before it lets its handler do what many requests share.
constexpr int kBurst = 256;

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

/// Many systems let a process open 1,024 files until it asks for more.
void allow_files(std::size_t connections) noexcept {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  const rlim_t wanted = connections + kOtherFiles;
  if (files.rlim_cur >= wanted) return;
  files.rlim_cur = std::min(wanted, files.rlim_max);
  setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace

struct Server::Shared : ServerState {
  using ServerState::ServerState;
  std::unique_ptr<asio::ssl::context> tls;
};

struct Server::Worker {
  Worker(std::shared_ptr<Shared> state, const Tcp::endpoint& place)
      : shared(std::move(state)), acceptor(loop), pause(loop), tick(loop) {
    acceptor.open(place.protocol());
    acceptor.set_option(Tcp::acceptor::reuse_address(true));
    acceptor.set_option(ReusePort(true));
    acceptor.bind(place);
    acceptor.listen(kBacklog);
    acceptor.non_blocking(true);
  }

  void start() {
    accept();
    thread = std::thread([this] { run(); });
  }

  void run() {
    while (loop.run_one() > 0) {
      for (int step = 1; step < kBurst && loop.poll_one() > 0; ++step) {
      }
      shared->handler.pause();
    }
  }

  void accept() {
    acceptor.async_accept([this](error_code error, TcpSocket socket) {
      if (error == asio::error::operation_aborted || !acceptor.is_open()) return;
      if (error) {
        pause.expires_after(kAcceptPause);
        return pause.async_wait([this](error_code) { accept(); });
      }
      take(std::move(socket));
      accept();
    });
  }

  void take(TcpSocket socket) {
    error_code ignored;
    socket.set_option(Tcp::no_delay(true), ignored);
    const std::size_t connections = shared->connections.load(std::memory_order_relaxed);
    if (connections >= shared->limits.connections + kToldConnections) return;
    const Welcome welcome = connections < shared->limits.connections ? Welcome::answers : Welcome::refusal;
    if (all.empty()) check_deadlines();
    if (shared->tls) return start_tls_connection(std::move(socket), *shared->tls, shared, {all, answers}, welcome);
    start_connection(std::move(socket), shared, {all, answers}, welcome);
  }

  /// Again every kTick, as long as there are connections.
  void check_deadlines() {
    tick.expires_after(kTick);
    tick.async_wait([this](error_code error) {
      if (error || all.empty()) return;
      const auto now = ConnectionBase::Clock::now();
      each([now](ConnectionBase& connection) { connection.check_deadline(now); });
      check_deadlines();
    });
  }

  /// Takes the connections that wait already, then listens no more. Called on the worker's thread.
  void stop_accepting() {
    for (;;) {
      error_code error;
      TcpSocket socket(loop);
      acceptor.accept(socket, error);
      if (error) break;
      take(std::move(socket));
    }
    error_code ignored;
    acceptor.close(ignored);
  }

  void close_idle() {
    each([](ConnectionBase& connection) { connection.close_idle(); });
  }

  template <typename Visit>
  void each(Visit visit) {
    // Nothing that a visit does ends a connection at once: it only ends what the connection waits for.
    for (ConnectionBase* connection : all) visit(*connection);
  }

  void stop() {
    loop.stop();
    if (thread.joinable()) thread.join();
  }

  std::shared_ptr<Shared> shared;
  // Before the loop: connections that the loop still holds when it ends leave this set.
  WorkerConnections all;
  asio::io_context loop{1};
  AnswerBox answers{loop};
  TcpAcceptor acceptor;
  asio::steady_timer pause;
  asio::steady_timer tick;
  std::thread thread;
};

Server::Server(Handler& handler, const ListenPlace& place, const HttpLimits& limits, std::size_t workers,
               const std::optional<TlsFiles>& tls)
    : shared_(std::make_shared<Shared>(handler, limits)) {
  if (tls) shared_->tls = tls_context(*tls);
  allow_files(limits.connections + kToldConnections);
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
