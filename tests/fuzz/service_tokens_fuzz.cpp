// Token files: any bytes give callers with names and scopes, or an error that names the file; a token can be added to
// whatever is taken, and is then known.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/input_error.hpp"
#include "fuzz/fuzz.hpp"
#include "service/api/tokens.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace prescore;
  using test::require;
  const NamedText file{std::string(reinterpret_cast<const char*>(data), size), "input"};
  try {
    const service::Tokens tokens(file);
    for (const service::Caller& caller : tokens.callers()) {
      require(!caller.name.empty() && caller.name.size() <= 64, "a caller has a name");
      require(caller.scopes != 0, "a caller may do something");
      require(caller.secret_hash.empty() != caller.certificate.empty(), "a caller is known in one way");
    }
    require(tokens.find("Bearer ", "") == nullptr, "nobody is known by nothing");
  } catch (const InputError& error) {
    require(std::string_view(error.what()).starts_with("input"), "an error names its file");
    return 0;
  }
  try {
    const service::NewToken added = service::add_token(file, "added-by-the-fuzzer", {service::Scope::read});
    const service::Tokens more({added.file, "written"});
    require(more.find("Bearer " + added.secret, "") != nullptr, "an added token is known");
  } catch (const InputError&) {
    // The name is taken, or there is no room for one more.
  }
  return 0;
}
