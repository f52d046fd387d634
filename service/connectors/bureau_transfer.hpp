// One attempt to ask a bureau, by libcurl.
//
// Why libcurl and not Boost.Beast, which the server uses: checking certificates against a name, following a deadline
// through the look-up of the name, the connection, the handshake and the answer, and keeping connections for the next
// call are all there and well tested; with Beast they would be our code.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <string>

#include "service/connectors/connector.hpp"
#include "service/connectors/settings.hpp"

namespace prescore::service {

class BureauTransfer {
 public:
  /// `token` may be empty. All but `timeout` must outlive the transfer.
  BureauTransfer(const BureauSettings& settings, const std::string& token, const ClientRequest& request,
                 std::chrono::milliseconds timeout);
  BureauTransfer(const BureauTransfer&) = delete;
  BureauTransfer& operator=(const BureauTransfer&) = delete;
  ~BureauTransfer() = default;

  [[nodiscard]] CURL* get() const noexcept { return easy_.get(); }

  /// What it came to, once libcurl has ended it with `code`.
  [[nodiscard]] Answered result(CURLcode code) const;

 private:
  struct FreeEasy {
    void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
  };
  struct FreeList {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
  };

  static std::size_t take_body(const char* bytes, std::size_t one, std::size_t size, void* transfer) noexcept;
  static std::size_t take_head(const char* bytes, std::size_t one, std::size_t size, void* transfer) noexcept;
  void add_header(const std::string& line);
  void set_options(std::chrono::milliseconds timeout);

  const BureauSettings& settings_;
  const ClientRequest& request_;
  // Freed after the handle that uses it.
  std::unique_ptr<curl_slist, FreeList> headers_;
  std::unique_ptr<CURL, FreeEasy> easy_;
  std::string body_;
  std::size_t head_bytes_ = 0;
  bool is_too_large_ = false;
};

/// Whether another attempt may help: the connection failed, or the bureau says that it has an error.
[[nodiscard]] constexpr bool may_try_again(CallOutcome outcome) noexcept {
  return outcome == CallOutcome::unreachable || outcome == CallOutcome::server_error;
}

}  // namespace prescore::service
