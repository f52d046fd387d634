// Erasure: for a person who asks for it, and for data whose time is over.
//
// Steps: find the decisions whose inputs are there; in one transaction for some of them, delete what is personal and
// add an entry that says when, which decision and why; at the end remove what the deleted rows left in the files.
// Why in parts: a service that runs on the same database waits for each transaction.
#include <charconv>
#include <chrono>
#include <iostream>

#include "base/input_error.hpp"
#include "json/json_place.hpp"
#include "service/clients/client_table.hpp"
#include "service/commands/later.hpp"
#include "service/store/sql_entries.hpp"

namespace prescore::service {
namespace {

/// So many decisions are erased in one transaction.
constexpr int kErasedTogether = 200;

/// What stands for the caller of a command's entries.
constexpr const char* kCommand = "command";

NewEntry erasure_of(const std::string& id, const std::string& why, const Erased& erased, std::int64_t turn,
                    Moment now) {
  NewEntry entry;
  entry.created = now;
  entry.id = make_uuid(now);
  entry.kind = entry_kind::kErasure;
  entry.decision_id = id;
  entry.turn = turn;
  entry.caller = kCommand;
  entry.body =
      Json{{"decision", id}, {"erased_at", iso(now)}, {"why", why}, {"inputs", erased.inputs}, {"texts", erased.texts}}
          .dump() +
      "\n";
  return entry;
}

/// Erases decisions in one transaction; returns how many had something to erase.
std::size_t erase_together(EntryCommand& command, const std::vector<std::string>& ids, const std::string& why,
                           Clock& clock) {
  std::size_t count = 0;
  command.change([&](EntryLog& entries) {
    count = 0;
    for (const std::string& id : ids) {
      const Erased erased = entries.erase(id);
      if (erased.is_nothing()) continue;
      const auto earlier = static_cast<std::int64_t>(entries.entries_of({id}, entry_kind::kErasure).size());
      entries.append(erasure_of(id, why, erased, earlier + 1, clock.now()));
      ++count;
    }
  });
  return count;
}

/// Erases part by part what `next` finds after an id; returns how many decisions had something to erase.
template <typename Next>
std::size_t erase_all(EntryCommand& command, const std::string& why, Next next) {
  Clock clock;
  std::size_t count = 0;
  for (std::vector<std::string> ids = next(""); !ids.empty(); ids = next(ids.back())) {
    count += erase_together(command, ids, why, clock);
  }
  return count;
}

template <typename Next>
std::size_t count_all(Next next) {
  std::size_t count = 0;
  for (std::vector<std::string> ids = next(""); !ids.empty(); ids = next(ids.back())) count += ids.size();
  return count;
}

/// Whether the word stands in the record as it is.
bool is_word(const std::string& text) {
  if (text.empty() || text.size() > 64) return false;
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string::npos;
}

/// `rows`: of the table of clients.
void report(std::size_t count, bool dry, std::uint64_t rows = 0) {
  const char* done = dry ? "would be erased\n" : "erased\n";
  std::cout << count << (count == 1 ? " decision " : " decisions ") << done;
  if (rows > 0) std::cout << rows << (rows == 1 ? " row " : " rows ") << "of the table of clients " << done;
  if (count + rows == 0)
    std::cout << "nothing is stored that this would erase: it was erased before, or was never there\n";
}

void clean(EntryCommand& command) {
  if (command.clean()) return;
  throw StoreUnavailable(
      "the rows are erased, but the database's file -wal still holds them, because something reads an older state: a "
      "backup, an audit or an export. Run the same command again once that is done");
}

std::size_t erase_decision(const DatabasePlace& place, const std::string& id, const std::string& why, bool dry) {
  const auto reader = open_reader(place);
  const auto stored = is_uuid(id) ? reader->find_decision(id, "") : std::nullopt;
  if (!stored) throw InputError("there is no decision of the id that --decision names");
  if (dry) return stored->is_erased ? 0 : 1;
  EntryCommand command(place);
  Clock clock;
  const std::size_t count = erase_together(command, {id}, why, clock);
  clean(command);
  return count;
}

template <typename Next>
std::size_t erase_found(const DatabasePlace& place, const std::string& why, bool dry, Next next) {
  if (dry) return count_all(next);
  EntryCommand command(place);
  const std::size_t count = erase_all(command, why, next);
  clean(command);
  return count;
}

}  // namespace

void erase(const DatabasePlace& place, const ErasureTarget& target, const std::string& why, bool dry) {
  if (!is_word(why)) throw InputError("--why must be 1 to 64 of a-z, 0-9, _ and -: it stays in the record for ever");
  if (!target.decision.empty()) return report(erase_decision(place, target.decision, why, dry), dry);
  const auto reader = open_entry_reader(place);
  // First, so that decisions that are made meanwhile find nothing more, and that nothing is done while a load runs.
  const std::uint64_t rows = remove_client(place, target.client, dry);
  const std::size_t decisions = erase_found(place, why, dry, [&](const std::string& after) {
    return reader->of_client(target.client, after, kErasedTogether);
  });
  report(decisions, dry, rows);
}

void retain(const DatabasePlace& place, const std::string& age, bool dry) {
  Clock clock;
  const auto end = moment_before(clock.now(), age);
  if (!end) throw InputError("--older-than must be a number of days, months or years, as in 90d, 36m or 3y");
  const auto reader = open_entry_reader(place);
  std::cout << "decisions before " << iso(*end) << ": ";
  report(erase_found(place, "retention", dry,
                     [&](const std::string& after) { return reader->before(*end, after, kErasedTogether); }),
         dry);
}

std::optional<Moment> moment_before(Moment now, const std::string& age) {
  if (age.size() < 2) return std::nullopt;
  int count = 0;
  const auto [end, error] = std::from_chars(age.data(), age.data() + age.size() - 1, count);
  if (error != std::errc() || end != age.data() + age.size() - 1 || count < 1 || count > 9999) return std::nullopt;
  using std::chrono::days;
  using std::chrono::sys_days;
  const std::chrono::sys_time<std::chrono::microseconds> time{std::chrono::microseconds(now)};
  const sys_days today = std::chrono::floor<days>(time);
  std::chrono::year_month_day day{today};
  if (age.back() == 'd') {
    day = today - days(count);
  } else if (age.back() == 'm') {
    day -= std::chrono::months(count);
  } else if (age.back() == 'y') {
    day -= std::chrono::years(count);
  } else {
    return std::nullopt;
  }
  // The 31st of a month that has none is its last day.
  if (!day.ok()) day = day.year() / day.month() / std::chrono::last;
  // Ids of decisions hold no time before 1970.
  const sys_days first = std::max(sys_days(day), sys_days{});
  return std::chrono::duration_cast<std::chrono::microseconds>((first + (time - today)).time_since_epoch()).count();
}

}  // namespace prescore::service
