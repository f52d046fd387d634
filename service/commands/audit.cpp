#include <iostream>
#include <map>

#include "base/input_error.hpp"
#include "service/commands/commands.hpp"
#include "service/engine/releases.hpp"
#include "service/engine/replay.hpp"
#include "service/store/chain.hpp"

namespace prescore::service {
namespace {

/// Where a chain is, while its rows pass.
struct ChainWalk {
  std::int64_t place = 0;
  std::string hash{chain_start()};
  bool met_expected = false;
};

/// What is wrong with the row; empty where it follows.
std::string chain_error(const StoredDecision& row, const ChainWalk& walk) {
  if (row.place != walk.place + 1) return "rows are missing before it";
  if (row.previous_hash != walk.hash) return "it does not follow the row before it";
  if (hash_of(row) != row.hash) return "it was changed after it was recorded";
  if (!row.is_erased && hash_of(row.decision.personal) != row.personal_hash) return "its inputs were changed";
  return {};
}

class Audit {
 public:
  Audit(const Catalogue& catalogue, std::string expected) : catalogue_(catalogue), expected_(std::move(expected)) {}

  void visit(const StoredDecision& row) {
    ++rows_;
    ChainWalk& walk = chains_[row.chain];
    const std::string error = chain_error(row, walk);
    if (!error.empty()) report(row, "the chain is broken here: " + error);
    walk.place = row.place;
    walk.hash = row.hash;
    walk.met_expected = walk.met_expected || row.hash == expected_;
    const Replay replayed = replay_of(row, catalogue_);
    if (replayed.kind == Replay::Kind::inputs_erased) ++erased_;
    if (replayed.kind == Replay::Kind::different) report(row, "its replay differs first in " + replayed.difference);
  }

  [[nodiscard]] bool finish() {
    bool met_expected = expected_.empty();
    for (const auto& [chain, walk] : chains_) {
      std::cout << "chain " << chain << ": " << walk.place << " rows, head " << walk.hash << "\n";
      met_expected = met_expected || walk.met_expected;
    }
    std::cout << rows_ << " decisions; " << rows_ - erased_ << " replayed, " << erased_ << " with erased inputs\n";
    if (!met_expected) {
      std::cout << "no chain holds the hash that --expect names: rows were cut off, or the database is another one\n";
    }
    if (errors_ > 1) std::cout << errors_ - 1 << " more errors follow the first\n";
    if (errors_ == 0 && met_expected) std::cout << "all is whole\n";
    return errors_ == 0 && met_expected;
  }

 private:
  void report(const StoredDecision& row, const std::string& what) {
    if (++errors_ > 1) return;
    std::cout << "decision " << row.decision.id << " (chain " << row.chain << ", row " << row.place << "): " << what
              << "\n";
  }

  const Catalogue& catalogue_;
  std::string expected_;
  std::map<std::string, ChainWalk> chains_;
  std::uint64_t rows_ = 0;
  std::uint64_t erased_ = 0;
  std::uint64_t errors_ = 0;
};

}  // namespace

bool audit(const DatabasePlace& place, const std::string& expected_head) {
  const auto reader = open_reader(place);
  const auto catalogue = read_catalogue(*reader, Catalogue{});
  Audit walk(*catalogue, expected_head);
  reader->walk_decisions([&walk](const StoredDecision& row) { walk.visit(row); });
  return walk.finish();
}

bool replay(const DatabasePlace& place, const std::string& id) {
  const auto reader = open_reader(place);
  const auto stored = reader->find_decision(id, "");
  if (!stored) throw InputError(place.file + " has no decision " + id);
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
