// Beast's messages <-> the plain values that handlers know.
#pragma once

#include <boost/beast/core/error.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <string_view>

#include "service/http/message.hpp"
#include "service/http/request_rules.hpp"

namespace prescore::service {

using HttpReply = boost::beast::http::response<boost::beast::http::string_body>;

/// What the rules and the handler see of a request.
[[nodiscard]] RequestHead head_of(const boost::beast::http::request_header<>& header);

/// The answer to `bytes`, of which the parser says that they are no request; nothing where the client has just gone.
[[nodiscard]] std::optional<Refusal> broken_request(const boost::beast::error_code& error, std::string_view bytes);

/// What is sent for `answer`. A reply to HEAD has the length of the body and no body.
[[nodiscard]] HttpReply reply_of(HttpAnswer answer, bool keep_alive, bool is_head);

}  // namespace prescore::service
