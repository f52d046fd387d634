#include "service/http/connection.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "service/http/certificate.hpp"
#include "service/http/exchange.hpp"
#include "service/http/request_rules.hpp"

namespace prescore::service {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using TlsStream = asio::ssl::stream<TcpSocket>;

/// How much of a request that was refused is read, and for how long, before the connection closes: a close with bytes
/// that nobody read would make the system throw the answer away.
constexpr std::size_t kLingerBytes = std::size_t{32} * 1024 * 1024;
constexpr std::chrono::milliseconds kLingerTime{2'000};

constexpr std::size_t kReadBytes = std::size_t{4} * 1024;
constexpr std::size_t kBodyReadBytes = std::size_t{16} * 1024;
constexpr std::size_t kDiscardBytes = std::size_t{16} * 1024;
/// No more than this is read beyond what is understood.
constexpr std::size_t kMaxBuffer = std::size_t{64} * 1024;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

template <typename Stream>
class Connection final : public ConnectionBase, public std::enable_shared_from_this<Connection<Stream>> {
 public:
  template <typename... Arguments>
  Connection(std::shared_ptr<ServerState> state, Home home, Arguments&&... arguments)
      : state_(std::move(state)), home_(home), stream_(std::forward<Arguments>(arguments)...) {
    state_->connections.fetch_add(1, std::memory_order_relaxed);
    home_.connections.insert(this);
  }
  ~Connection() override {
    home_.connections.erase(this);
    state_->connections.fetch_sub(1, std::memory_order_relaxed);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void start(Welcome welcome) {
    enter(Phase::handshake, state_->limits.head_time);
    if constexpr (kIsTls) {
      stream_.async_handshake(asio::ssl::stream_base::server, [self = self(), welcome](beast::error_code error) {
        if (!error) self->begin(welcome);
      });
    } else {
      begin(welcome);
    }
  }

  void check_deadline(Clock::time_point now) override {
    if (now < deadline_) return;
    if (phase_ == Phase::waiting) {
      close_idle();
    } else if (phase_ == Phase::request) {
      // The read ends with an error, and then there is an answer.
      is_late_ = true;
      deadline_ = Clock::time_point::max();
      cancel();
    } else {
      close();
    }
  }

  void close_idle() override {
    if (phase_ != Phase::waiting) return;
    is_leaving_ = true;
    cancel();
  }

  void take_answer(HttpAnswer answer) override { write(answer, keep_alive_); }

 private:
  static constexpr bool kIsTls = std::is_same_v<Stream, TlsStream>;

  /// What the connection does, which says what its deadline is for.
  enum class Phase { handshake, waiting, request, answering, writing, leaving };

  std::shared_ptr<Connection> self() { return this->shared_from_this(); }

  TcpSocket& socket() {
    if constexpr (kIsTls) {
      return stream_.next_layer();
    } else {
      return stream_;
    }
  }

  void enter(Phase phase, Clock::duration time) {
    phase_ = phase;
    deadline_ = Clock::now() + time;
  }

  void cancel() {
    beast::error_code ignored;
    socket().cancel(ignored);
  }

  void begin(Welcome welcome) {
    begin_ = Clock::now();
    if (welcome == Welcome::refusal) return refuse(503, "There are too many connections. Try again.");
    // A client that sends nothing at all is not one between two requests.
    wait_for_request(state_->limits.head_time);
  }

  /// Waits for the first byte of a request, which may be here already.
  void wait_for_request(Clock::duration time) {
    if (buffer_.size() > 0) return begin_request();
    // One long request must not cost memory for as long as its connection lives.
    if (buffer_.capacity() > 2 * kReadBytes) buffer_.shrink_to_fit();
    if (reply_.capacity() > 2 * kReadBytes) reply_ = {};
    enter(Phase::waiting, time);
    stream_.async_read_some(buffer_.prepare(kReadBytes), [self = self()](beast::error_code error, std::size_t size) {
      if (error && self->is_leaving_) return self->leave();
      if (error) return self->close();
      self->buffer_.commit(size);
      self->begin_request();
    });
  }

  void begin_request() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(state_->limits.head_bytes));
    // The limit of a body depends on its route, which the head names.
    parser_->body_limit(std::numeric_limits<std::uint64_t>::max());
    is_late_ = false;
    begin_ = Clock::now();
    phase_ = Phase::request;
    deadline_ = begin_ + state_->limits.head_time;
    read(Part::head);
  }

  /// Goes on with what was read, and reads more until the part of the request is whole.
  void read(Part part) {
    const auto bytes = buffer_.data();
    beast::error_code error;
    buffer_.consume(feed(*parser_, {static_cast<const char*>(bytes.data()), bytes.size()}, part, error));
    if (error == http::error::need_more) return read_more(part);
    if (error) return refuse_broken(error);
    if (part == Part::head) return judge_head();
    have_answered();
  }

  void read_more(Part part) {
    // The parser takes whole lines: what fills the buffer is one that is too long.
    const std::size_t left = buffer_.max_size() - buffer_.size();
    if (left == 0) return refuse_broken(http::error::buffer_overflow);
    const auto room = buffer_.prepare(std::min(part == Part::head ? kReadBytes : kBodyReadBytes, left));
    stream_.async_read_some(room, [self = self(), part](beast::error_code error, std::size_t size) {
      self->buffer_.commit(size);
      if (!error) return self->read(part);
      // Where the client has ended, the parser says what that means.
      if (error == asio::error::eof || error == asio::ssl::error::stream_truncated) self->parser_->put_eof(error);
      self->refuse_broken(error);
    });
  }

  void judge_head() {
    const auto& message = parser_->get();
    RequestHead head = head_of(message);
    if constexpr (kIsTls) head.certificate_subject = certificate_subject(stream_.native_handle());
    const unsigned minor = message.version() % 10;
    keep_alive_ = minor > 0 && message.keep_alive();
    is_head_ = message.method() == http::verb::head;
    if (const auto refusal = broken_rule(head, minor)) return refuse(refusal->status, refusal->reason);
    admission_ = state_->handler.admit(head);
    // A request whose body is not read can only be the last one.
    if (admission_->refusal) return write(*admission_->refusal, keep_alive_ && parser_->is_done());
    const auto length = parser_->content_length();
    if (length && *length > admission_->body_limit) return refuse(413, "The body is too long.");
    parser_->body_limit(admission_->body_limit);
    if (parser_->is_done()) return have_answered();
    if (!body_room_.reserve(length ? *length : admission_->body_limit)) {
      return refuse(503, "The service has no room for the body now. Try again.");
    }
    enter(Phase::request, state_->limits.body_time);
    if (minor > 0 && head.count("expect") > 0 && buffer_.size() == 0) return write_continue();
    read(Part::body);
  }

  void write_continue() {
    const auto text = asio::buffer(kContinue.data(), kContinue.size());
    asio::async_write(stream_, text, [self = self()](beast::error_code error, std::size_t) {
      if (error) return self->refuse_broken(error);
      self->read(Part::body);
    });
  }

  void have_answered() {
    phase_ = Phase::answering;
    deadline_ = Clock::time_point::max();
    // From any thread to this connection's own.
    state_->handler.handle(admission_, std::move(parser_->get().body()), [self = self()](HttpAnswer&& answer) mutable {
      AnswerBox& box = self->home_.answers;
      box.put(std::move(self), std::move(answer));
    });
  }

  void refuse(unsigned status, std::string_view reason) { write(state_->handler.refuse(status, reason), false); }

  void refuse_broken(const beast::error_code& error) {
    if (is_late_) return refuse(408, "The request did not arrive in time.");
    const auto broken = broken_request(error, {static_cast<const char*>(buffer_.data().data()), buffer_.size()});
    if (!broken) return close();
    refuse(broken->status, broken->reason);
  }

  void write(const HttpAnswer& answer, bool keep_alive) {
    keep_alive_ = keep_alive && !state_->draining.load(std::memory_order_relaxed);
    status_ = answer.status;
    write_reply(reply_, answer, keep_alive_, is_head_);
    enter(Phase::writing, state_->limits.write_time);
    asio::async_write(stream_, asio::buffer(reply_),
                      [self = self()](beast::error_code error, std::size_t size) { self->written(error, size); });
  }

  void written(beast::error_code error, std::size_t size) {
    const auto duration = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin_);
    state_->handler.finished(admission_.get(), {status_, duration, size});
    parser_.reset();
    admission_.reset();
    body_room_.release();
    if (error) return close();
    if (!keep_alive_) return leave();
    wait_for_request(state_->limits.idle_time);
  }

  /// Tells the client that nothing more comes, and reads on for a while what it still sends.
  void leave() {
    enter(Phase::leaving, kLingerTime);
    if constexpr (kIsTls) {
      stream_.async_shutdown([self = self()](beast::error_code) { self->end_sending(); });
    } else {
      end_sending();
    }
  }

  void end_sending() {
    beast::error_code ignored;
    socket().shutdown(TcpSocket::shutdown_send, ignored);
    discard();
  }

  void discard() {
    buffer_.clear();
    socket().async_read_some(buffer_.prepare(kDiscardBytes),
                             [self = self()](beast::error_code error, std::size_t size) {
                               self->discarded_ += size;
                               if (error || self->discarded_ > kLingerBytes) return self->close();
                               self->discard();
                             });
  }

  void close() {
    beast::error_code ignored;
    socket().shutdown(TcpSocket::shutdown_both, ignored);
    socket().close(ignored);
  }

  std::shared_ptr<ServerState> state_;
  Home home_;
  Stream stream_;
  beast::flat_buffer buffer_{kMaxBuffer};
  std::optional<RequestParser> parser_;
  /// What is written, whose memory the next answer takes.
  std::string reply_;
  std::shared_ptr<Admission> admission_;
  BodyRoom body_room_{*state_};
  Clock::time_point begin_;
  Clock::time_point deadline_;
  Phase phase_ = Phase::handshake;
  std::size_t discarded_ = 0;
  unsigned status_ = 0;
  bool keep_alive_ = false;
  bool is_head_ = false;
  bool is_late_ = false;
  bool is_leaving_ = false;
};

using PlainConnection = Connection<TcpSocket>;
using TlsConnection = Connection<TlsStream>;

}  // namespace

void start_connection(TcpSocket socket, std::shared_ptr<ServerState> state, Home home, Welcome welcome) {
  const auto connection = std::make_shared<PlainConnection>(std::move(state), home, std::move(socket));
  connection->start(welcome);
}

void start_tls_connection(TcpSocket socket, asio::ssl::context& tls, std::shared_ptr<ServerState> state, Home home,
                          Welcome welcome) {
  const auto connection = std::make_shared<TlsConnection>(std::move(state), home, std::move(socket), tls);
  connection->start(welcome);
}

}  // namespace prescore::service
