// What a bureau answered -> values, or why there are none. Every byte of it is foreign.
#pragma once

#include <string_view>

#include "service/connectors/connector.hpp"
#include "service/connectors/settings.hpp"

namespace prescore::service {

/// Reads the body of an answer with the status 200. A value is a text, a number, or null for "not known"; a value that
/// is not there is `wrong_answer`, and so is anything else that the settings do not describe. An answer that is not
/// about `request.client` is `other_client`.
[[nodiscard]] Answered read_bureau_answer(std::string_view body, const BureauSettings& settings,
                                          const ClientRequest& request);

}  // namespace prescore::service
