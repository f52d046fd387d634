// How rows stand in statements: the columns of a decision, in one order for writing and reading.
#pragma once

#include <soci/soci.h>

#include "service/store/rows.hpp"

namespace prescore::service {

/// Of the table `decision`, in the order of DecisionRow::each_column and of the writer.
inline constexpr const char* kDecisionColumns =
    "chain, place, id, created, caller, idempotency_key, request_hash, programme, version, engine, outcome, basis,"
    " pd_ppm, challenger, hint, answer, personal_hash, previous_hash, hash";

/// SOCI's type of a whole number of 64 bits.
using SqlNumber = long long;

/// A row of `decision` as SOCI binds it.
struct DecisionRow {
  StoredDecision stored;
  SqlNumber place = 0;
  SqlNumber created = 0;
  SqlNumber pd_ppm = -1;

  /// Sets the numbers from `stored`, before a row is written.
  void to_sql() noexcept {
    place = stored.place;
    created = stored.decision.created;
    pd_ppm = stored.decision.pd_ppm;
  }
  /// Sets the numbers of `stored`, after a row was read.
  void from_sql() noexcept {
    stored.place = place;
    stored.decision.created = created;
    stored.decision.pd_ppm = pd_ppm;
  }

  /// Calls `bind` with each column's variable, in the order of kDecisionColumns.
  template <typename Bind>
  void each_column(Bind bind) {
    NewDecision& decision = stored.decision;
    bind(stored.chain), bind(place), bind(decision.id), bind(created), bind(decision.caller);
    bind(decision.idempotency_key), bind(decision.request_hash), bind(decision.programme), bind(decision.version);
    bind(decision.engine), bind(decision.outcome), bind(decision.basis), bind(pd_ppm), bind(decision.challenger);
    bind(decision.hint), bind(decision.answer), bind(stored.personal_hash), bind(stored.previous_hash);
    bind(stored.hash);
  }
};

}  // namespace prescore::service
