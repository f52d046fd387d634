#include "json/signatures_json.hpp"

#include <algorithm>
#include <iterator>

#include "base/date.hpp"

namespace prescore {
namespace {

Signature read_signature(const JsonPlace& place) {
  place.allow_keys({"role", "name", "date", "public_key", "signature"});
  Signature signature{place.at("role").text(), place.at("name").text(), place.at("date").text(),
                      place.at("public_key").text(), place.at("signature").text()};
  if (std::find(std::begin(kRoles), std::end(kRoles), signature.role) == std::end(kRoles)) {
    place.at("role").report("must be \"analyst\" or \"validator\"");
  }
  if (!is_signer_name(signature.name)) {
    place.at("name").report("must be 1 to 200 bytes, without control characters and outer blanks");
  }
  const auto day = parse_date(signature.date);
  if (!day || iso(*day) != signature.date) place.at("date").report("must be a day such as 2014-02-01");
  return signature;
}

}  // namespace

std::vector<Signature> read_signatures(const JsonPlace& place) {
  std::vector<Signature> signatures;
  std::vector<JsonPlace> roles;
  for (const JsonPlace& one : place.items({0, std::size(kRoles), "signature"})) {
    signatures.push_back(read_signature(one));
    roles.push_back(one.at("role"));
  }
  require_unique(roles);
  return signatures;
}

Json to_json(const Signature& signature) {
  return {{"role", signature.role},
          {"name", signature.name},
          {"date", signature.date},
          {"public_key", signature.public_key},
          {"signature", signature.signature}};
}

bool is_signer_name(std::string_view name) noexcept {
  const auto is_control = [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f; };
  return !name.empty() && name.size() <= kMaxSignerName && name.front() != ' ' && name.back() != ' ' &&
         std::none_of(name.begin(), name.end(), is_control);
}

}  // namespace prescore
