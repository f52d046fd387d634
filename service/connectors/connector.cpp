#include "service/connectors/connector.hpp"

#include <array>

namespace prescore::service {
namespace {

constexpr std::array kAll = {
    CallOutcome::found,        CallOutcome::not_found,   CallOutcome::no_consent,   CallOutcome::breaker_open,
    CallOutcome::queue_full,   CallOutcome::unreachable, CallOutcome::timeout,      CallOutcome::server_error,
    CallOutcome::refused,      CallOutcome::too_large,   CallOutcome::wrong_answer, CallOutcome::other_client,
    CallOutcome::several_rows,
};
constexpr std::array<std::string_view, kAll.size()> kNames = {
    "found",        "not_found", "no_consent", "breaker_open", "queue_full",   "unreachable",  "timeout",
    "server_error", "refused",   "too_large",  "wrong_answer", "other_client", "several_rows",
};

}  // namespace

std::string_view name(CallOutcome outcome) noexcept { return kNames[static_cast<std::size_t>(outcome)]; }

std::span<const CallOutcome> all_call_outcomes() noexcept { return kAll; }

}  // namespace prescore::service
