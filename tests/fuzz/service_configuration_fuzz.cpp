// Configuration files: any bytes give a configuration within its limits, or an error that names the file.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/input_error.hpp"
#include "fuzz/fuzz.hpp"
#include "service/commands/configuration.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace prescore;
  using test::require;
  try {
    const service::Configuration read =
        service::read_configuration({std::string(reinterpret_cast<const char*>(data), size), "input"}, "/etc/bank");
    require(read.workers >= 1 && read.workers <= 256, "workers are within their limits");
    require(read.queue >= 1 && read.queue <= 1'000'000, "the queue is within its limits");
    require(read.limits.head_time.count() >= 100, "a head has time to come");
    require(!read.database.file.empty() && read.database.file.find('"') == std::string::npos,
            "the database has a path");
    require(read.signing_roles.empty() == read.trusted_keys.empty(), "demanded signatures have keys");
  } catch (const InputError& error) {
    const std::string_view text = error.what();
    require(text.starts_with("input") || text.starts_with("others can reach"), "an error names its place");
  }
  return 0;
}
