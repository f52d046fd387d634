// Beast's messages <-> the plain values that handlers know.
#pragma once

#include <boost/beast/core/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "service/http/message.hpp"
#include "service/http/request_rules.hpp"

namespace prescore::service {

using RequestParser = boost::beast::http::request_parser<boost::beast::http::string_body>;

/// What of a request is asked for.
enum class Part { head, body };

/// Gives `bytes` to the parser, up to the end of the part; returns how many it took. `error` is need_more where the
/// part is longer than that, so that what was not taken must come again with more behind it.
std::size_t feed(RequestParser& parser, std::string_view bytes, Part part, boost::beast::error_code& error);

/// What the rules and the handler see of a request; it refers to `header`.
[[nodiscard]] RequestHead head_of(const boost::beast::http::request_header<>& header);

/// The answer to `bytes`, of which the parser says that they are no request; nothing where the client has just gone.
[[nodiscard]] std::optional<Refusal> broken_request(const boost::beast::error_code& error, std::string_view bytes);

/// Makes `text` what is sent for `answer`, in the memory that it has. A reply to HEAD has the length of the body and no
/// body.
void write_reply(std::string& text, const HttpAnswer& answer, bool keep_alive, bool is_head);

}  // namespace prescore::service
