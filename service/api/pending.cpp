#include "service/api/pending.hpp"

#include <utility>

namespace prescore::service {

std::vector<PendingRequests::Role> PendingRequests::begin(std::vector<Entry> entries) {
  std::vector<Role> roles;
  roles.reserve(entries.size());
  const std::lock_guard lock(mutex_);
  for (Entry& entry : entries) {
    const auto [place, is_new] =
        pending_.try_emplace({std::move(entry.caller), std::move(entry.key)}, Pending{entry.request_hash, {}});
    if (is_new) {
      roles.push_back(Role::first);
    } else if (place->second.request_hash != entry.request_hash) {
      roles.push_back(Role::key_reused);
    } else {
      place->second.followers.push_back(std::move(entry.follow));
      roles.push_back(Role::follower);
    }
  }
  return roles;
}

void PendingRequests::finish(const std::string& caller, const std::string& key, const DecisionResult& result) {
  std::vector<Follow> followers;
  {
    const std::lock_guard lock(mutex_);
    const auto found = pending_.find({caller, key});
    if (found == pending_.end()) return;
    followers = std::move(found->second.followers);
    pending_.erase(found);
  }
  if (followers.empty()) return;
  DecisionResult again = result;
  if (auto* answer = std::get_if<DecisionAnswer>(&again)) answer->is_replayed = true;
  for (const Follow& follow : followers) follow(again);
}

}  // namespace prescore::service
