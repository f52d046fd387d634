// The address of a bureau: a template with the client's reference in it.
#pragma once

#include <string>
#include <string_view>

namespace prescore::service {

/// What is wrong with a template; empty where nothing is. It must be https, or http to this machine alone, name no
/// user, and have {client} once, in its path or its query.
[[nodiscard]] std::string bureau_url_error(const std::string& url);

/// Whether a reference can be a part of an address: not of one that consists of dots, which servers take for a folder.
[[nodiscard]] bool fits_url(std::string_view client) noexcept;

/// The address with the reference in the place of {client}: every byte but letters, digits, - and _ as %XX.
[[nodiscard]] std::string bureau_url(std::string_view url, std::string_view client);

}  // namespace prescore::service
