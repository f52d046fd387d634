#include "applicants/issue_counts.hpp"

namespace prescore {

void IssueCounts::add(const IssueCounts& later) {
  for (const auto& [kind, count] : later.table_) {
    const auto [place, is_new] = table_.try_emplace(kind, count);
    if (!is_new) place->second.rows += count.rows;
  }
}

}  // namespace prescore
