#include "service/store/sql_chain.hpp"

#include "service/store/chain.hpp"
#include "service/store/sql_rows.hpp"

namespace prescore::service {
namespace {

/// The tables whose rows are links of chains.
constexpr const char* kLinkTables[] = {"decision", "entry"};

}  // namespace

ChainHead read_head(soci::session& session, const std::string& chain) {
  ChainHead head{0, std::string(chain_start()), 0, chain};
  for (const char* table : kLinkTables) {
    SqlNumber place = 0;
    SqlNumber newest = 0;
    std::string hash;
    session << "SELECT place, hash, created FROM " + std::string(table) +
                   " WHERE chain = :chain ORDER BY place DESC LIMIT 1",
        soci::use(chain), soci::into(place), soci::into(hash), soci::into(newest);
    if (session.got_data() && place > head.place) head = {place, hash, newest, chain};
  }
  return head;
}

bool holds(soci::session& session, const ChainHead& head) {
  const SqlNumber place = head.place;
  for (const char* table : kLinkTables) {
    std::string hash;
    session << "SELECT hash FROM " + std::string(table) + " WHERE chain = :chain AND place = :place",
        soci::use(head.chain), soci::use(place), soci::into(hash);
    if (session.got_data() && hash == head.hash) return true;
  }
  return head.place == 0;
}

bool lock_chain(soci::session& session, const std::string& chain) {
  int is_locked = 0;
  session << "SELECT CAST(pg_try_advisory_lock(hashtextextended('prescore ' || CAST(current_schema() AS text)"
             " || ' ' || :chain, 0)) AS integer)",
      soci::use(chain), soci::into(is_locked);
  return is_locked != 0;
}

}  // namespace prescore::service
