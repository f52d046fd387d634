// Answers of a bureau: what is taken is about the client that was asked for, has each value that was asked for once,
// and is not of the future. Then the same bytes as an address, and as a date of a database.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/fuzz.hpp"
#include "service/connectors/as_of.hpp"
#include "service/connectors/bureau_answer.hpp"
#include "service/connectors/bureau_url.hpp"

namespace prescore::service::test {
namespace {

using prescore::test::require;

constexpr Moment kDay = 86'400'000'000;
constexpr Moment kNow = 20'000 * kDay;

BureauSettings bureau() {
  BureauSettings settings;
  settings.name = "bureau";
  settings.values = {{"score", "/report/score"}, {"requests", "/report/counts/0"}};
  settings.client_pointer = "/subject";
  settings.as_of_pointer = "/date";
  return settings;
}

void check_answer(std::string_view bytes) {
  const ClientRequest request{"c-1", {"score", "requests"}, std::nullopt, "", kNow};
  const Answered answered = read_bureau_answer(bytes, bureau(), request);
  if (answered.outcome != CallOutcome::found) {
    require(answered.values.empty() && !answered.as_of, "what is refused gives nothing");
    return;
  }
  require(answered.values.size() == 2, "each value is there once");
  require(answered.as_of && *answered.as_of <= kNow + kDay, "values are not of the future");
  require(bytes.find("c") != std::string_view::npos, "the answer is about the client");
}

void check_url(std::string_view client) {
  const std::string url = bureau_url("https://b.example/s/{client}/x", client);
  require(url.starts_with("https://b.example/s/") && url.ends_with("/x"), "a reference changes only its own part");
  require(std::ranges::count(url, '/') == 5, "a reference adds no part to the path");
}

}  // namespace
}  // namespace prescore::service::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace prescore::service;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  test::check_answer(bytes);
  test::check_url(bytes);
  const auto as_of = read_as_of(bytes, test::kNow);
  prescore::test::require(!as_of || *as_of <= test::kNow + test::kDay, "a date is not of the future");
  (void)bureau_url_error(std::string(bytes));
  return 0;
}
