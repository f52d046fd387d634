// The hash chain: every field counts, and none can lend its bytes to its neighbour.
#include "service/store/chain.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "service_core/support.hpp"

namespace prescore::service {
namespace {

StoredDecision sample_row() {
  StoredDecision stored;
  stored.decision = test::decision_of(1);
  stored.decision.challenger = "{}";
  stored.chain = "main";
  stored.place = 7;
  stored.personal_hash = hash_of(stored.decision.personal);
  stored.previous_hash = chain_start();
  return stored;
}

TEST(Chain, EveryFieldOfARowChangesItsHash) {
  using Change = std::function<void(StoredDecision&)>;
  const Change changes[] = {
      [](StoredDecision&) {},
      [](StoredDecision& r) { r.previous_hash.back() = '1'; },
      [](StoredDecision& r) { r.chain = "other"; },
      [](StoredDecision& r) { ++r.place; },
      [](StoredDecision& r) { r.personal_hash += "x"; },
      [](StoredDecision& r) { r.decision.id += "x"; },
      [](StoredDecision& r) { ++r.decision.created; },
      [](StoredDecision& r) { r.decision.caller += "x"; },
      [](StoredDecision& r) { r.decision.idempotency_key += "x"; },
      [](StoredDecision& r) { r.decision.request_hash += "x"; },
      [](StoredDecision& r) { r.decision.programme += "x"; },
      [](StoredDecision& r) { r.decision.version += "x"; },
      [](StoredDecision& r) { r.decision.engine += "x"; },
      [](StoredDecision& r) { r.decision.outcome += "x"; },
      [](StoredDecision& r) { r.decision.basis += "x"; },
      [](StoredDecision& r) { ++r.decision.pd_ppm; },
      [](StoredDecision& r) { r.decision.challenger += " "; },
      [](StoredDecision& r) { r.decision.hint += "x"; },
      [](StoredDecision& r) { r.decision.answer += " "; },
  };
  std::set<std::string> hashes;
  for (const Change& change : changes) {
    StoredDecision changed = sample_row();
    change(changed);
    EXPECT_TRUE(hashes.insert(hash_of(changed)).second);
  }
}

TEST(Chain, BytesThatMoveToTheNextFieldChangeTheHash) {
  StoredDecision one = sample_row();
  StoredDecision other = sample_row();
  one.decision.outcome = "ab";
  one.decision.basis = "c";
  other.decision.outcome = "a";
  other.decision.basis = "bc";
  EXPECT_NE(hash_of(one), hash_of(other));
}

TEST(Chain, ThePersonalPartIsCoveredWithItsSalt) {
  const PersonalPart part{"salt", "client", "{}", "{}"};
  std::set<std::string> hashes = {hash_of(part)};
  for (std::string PersonalPart::*field :
       {&PersonalPart::salt, &PersonalPart::client, &PersonalPart::answers, &PersonalPart::enrichment}) {
    PersonalPart changed = part;
    changed.*field += "x";
    EXPECT_TRUE(hashes.insert(hash_of(changed)).second);
  }
}

TEST(Chain, StartsWithZeros) { EXPECT_EQ(chain_start(), std::string(64, '0')); }

}  // namespace
}  // namespace prescore::service
