// One request and its answer, as plain values, and what answers requests. Knows no socket.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prescore::service {

/// Whether both are the same name, in any case of letters.
[[nodiscard]] bool is_same_name(std::string_view one, std::string_view other) noexcept;

using HeaderList = std::vector<std::pair<std::string, std::string>>;
using HeaderViews = std::vector<std::pair<std::string_view, std::string_view>>;

/// What is known of a request before its body is read. The texts belong to the one who read it.
struct RequestHead {
  std::string_view method;
  /// As it was sent, with the query: always starts with "/".
  std::string_view target;
  HeaderViews headers;
  /// The subject of the client's certificate; empty without one.
  std::string certificate_subject;

  /// The only header of this name, in any case of letters. Nothing where there is none or more than one.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const noexcept;
  [[nodiscard]] std::size_t count(std::string_view name) const noexcept;
};

struct HttpAnswer {
  unsigned status = 200;
  /// A text that stays, such as a literal.
  std::string_view content_type;
  std::string body;
  HeaderList headers;
};

/// What a handler notes about a request between its head and its body. Each handler has its own.
struct Admission {
  Admission() = default;
  virtual ~Admission() = default;
  Admission(const Admission&) = delete;
  Admission& operator=(const Admission&) = delete;
  /// In bytes; a longer body is refused with 413 before it is read.
  std::size_t body_limit = 0;
  /// The answer, where the head alone shows that there is nothing to be had. The body is not read then.
  std::optional<HttpAnswer> refusal;
};

/// What the connection tells once an answer is written or has failed.
struct Finished {
  unsigned status = 0;
  std::chrono::microseconds duration{};
  std::size_t answer_bytes = 0;
};

/// Answers requests. All functions may be called by any number of threads at once and must not throw.
class Handler {
 public:
  Handler() = default;
  virtual ~Handler() = default;
  Handler(const Handler&) = delete;
  Handler& operator=(const Handler&) = delete;

  using Respond = std::function<void(HttpAnswer)>;

  /// `head` is there for the time of the call.
  [[nodiscard]] virtual std::shared_ptr<Admission> admit(const RequestHead& head) noexcept = 0;

  /// Calls `respond` exactly once, from any thread, now or later.
  virtual void handle(const std::shared_ptr<Admission>& admission, std::string body, Respond respond) noexcept = 0;

  /// The answer to a request that HTTP itself does not allow; `reason` is a sentence for its sender.
  [[nodiscard]] virtual HttpAnswer refuse(unsigned status, std::string_view reason) noexcept = 0;

  /// `admission` is null where the head was not read to its end.
  virtual void finished(const Admission* admission, const Finished& finished) noexcept = 0;

  /// A worker has done all that was ready, or much of it, and looks for more: time for what many requests share.
  virtual void pause() noexcept = 0;
};

}  // namespace prescore::service
