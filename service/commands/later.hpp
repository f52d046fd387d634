// The commands about decisions after they were made. Each throws InputError, FileError, StoreUnavailable or
// StoreUnusable. They work while a service runs on the same database and while none does.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "service/base/moment.hpp"
#include "service/store/sql_store.hpp"

namespace prescore::service {

/// Whose inputs an erasure removes: those of one client, or of one decision.
struct ErasureTarget {
  std::string client;
  std::string decision;
};

/// Deletes everything personal of decisions and records that in the chain; `why` is a word for the record, [a-z0-9_-]
/// {1,64}. What was erased before is no error. Prints what was done, and no client. `dry`: only counts.
void erase(const DatabasePlace& place, const ErasureTarget& target, const std::string& why, bool dry);

/// The same for decisions that are older than an age, such as `90d`, `36m` or `3y`.
void retain(const DatabasePlace& place, const std::string& age, bool dry);

/// The moment that lies `age` before `now`: a number of days, months or years as the calendar counts them, 1 to 9999.
/// Nothing for any other text.
[[nodiscard]] std::optional<Moment> moment_before(Moment now, const std::string& age);

/// Everything that is stored about a client, as JSON for people: to `output`, or printed where that is empty.
void copy_subject(const DatabasePlace& place, const std::string& client, const std::filesystem::path& output);

struct ExportOptions {
  std::string programme;
  /// Decisions from `since` on and before `until`.
  std::optional<Moment> since;
  std::optional<Moment> until;
  /// Must not be there yet.
  std::filesystem::path output;
  /// Also decisions without an outcome, with an empty target.
  bool all = false;
};

/// Writes decisions as a data file that `prescore train` and `prescore evaluate` read. Prints how many were left out.
void export_decisions(const DatabasePlace& place, const ExportOptions& options);

/// Prints how the challengers of a programme compare with what decided beside them.
void report_challenger(const DatabasePlace& place, const std::string& programme);

}  // namespace prescore::service
