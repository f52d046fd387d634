#include <algorithm>
#include <iostream>
#include <map>

#include "base/input_error.hpp"
#include "service/commands/commands.hpp"
#include "service/engine/releases.hpp"
#include "service/engine/replay.hpp"
#include "service/store/chain.hpp"
#include "service/store/sql_entries.hpp"

namespace prescore::service {
namespace {

/// So many entries are read at a time.
constexpr std::size_t kEntriesTogether = 500;

/// Where a chain is, while its rows pass.
struct ChainWalk {
  std::int64_t place = 0;
  /// The newest row when the audit began; later ones are not looked at.
  std::int64_t end = 0;
  /// Entries that were read and have not passed yet, the next one last.
  std::vector<StoredEntry> waiting;
  std::string hash{chain_start()};
  /// The place of the last entry that was read, and whether there are no more.
  std::int64_t last_entry = 0;
  bool has_all_entries = false;
  bool met_expected = false;
};

/// What is wrong with the row, a decision or an entry; empty where it follows.
template <typename Row>
std::string chain_error(const Row& row, const ChainWalk& walk) {
  if (row.place != walk.place + 1) return "rows are missing before it";
  if (row.previous_hash != walk.hash) return "it does not follow the row before it";
  if (hash_of(row) != row.hash) return "it was changed after it was recorded";
  return {};
}

class Audit {
 public:
  Audit(const Catalogue& catalogue, EntryReader& entries, std::string expected)
      : catalogue_(catalogue), entries_(entries), expected_(std::move(expected)) {
    // A service may run: what it records from now on is left to the next audit.
    for (const auto& [chain, place] : entries.heads()) chains_[chain].end = place;
  }

  void visit(const StoredDecision& row) {
    const auto found = chains_.find(row.chain);
    if (found == chains_.end() || row.place > found->second.end) return;
    ChainWalk& walk = found->second;
    pass_entries(row.chain, walk, row.place);
    ++rows_;
    std::string error = chain_error(row, walk);
    if (error.empty() && !row.is_erased && hash_of(row.decision.personal) != row.personal_hash) {
      error = "its inputs were changed";
    }
    if (error.empty() && row.is_erased && !entries_.was_erased(row.decision.id)) {
      error = "its inputs are gone, and no erasure was recorded";
    }
    if (!error.empty())
      report("decision " + row.decision.id, row.chain, row.place, "the chain is broken here: " + error);
    step(row, walk);
    const Replay replayed = replay_of(row, catalogue_);
    if (replayed.kind == Replay::Kind::inputs_erased) ++erased_;
    if (replayed.kind == Replay::Kind::different) {
      report("decision " + row.decision.id, row.chain, row.place, "its replay differs first in " + replayed.difference);
    }
  }

  [[nodiscard]] bool finish() {
    for (auto& [chain, walk] : chains_) pass_entries(chain, walk, walk.end + 1);
    bool met_expected = expected_.empty();
    for (const auto& [chain, walk] : chains_) {
      std::cout << "chain " << chain << ": " << walk.place << " rows, head " << walk.hash << "\n";
      met_expected = met_expected || walk.met_expected;
    }
    std::cout << rows_ << " decisions; " << rows_ - erased_ << " replayed, " << erased_ << " with erased inputs\n"
              << counts_[entry_kind::kReview] << " reviews, " << counts_[entry_kind::kOutcome] << " outcomes, "
              << counts_[entry_kind::kErasure] << " erasures\n";
    if (!met_expected) {
      std::cout << "no chain holds the hash that --expect names: rows were cut off, or the database is another one\n";
    }
    if (errors_ > 1) std::cout << errors_ - 1 << " more errors follow the first\n";
    if (errors_ == 0 && met_expected) std::cout << "all is whole\n";
    return errors_ == 0 && met_expected;
  }

 private:
  template <typename Row>
  void step(const Row& row, ChainWalk& walk) const {
    walk.place = row.place;
    walk.hash = row.hash;
    walk.met_expected = walk.met_expected || row.hash == expected_;
  }

  /// Looks at the entries of the chain before a place.
  void pass_entries(const std::string& chain, ChainWalk& walk, std::int64_t place) {
    for (;;) {
      if (walk.waiting.empty() && !walk.has_all_entries) {
        walk.waiting = entries_.entries_after(chain, walk.last_entry, static_cast<int>(kEntriesTogether));
        walk.has_all_entries = walk.waiting.size() < kEntriesTogether;
        if (!walk.waiting.empty()) walk.last_entry = walk.waiting.back().place;
        std::ranges::reverse(walk.waiting);
      }
      if (walk.waiting.empty() || walk.waiting.back().place >= place || walk.waiting.back().place > walk.end) return;
      visit_entry(walk.waiting.back(), walk);
      walk.waiting.pop_back();
    }
  }

  void visit_entry(const StoredEntry& row, ChainWalk& walk) {
    ++counts_[row.entry.kind];
    std::string error = chain_error(row, walk);
    if (error.empty() && !row.is_erased() && hash_of(row.entry.personal) != row.personal_hash) {
      error = "its text was changed";
    }
    if (error.empty() && row.is_erased() && !entries_.was_erased(row.entry.decision_id)) {
      error = "its text is gone, and no erasure was recorded";
    }
    if (!error.empty()) {
      report(row.entry.kind + " " + row.entry.id + " of decision " + row.entry.decision_id, row.chain, row.place,
             "the chain is broken here: " + error);
    }
    step(row, walk);
  }

  void report(const std::string& row, const std::string& chain, std::int64_t place, const std::string& what) {
    if (++errors_ > 1) return;
    std::cout << row << " (chain " << chain << ", row " << place << "): " << what << "\n";
  }

  const Catalogue& catalogue_;
  EntryReader& entries_;
  std::string expected_;
  std::map<std::string, ChainWalk> chains_;
  /// Entries by kind.
  std::map<std::string, std::uint64_t> counts_;
  std::uint64_t rows_ = 0;
  std::uint64_t erased_ = 0;
  std::uint64_t errors_ = 0;
};

}  // namespace

bool audit(const DatabasePlace& place, const std::string& expected_head) {
  const auto reader = open_reader(place);
  const auto catalogue = read_catalogue(*reader, Catalogue{});
  const auto entries = open_entry_reader(place);
  Audit walk(*catalogue, *entries, expected_head);
  reader->walk_decisions([&walk](const StoredDecision& row) { walk.visit(row); });
  return walk.finish();
}

bool replay(const DatabasePlace& place, const std::string& id) {
  const auto reader = open_reader(place);
  const auto stored = reader->find_decision(id, "");
  if (!stored) throw InputError(shown(place) + " has no decision " + id);
  const auto catalogue = read_catalogue(*reader, Catalogue{});
  const Replay replayed = replay_of(*stored, *catalogue);
  switch (replayed.kind) {
    case Replay::Kind::identical:
      std::cout << "identical: " << stored->decision.outcome << " under " << stored->decision.version << "\n";
      return true;
    case Replay::Kind::inputs_erased:
      std::cout << "the inputs were erased, so it cannot be replayed\n";
      return false;
    case Replay::Kind::different:
      break;
  }
  std::cout << "differs first in " << replayed.difference << "\n";
  return false;
}

}  // namespace prescore::service
