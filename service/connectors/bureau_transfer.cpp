#include "service/connectors/bureau_transfer.hpp"

#include <new>
#include <stdexcept>

#include "service/base/crypto.hpp"
#include "service/connectors/bureau_answer.hpp"
#include "service/connectors/bureau_url.hpp"

namespace prescore::service {
namespace {

/// No sound answer has more bytes in its headers.
constexpr std::size_t kMaxHeadBytes = std::size_t{64} << 10U;

template <typename Value>
void set(CURL* easy, CURLoption option, Value value) {
  if (curl_easy_setopt(easy, option, value) != CURLE_OK) throw std::runtime_error("libcurl lacks an option");
}

CallOutcome outcome_of(CURLcode code) noexcept {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return CallOutcome::timeout;
    case CURLE_FILESIZE_EXCEEDED:
      return CallOutcome::too_large;
    case CURLE_WEIRD_SERVER_REPLY:
    // A reply that is no HTTP at all.
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_BAD_CONTENT_ENCODING:
      return CallOutcome::wrong_answer;
    default:
      return CallOutcome::unreachable;
  }
}

}  // namespace

BureauTransfer::BureauTransfer(const BureauSettings& settings, const std::string& token, const ClientRequest& request,
                               std::chrono::milliseconds timeout)
    : settings_(settings), request_(request), easy_(curl_easy_init()) {
  if (!easy_) throw std::bad_alloc();
  add_header("Accept: application/json");
  if (!token.empty()) add_header("Authorization: Bearer " + token);
  if (!request.trace.empty()) {
    add_header("traceparent: 00-" + request.trace + "-" + hex(random_bytes(8)) + "-01");
  }
  set_options(timeout);
}

void BureauTransfer::add_header(const std::string& line) {
  curl_slist* list = curl_slist_append(headers_.get(), line.c_str());
  if (list == nullptr) throw std::bad_alloc();
  (void)headers_.release();
  headers_.reset(list);
}

void BureauTransfer::set_options(std::chrono::milliseconds timeout) {
  CURL* easy = easy_.get();
  set(easy, CURLOPT_URL, bureau_url(settings_.url, request_.client).c_str());
  set(easy, CURLOPT_PATH_AS_IS, 1L);
  set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set(easy, CURLOPT_HTTPHEADER, headers_.get());
  set(easy, CURLOPT_USERAGENT, "prescore-service");
  // A redirect would take the token and the client's reference elsewhere, and so would a proxy of the environment.
  set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  set(easy, CURLOPT_PROXY, "");
  set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!settings_.authorities.empty()) {
    set(easy, CURLOPT_CAINFO, settings_.authorities.c_str());
    set(easy, CURLOPT_CAPATH, nullptr);
  }
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_QUICK_EXIT, 1L);
  set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
  set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(timeout.count()));
  set(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(settings_.answer_bytes));
  set(easy, CURLOPT_WRITEFUNCTION, &BureauTransfer::take_body);
  set(easy, CURLOPT_WRITEDATA, this);
  set(easy, CURLOPT_HEADERFUNCTION, &BureauTransfer::take_head);
  set(easy, CURLOPT_HEADERDATA, this);
}

std::size_t BureauTransfer::take_body(const char* bytes, std::size_t, std::size_t size, void* transfer) noexcept {
  auto& self = *static_cast<BureauTransfer*>(transfer);
  // Another number than the size ends the transfer.
  self.is_too_large_ = self.body_.size() + size > self.settings_.answer_bytes;
  if (self.is_too_large_) return size + 1;
  self.body_.append(bytes, size);
  return size;
}

std::size_t BureauTransfer::take_head(const char*, std::size_t, std::size_t size, void* transfer) noexcept {
  auto& self = *static_cast<BureauTransfer*>(transfer);
  self.head_bytes_ += size;
  self.is_too_large_ = self.head_bytes_ > kMaxHeadBytes;
  return self.is_too_large_ ? size + 1 : size;
}

Answered BureauTransfer::result(CURLcode code) const {
  if (is_too_large_) return {CallOutcome::too_large};
  if (code != CURLE_OK) return {outcome_of(code)};
  long status = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status == 200) return read_bureau_answer(body_, settings_, request_);
  if (status == 404) return {CallOutcome::not_found};
  return {status >= 500 ? CallOutcome::server_error : CallOutcome::refused};
}

}  // namespace prescore::service
