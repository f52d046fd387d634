#include "service/store/chain.hpp"

#include "service/base/crypto.hpp"

namespace prescore::service {
namespace {

/// A text in which no two lists of fields are the same.
class Fields {
 public:
  Fields& add(std::string_view field) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      text_ += static_cast<char>(static_cast<std::uint64_t>(field.size()) >> shift);
    }
    text_ += field;
    return *this;
  }
  Fields& add(std::int64_t number) { return add(std::to_string(number)); }

  [[nodiscard]] std::string hash() const { return hex(sha256(text_)); }

 private:
  std::string text_;
};

}  // namespace

std::string_view chain_start() noexcept { return "0000000000000000000000000000000000000000000000000000000000000000"; }

std::string hash_of(const PersonalPart& personal) {
  return Fields().add(personal.salt).add(personal.client).add(personal.answers).add(personal.enrichment).hash();
}

std::string hash_of(const StoredDecision& row) {
  const NewDecision& decision = row.decision;
  return Fields()
      .add(row.previous_hash)
      .add(row.chain)
      .add(row.place)
      .add(decision.id)
      .add(decision.created)
      .add(decision.caller)
      .add(decision.idempotency_key)
      .add(decision.request_hash)
      .add(decision.programme)
      .add(decision.version)
      .add(decision.engine)
      .add(decision.outcome)
      .add(decision.basis)
      .add(decision.pd_ppm)
      .add(decision.challenger)
      .add(decision.hint)
      .add(decision.answer)
      .add(row.personal_hash)
      .hash();
}

std::string hash_of(const PersonalText& personal) {
  return personal.salt.empty() ? std::string() : Fields().add(personal.salt).add(personal.text).hash();
}

std::string hash_of(const StoredEntry& row) {
  const NewEntry& entry = row.entry;
  return Fields()
      .add(row.previous_hash)
      .add(row.chain)
      .add(row.place)
      .add(entry.id)
      .add(entry.kind)
      .add(entry.decision_id)
      .add(entry.turn)
      .add(entry.created)
      .add(entry.caller)
      .add(entry.idempotency_key)
      .add(entry.request_hash)
      .add(entry.body)
      .add(row.personal_hash)
      .hash();
}

}  // namespace prescore::service
