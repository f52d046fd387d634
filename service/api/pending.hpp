// Requests whose client data are being found, by caller and key.
//
// Terms: the *first* request with a key asks the sources. A *follower* is the same request again before the first one
// was answered: a retry after a timeout, or two servers of the bank at once. It waits and gets the same answer.
// Why: a bureau costs money and leaves a trace with every question, so a retry must not ask it twice. The log alone
// does not prevent that, because a key is in it only once the decision was made. Why all keys of a call are begun
// together: two batches that each wait for the other's first requests would wait for ever. So each call waits only for
// calls that began earlier.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "service/api/decisions.hpp"

namespace prescore::service {

class PendingRequests {
 public:
  /// Gets the answer of the first request. Called once, from any thread; must not throw or wait.
  using Follow = std::function<void(const DecisionResult&)>;

  struct Entry {
    std::string caller;
    std::string key;
    std::string request_hash;
    Follow follow;
  };

  enum class Role {
    /// The caller of `begin` must call `finish`.
    first,
    /// `follow` will be called.
    follower,
    /// The key is that of another request, which is not answered yet.
    key_reused,
  };

  /// What each entry is, in their order.
  [[nodiscard]] std::vector<Role> begin(std::vector<Entry> entries);

  /// The first request has its answer: the followers get it. Call it after the answer was recorded.
  void finish(const std::string& caller, const std::string& key, const DecisionResult& result);

 private:
  struct Pending {
    std::string request_hash;
    std::vector<Follow> followers;
  };
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Pending> pending_;
};

}  // namespace prescore::service
