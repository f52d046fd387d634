// Points in time as the service stores and shows them, and the ids that are made from them.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace prescore::service {

/// Microseconds since 1970-01-01 UTC.
using Moment = std::int64_t;

/// A clock that never goes back: where the system's clock is set back, it stands still until that catches up.
class Clock {
 public:
  explicit Clock(Moment not_before = 0) noexcept : last_(not_before) {}

  /// The time now; no earlier than any time that it gave before.
  [[nodiscard]] Moment now() noexcept;

  /// Times from now on are no earlier than `moment`: the newest row of a store, after a restart.
  void not_before(Moment moment) noexcept;

 private:
  std::atomic<Moment> last_;
};

/// `2026-11-27T09:30:00.123456Z`; `moment` is of the years 0 to 9999.
[[nodiscard]] std::string iso(Moment moment);

/// Reads a day or a time in UTC: `2026-11-27`, `2026-11-27T09:30:00Z`, with up to six digits behind the second. Nothing
/// for anything else, and for impossible days and times.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text) noexcept;

/// A UUID of version 7 (RFC 9562): 48 bits of milliseconds, then random bits; 36 characters in lower case.
[[nodiscard]] std::string make_uuid(Moment moment);

/// Not above any UUID of a moment from `moment` on, and above those of earlier milliseconds.
[[nodiscard]] std::string least_uuid(Moment moment);

/// Whether `text` has the form of such a UUID.
[[nodiscard]] bool is_uuid(std::string_view text) noexcept;

}  // namespace prescore::service
