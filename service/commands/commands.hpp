// The commands of prescore-service. Each throws InputError, FileError, StoreUnavailable, StoreUnusable or ServerError.
#pragma once

#include <string>
#include <vector>

#include "service/api/tokens.hpp"
#include "service/commands/configuration.hpp"

namespace prescore::service {

/// Serves until SIGTERM or SIGINT; SIGHUP reads tokens and trusted keys again.
void serve(const Configuration& configuration);

/// Walks the chains and replays every decision. Prints what it found; returns whether all is whole. With a
/// `expected_head`, one of the heads must have been that hash, or follow it.
[[nodiscard]] bool audit(const DatabasePlace& place, const std::string& expected_head);

/// Replays one decision and prints what comes out; returns whether it is identical.
[[nodiscard]] bool replay(const DatabasePlace& place, const std::string& id);

/// Adds a token to the file, which it makes where there is none, and prints the secret.
void make_token(const std::filesystem::path& file, const std::string& name, const std::vector<Scope>& scopes);

}  // namespace prescore::service
