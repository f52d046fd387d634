#include "service/http/connection.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <chrono>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "service/http/request_rules.hpp"

namespace prescore::service {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Clock = std::chrono::steady_clock;
using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

/// How much of a request that was refused is read, and for how long, before the connection closes: a close with bytes
/// that nobody read would make the system throw the answer away.
constexpr std::size_t kLingerBytes = 256 * 1024;
constexpr std::chrono::milliseconds kLingerTime{1'000};

struct Broken {
  unsigned status;
  std::string_view reason;
};

/// The answer to bytes that are no request; nothing where the client has just gone.
std::optional<Broken> broken_request(const beast::error_code& error) {
  if (error == http::error::header_limit) return Broken{431, "The request line and the headers are too long."};
  if (error == http::error::body_limit) return Broken{413, "The body is too long."};
  if (error == beast::error::timeout) return Broken{408, "The request did not arrive in time."};
  if (error == http::error::bad_version) return Broken{505, "The version must be HTTP/1.1 or HTTP/1.0."};
  if (error == http::error::end_of_stream || error == http::error::partial_message) return std::nullopt;
  if (error.category() == http::make_error_code(http::error::bad_method).category()) {
    return Broken{400, "This is not a request of HTTP/1.1."};
  }
  return std::nullopt;
}

template <typename Stream>
class Connection final : public ConnectionBase, public std::enable_shared_from_this<Connection<Stream>> {
 public:
  template <typename... Arguments>
  Connection(std::shared_ptr<ServerState> state, IdleConnections& idle, Arguments&&... arguments)
      : state_(std::move(state)), idle_(idle), stream_(std::forward<Arguments>(arguments)...) {
    state_->connections.fetch_add(1, std::memory_order_relaxed);
  }
  ~Connection() override {
    idle_.erase(this);
    state_->connections.fetch_sub(1, std::memory_order_relaxed);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void start() {
    if constexpr (std::is_same_v<Stream, TlsStream>) {
      lowest().expires_after(state_->limits.head_time);
      stream_.async_handshake(asio::ssl::stream_base::server, [self = self()](beast::error_code error) {
        if (!error) self->wait_for_request();
      });
    } else {
      // A client that sends nothing at all is not one between two requests.
      first_wait_ = state_->limits.head_time;
      wait_for_request();
    }
  }

  void close_idle() override { close(); }

 private:
  std::shared_ptr<Connection> self() { return this->shared_from_this(); }
  beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

  /// Waits for the first byte of a request, which may be here already.
  void wait_for_request() {
    if (buffer_.size() > 0) return read_head();
    idle_.insert(this);
    lowest().expires_after(std::exchange(first_wait_, state_->limits.idle_time));
    stream_.async_read_some(buffer_.prepare(4096), [self = self()](beast::error_code error, std::size_t size) {
      self->idle_.erase(self.get());
      if (error) return self->close();
      self->buffer_.commit(size);
      self->read_head();
    });
  }

  void read_head() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(state_->limits.head_bytes));
    // The limit of a body depends on its route, which the head tells.
    parser_->body_limit(std::numeric_limits<std::uint64_t>::max());
    admission_.reset();
    begin_ = Clock::now();
    lowest().expires_after(state_->limits.head_time);
    http::async_read_header(stream_, buffer_, *parser_, [self = self()](beast::error_code error, std::size_t) {
      if (error) return self->refuse_broken(error);
      self->judge_head();
    });
  }

  void judge_head() {
    const auto& message = parser_->get();
    RequestHead head;
    head.method = std::string(message.method_string());
    head.target = std::string(message.target());
    for (const auto& field : message) head.headers.emplace_back(field.name_string(), field.value());
    head.certificate_subject = certificate_subject();
    keep_alive_ = message.keep_alive();
    if (const auto refusal = broken_rule(head, message.version() % 10)) return refuse(refusal->status, refusal->reason);
    admission_ = state_->handler.admit(head);
    if (admission_->refusal) return answer_early(std::move(*admission_->refusal));
    const auto length = parser_->content_length();
    if (length && *length > admission_->body_limit) return refuse(413, "The body is too long.");
    parser_->body_limit(admission_->body_limit);
    if (head.count("expect") > 0) return write_continue();
    read_body();
  }

  void write_continue() {
    auto response = std::make_shared<http::response<http::empty_body>>(http::status::continue_, 11);
    lowest().expires_after(state_->limits.write_time);
    http::async_write(stream_, *response, [self = self(), response](beast::error_code error, std::size_t) {
      if (error) return self->close();
      self->read_body();
    });
  }

  void read_body() {
    if (parser_->is_done()) return have_answered();
    lowest().expires_after(state_->limits.body_time);
    http::async_read(stream_, buffer_, *parser_, [self = self()](beast::error_code error, std::size_t) {
      if (error) return self->refuse_broken(error);
      self->have_answered();
    });
  }

  void have_answered() {
    lowest().expires_never();
    state_->handler.handle(admission_, std::move(parser_->get().body()), [self = self()](HttpAnswer answer) mutable {
      // From any thread to this connection's own.
      asio::post(self->stream_.get_executor(),
                 [self, answer = std::move(answer)]() mutable { self->write(std::move(answer), self->keep_alive_); });
    });
  }

  /// Answers a request whose body, if it has one, is not read.
  void answer_early(HttpAnswer answer) {
    const bool has_body = !parser_->is_done();
    write(std::move(answer), keep_alive_ && !has_body);
  }

  void refuse(unsigned status, std::string_view reason) { write(state_->handler.refuse(status, reason), false); }

  void refuse_broken(const beast::error_code& error) {
    const auto broken = broken_request(error);
    if (!broken) return close();
    refuse(broken->status, broken->reason);
  }

  void write(HttpAnswer answer, bool keep_alive) {
    keep_alive = keep_alive && !state_->draining.load(std::memory_order_relaxed);
    response_.emplace(static_cast<http::status>(answer.status), 11);
    for (const auto& [name, value] : answer.headers) response_->insert(name, value);
    if (!answer.content_type.empty()) response_->set(http::field::content_type, answer.content_type);
    response_->set(http::field::cache_control, "no-store");
    response_->body() = std::move(answer.body);
    response_->keep_alive(keep_alive);
    response_->prepare_payload();
    lowest().expires_after(state_->limits.write_time);
    http::async_write(stream_, *response_,
                      [self = self()](beast::error_code error, std::size_t size) { self->written(error, size); });
  }

  void written(beast::error_code error, std::size_t size) {
    const auto duration = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin_);
    state_->handler.finished(admission_.get(), {response_->result_int(), duration, size});
    const bool keep_alive = response_->keep_alive();
    response_.reset();
    parser_.reset();
    admission_.reset();
    if (error) return close();
    if (!keep_alive) return linger();
    wait_for_request();
  }

  /// Says that nothing more comes, and reads on for a while what the client still sends.
  void linger() {
    if constexpr (std::is_same_v<Stream, TlsStream>) {
      lowest().expires_after(kLingerTime);
      stream_.async_shutdown([self = self()](beast::error_code) { self->close(); });
    } else {
      beast::error_code ignored;
      lowest().socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
      lowest().expires_after(kLingerTime);
      discard();
    }
  }

  void discard() {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(4096), [self = self()](beast::error_code error, std::size_t size) {
      self->discarded_ += size;
      if (error || self->discarded_ > kLingerBytes) return self->close();
      self->discard();
    });
  }

  void close() {
    beast::error_code ignored;
    lowest().socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    lowest().close();
  }

  std::string certificate_subject() {
    if constexpr (std::is_same_v<Stream, TlsStream>) {
      X509* certificate = SSL_get1_peer_certificate(stream_.native_handle());
      if (certificate == nullptr) return {};
      char* line = X509_NAME_oneline(X509_get_subject_name(certificate), nullptr, 0);
      std::string subject = line == nullptr ? "" : line;
      OPENSSL_free(line);
      X509_free(certificate);
      return subject;
    } else {
      return {};
    }
  }

  std::shared_ptr<ServerState> state_;
  IdleConnections& idle_;
  Stream stream_;
  beast::flat_buffer buffer_{64 * 1024};
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<http::response<http::string_body>> response_;
  std::shared_ptr<Admission> admission_;
  Clock::time_point begin_;
  std::chrono::milliseconds first_wait_{};
  std::size_t discarded_ = 0;
  bool keep_alive_ = false;
};

}  // namespace

void start_connection(asio::ip::tcp::socket socket, std::shared_ptr<ServerState> state, IdleConnections& idle) {
  std::make_shared<Connection<PlainStream>>(std::move(state), idle, std::move(socket))->start();
}

void start_tls_connection(asio::ip::tcp::socket socket, asio::ssl::context& tls, std::shared_ptr<ServerState> state,
                          IdleConnections& idle) {
  std::make_shared<Connection<TlsStream>>(std::move(state), idle, std::move(socket), tls)->start();
}

}  // namespace prescore::service
