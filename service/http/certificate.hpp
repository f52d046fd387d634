// Who a client is by its certificate.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <string>

namespace prescore::service {

/// The subject of the client's certificate as RFC 2253 writes it, `CN=backend,O=Bank,C=RU`: a value that holds a comma
/// or an equals sign is escaped, so no two subjects have the same text. Empty without a certificate.
[[nodiscard]] std::string certificate_subject(const SSL* session);

}  // namespace prescore::service
