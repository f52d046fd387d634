// What HTTP allows and this service demands of a request's head, beyond what the parser checks.
//
// The parser refuses broken lines, two different lengths, a length beside chunks, and heads that are too long. These
// rules refuse what is well formed and yet dangerous or not meant for us: a length or a coding that a proxy in front
// may read in another way, a missing, doubled or malformed Host, a target that is not a path, an expectation that the
// service does not know, a request of a browser, and a body that is packed.
#pragma once

#include <optional>
#include <string_view>

#include "service/http/message.hpp"

namespace prescore::service {

struct Refusal {
  unsigned status = 400;
  std::string_view reason;
};

/// The first rule that `head` breaks. `http_minor` is 1 for HTTP/1.1, 0 for HTTP/1.0.
[[nodiscard]] std::optional<Refusal> broken_rule(const RequestHead& head, unsigned http_minor) noexcept;

/// Whether the request was sent to this machine by a name of its own: localhost, 127.x.x.x or [::1]. A web page whose
/// name was made to lead here (DNS rebinding) sends its own name. A request without Host comes from no browser.
[[nodiscard]] bool is_for_local_host(const RequestHead& head) noexcept;

}  // namespace prescore::service
