#include "signing/signing.hpp"

#include <algorithm>
#include <utility>

#include "base/input_error.hpp"
#include "signing/canonical_json.hpp"

namespace prescore {
namespace {

char lower(char letter) { return 'A' <= letter && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

void require_other_person(const Signature& own, const CheckedSignature& other, const std::string& source) {
  const std::string roles = "the " + other.signature.role + " and the " + own.role + " must be two people";
  if (own.public_key == other.signature.public_key) {
    throw InputError(source + ": key " + other.key + " already signed as " + other.signature.role + "; " + roles +
                     " with keys of their own");
  }
  if (is_same_name(own.name, other.signature.name)) {
    throw InputError(source + ": " + other.signature.name + " already signed as " + other.signature.role + "; " +
                     roles);
  }
}

/// Whether `old`, in the same role, is the signature that is asked for.
bool is_asked_for(const Signature& own, const CheckedSignature& old, bool replace, const std::string& source) {
  if (!old.verifies) return false;
  const bool same = own.public_key == old.signature.public_key && own.name == old.signature.name;
  if (!same && !replace) {
    throw InputError(source + ": " + old.signature.name + " (key " + old.key + ") already signed as " + own.role +
                     "; to put your signature in place of that one, add --replace");
  }
  return same;
}

}  // namespace

std::string signed_text(const Json& document, const std::string& source, const Signature& signature) {
  Json model = document;
  model.erase(kSignatures);
  const Json statement{{"type", "prescore-signature-1"},
                       {"role", signature.role},
                       {"name", signature.name},
                       {"date", signature.date},
                       {"public_key", signature.public_key},
                       {"model", std::move(model)}};
  return canonical_json(statement, source);
}

std::vector<CheckedSignature> check_signatures(const Json& document, const std::string& source) {
  std::vector<CheckedSignature> checked;
  const JsonPlace place(document, source);
  if (!place.has(kSignatures)) return checked;
  for (Signature& one : read_signatures(place.at(kSignatures))) {
    const bool verifies = is_signature_of(signed_text(document, source, one), one.public_key, one.signature);
    std::string key = key_id(one.public_key);
    checked.push_back({std::move(one), std::move(key), verifies});
  }
  return checked;
}

Json to_json(const std::vector<CheckedSignature>& signatures) {
  Json list = Json::array();
  for (const CheckedSignature& one : signatures) {
    list.push_back({{"role", one.signature.role},
                    {"name", one.signature.name},
                    {"date", one.signature.date},
                    {"key", one.key},
                    {"verifies", one.verifies}});
  }
  return list;
}

SignResult sign(Json& document, const std::string& source, const SigningKey& key, const SignRequest& request) {
  Signature own{request.role, request.name, request.date, key.public_key(), ""};
  Json list = Json::array();
  SignResult result = SignResult::added;
  for (const CheckedSignature& one : check_signatures(document, source)) {
    if (one.signature.role != own.role) {
      require_other_person(own, one, source);
      list.push_back(to_json(one.signature));
    } else if (is_asked_for(own, one, request.replace, source)) {
      return SignResult::already;
    } else {
      result = SignResult::replaced;
    }
  }
  own.signature = key.sign(signed_text(document, source, own));
  list.push_back(to_json(own));
  document[kSignatures] = std::move(list);
  return result;
}

bool is_same_name(const std::string& a, const std::string& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace prescore
