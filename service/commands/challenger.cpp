// A challenger against what decided beside it, on the decisions so far.
//
// Terms: of a decision with a challenger, each side *approves* or not: an outcome of likely_approval or approval, or
// anything else. They *agree* where their outcomes are the same. The *swap set* are the decisions where exactly one
// side approves: *in* if it is the challenger, *out* if it is the active version. The *expected bad rate* of a set is
// the mean PD of those of its decisions that have one, by the side that is named; the *observed* one is the share of
// defaults among those whose outcome was recorded. What it cannot say: nobody was refused by the challenger, so
// outcomes are only known for people who got an offer.
#include <array>
#include <cstdio>
#include <iostream>

#include "base/input_error.hpp"
#include "json/json_place.hpp"
#include "service/commands/decision_walk.hpp"
#include "service/commands/later.hpp"

namespace prescore::service {
namespace {

struct Mean {
  double sum = 0;
  std::int64_t count = 0;

  void add(double value) noexcept {
    sum += value;
    ++count;
  }
  /// As a percentage with two digits; a dash where there is nothing.
  [[nodiscard]] std::string percent() const {
    if (count == 0) return "-";
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f %%", 100 * sum / static_cast<double>(count));
    return text.data();
  }
};

/// Decisions of which something is known.
struct Set {
  std::int64_t decisions = 0;
  Mean active_pd;
  Mean challenger_pd;
  Mean defaults;
};

struct Comparison {
  std::int64_t decisions = 0;
  std::int64_t not_taken = 0;
  std::int64_t agreed = 0;
  std::int64_t erased = 0;
  std::int64_t without_pd = 0;
  std::int64_t without_outcome = 0;
  std::string first;
  std::string last;
  Set both;
  Set in;
  Set out;
  Set active;
  Set challenger;
};

bool approves(const std::string& outcome) { return outcome == "likely_approval" || outcome == "approval"; }

/// What is known about one decision.
struct Known {
  std::optional<double> active_pd;
  std::optional<double> challenger_pd;
  std::optional<bool> defaulted;
};

void add(Set& set, const Known& known) {
  ++set.decisions;
  if (known.active_pd) set.active_pd.add(*known.active_pd);
  if (known.challenger_pd) set.challenger_pd.add(*known.challenger_pd);
  if (known.defaulted) set.defaults.add(*known.defaulted ? 1 : 0);
}

void compare(const StoredDecision& stored, const Json& challenger, const std::vector<StoredEntry>& entries,
             Comparison& comparison) {
  const NewDecision& decision = stored.decision;
  ++comparison.decisions;
  const std::string day = iso(decision.created).substr(0, 10);
  if (comparison.first.empty() || day < comparison.first) comparison.first = day;
  if (day > comparison.last) comparison.last = day;
  if (stored.is_erased) ++comparison.erased;
  if (!challenger.contains("outcome")) {
    ++comparison.not_taken;
    return;
  }
  Known known;
  if (decision.pd_ppm >= 0) known.active_pd = static_cast<double>(decision.pd_ppm) / 1e6;
  if (challenger.at("pd_ppm").is_number()) known.challenger_pd = challenger.at("pd_ppm").get<double>() / 1e6;
  if (!known.active_pd || !known.challenger_pd) ++comparison.without_pd;
  const StoredEntry* outcome = last_of(entries, entry_kind::kOutcome);
  if (outcome == nullptr) {
    ++comparison.without_outcome;
  } else {
    known.defaulted = Json::parse(outcome->entry.body).at("outcome") == "default";
  }
  if (challenger.at("outcome") == decision.outcome) ++comparison.agreed;
  const bool active = approves(decision.outcome);
  const bool other = approves(challenger.at("outcome").get<std::string>());
  if (active) add(comparison.active, known);
  if (other) add(comparison.challenger, known);
  if (active && other) add(comparison.both, known);
  if (!active && other) add(comparison.in, known);
  if (active && !other) add(comparison.out, known);
}

std::string share(std::int64_t part, std::int64_t whole) { return Mean{static_cast<double>(part), whole}.percent(); }

void print_set(const char* name, const Set& set) {
  std::cout << "  " << name << ": " << set.decisions << " decisions, expected bad rate " << set.active_pd.percent()
            << " by the active version, " << set.challenger_pd.percent() << " by the challenger; observed "
            << set.defaults.percent() << " of " << set.defaults.count << " with an outcome\n";
}

void print(const std::string& active, const std::string& challenger, const Comparison& comparison) {
  const std::int64_t both = comparison.decisions - comparison.not_taken;
  std::cout << "active     " << active << "\nchallenger " << challenger << "\n"
            << "  " << comparison.decisions << " decisions from " << comparison.first << " to " << comparison.last
            << ", of which the challenger did not take the answers of " << comparison.not_taken << "\n"
            << "  same outcome: " << comparison.agreed << " of " << both << ", " << share(comparison.agreed, both)
            << "\n"
            << "  approved: " << share(comparison.active.decisions, both) << " by the active version, "
            << share(comparison.challenger.decisions, both) << " by the challenger\n";
  print_set("approved by the active version", comparison.active);
  print_set("approved by the challenger", comparison.challenger);
  print_set("approved by both", comparison.both);
  print_set("swap in, approved by the challenger alone", comparison.in);
  print_set("swap out, approved by the active version alone", comparison.out);
  std::cout << "  without a PD on one side: " << comparison.without_pd
            << "; they count as decisions, and not in the rates that lack them\n"
            << "  without a recorded outcome: " << comparison.without_outcome << "\n"
            << "  with erased inputs: " << comparison.erased
            << "; outcomes and PDs were kept, so they are counted like the others\n";
}

}  // namespace

void report_challenger(const DatabasePlace& place, const std::string& programme) {
  std::map<std::pair<std::string, std::string>, Comparison> comparisons;
  std::int64_t without = 0;
  walk_with_entries(place, programme, [&](const StoredDecision& stored, const std::vector<StoredEntry>& entries) {
    if (stored.decision.challenger.empty()) {
      ++without;
      return;
    }
    const Json challenger = Json::parse(stored.decision.challenger);
    const std::pair versions{stored.decision.version, challenger.at("version").get<std::string>()};
    compare(stored, challenger, entries, comparisons[versions]);
  });
  std::cout << "programme " << programme << "\n";
  for (const auto& [versions, comparison] : comparisons) print(versions.first, versions.second, comparison);
  std::cout << without << " decisions were made without a challenger\n";
  std::cout << "Outcomes are known only for people who got an offer, so observed rates say little about a swap in.\n";
}

}  // namespace prescore::service
