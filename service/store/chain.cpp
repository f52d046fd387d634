#include "service/store/chain.hpp"

#include <array>
#include <charconv>

#include "service/base/crypto.hpp"

namespace prescore::service {
namespace {

/// A text in which no two lists of fields are the same. Every decision makes two, so a thread keeps the memory of one.
class Fields {
 public:
  Fields() noexcept : text_(memory()) { text_.clear(); }

  Fields& add(std::string_view field) {
    std::array<char, 8> size{};
    for (std::size_t byte = 0; byte < size.size(); ++byte) {
      size[byte] = static_cast<char>(static_cast<std::uint64_t>(field.size()) >> (56 - 8 * byte));
    }
    text_.append(size.data(), size.size());
    text_.append(field);
    return *this;
  }
  Fields& add(std::int64_t number) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return add(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
  }

  [[nodiscard]] std::string hash() const { return hex(sha256(text_)); }

 private:
  static std::string& memory() noexcept {
    thread_local std::string text;
    return text;
  }

  std::string& text_;
};

}  // namespace

std::string_view chain_start() noexcept { return "0000000000000000000000000000000000000000000000000000000000000000"; }

std::string hash_of(const PersonalPart& personal) {
  return Fields().add(personal.salt).add(personal.client).add(personal.answers).add(personal.enrichment).hash();
}

std::string hash_of(const NewDecision& decision, const ChainLink& link) {
  return Fields()
      .add(link.previous_hash)
      .add(link.chain)
      .add(link.place)
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
      .add(link.personal_hash)
      .hash();
}

std::string hash_of(const StoredDecision& row) {
  return hash_of(row.decision, {row.chain, row.place, row.personal_hash, row.previous_hash});
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
