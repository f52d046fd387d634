// The JSON model reader: a document that is accepted can be written and read again, and is then the same.
// Most mutations keep the document JSON and change one value of it.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/input_error.hpp"
#include "fuzz/fuzz.hpp"
#include "json/programme_json.hpp"
#include "packed/pack.hpp"
#include "support/random.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace prescore::test {
namespace {

constexpr std::array<const char*, 14> kOddValues = {
    "null", "true", "-1", "0", "1", "1.5", "255", "2147483648", "4294967296", "1e308", "\"\"", "\"age\"", "[]", "{}"};

/// Every value of the document, the containers too.
void gather(Json& value, std::vector<Json*>& values) {
  values.push_back(&value);
  if (!value.is_structured()) return;
  for (Json& child : value) gather(child, values);
}

/// Replaces, drops, or doubles one value, or puts another value of the document in its place.
void change(Json& document, Random& random) {
  std::vector<Json*> values;
  gather(document, values);
  Json& chosen = *values[random.below(values.size())];
  switch (random.below(4)) {
    case 0:
      chosen = Json::parse(kOddValues[random.below(kOddValues.size())]);
      return;
    case 1:
      if (chosen.is_structured() && !chosen.empty()) chosen.erase(chosen.begin());
      return;
    case 2:
      if (chosen.is_array() && !chosen.empty()) chosen.push_back(Json(chosen[random.below(chosen.size())]));
      return;
    default:
      chosen = Json(*values[random.below(values.size())]);
  }
}

}  // namespace
}  // namespace prescore::test

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  prescore::Json document = prescore::Json::parse(data, data + size, nullptr, false);
  if (seed % 8 == 0 || document.is_discarded()) return LLVMFuzzerMutate(data, size, max_size);
  prescore::test::Random random(seed);
  prescore::test::change(document, random);
  const std::string text = document.dump(-1, ' ', false, prescore::Json::error_handler_t::replace);
  if (text.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::copy(text.begin(), text.end(), data);
  return text.size();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace prescore;
  try {
    const Json document = parse_json({reinterpret_cast<const char*>(data), size}, "input");
    const Model model = model_from_json(document, "input");
    const Model again = model_from_json(parse_json(readable(to_json(model)), "written"), "written");
    test::require(pack(again.programme) == pack(model.programme), "a model survives being written");
  } catch (const Json::exception&) {
    return 0;
  } catch (const InputError& error) {
    test::require(std::string(error.what()).starts_with("input"), "a refusal names its place");
  }
  return 0;
}
