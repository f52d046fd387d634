#include "service/api/tokens.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/input_error.hpp"
#include "json/json_place.hpp"
#include "service/base/crypto.hpp"

namespace prescore::service {
namespace {

constexpr std::array<std::string_view, kScopeCount> kScopes = {"decide",  "score",    "read",   "release",
                                                               "approve", "read_all", "review", "outcome"};
constexpr std::string_view kBearer = "Bearer ";
constexpr std::size_t kMaxTokens = 1000;
constexpr std::size_t kHashDigits = 64;

std::string scope_list() {
  std::string list;
  for (const std::string_view scope : kScopes) list += (list.empty() ? "" : ", ") + std::string(scope);
  return list;
}

char lower(char character) noexcept {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

/// The scheme is read in any case of letters, as HTTP has it.
bool is_bearer(std::string_view authorization) noexcept {
  return std::ranges::equal(authorization.substr(0, kBearer.size()), kBearer, {}, lower, lower);
}

bool is_hash(std::string_view text) noexcept {
  return text.size() == kHashDigits && std::ranges::all_of(text, [](char character) {
           return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
         });
}

ScopeSet read_scopes(const JsonPlace& place) {
  ScopeSet scopes = 0;
  for (const JsonPlace& item : place.items({1, kScopeCount, "scope"})) {
    const std::string text = item.text();
    const auto scope = find_scope(text);
    if (scope) {
      scopes = static_cast<ScopeSet>(scopes | 1U << static_cast<unsigned>(*scope));
    } else if (item.is_present()) {
      item.report("is no scope; scopes are " + scope_list());
    }
  }
  return scopes;
}

Caller read_caller(const JsonPlace& place) {
  place.allow_keys({"name", "sha256", "certificate", "scopes"});
  Caller caller;
  caller.name = place.at("name").name();
  if (place.has("certificate")) {
    caller.certificate = place.at("certificate").text();
    if (caller.certificate.empty()) place.at("certificate").report("is empty");
    if (place.has("sha256")) place.report("has both \"sha256\" and \"certificate\"; a caller is known by one of them");
  } else {
    const JsonPlace hash = place.at("sha256");
    caller.secret_hash = hash.text();
    if (hash.is_present() && !is_hash(caller.secret_hash)) {
      hash.report("must be 64 hexadecimal digits in lower case; prescore-service token writes them");
    }
  }
  caller.scopes = read_scopes(place.at("scopes"));
  return caller;
}

/// One secret under two names would let one person propose an activation and approve it.
void require_own(const std::vector<JsonPlace>& callers, const char* key) {
  std::set<std::string> known;
  for (const JsonPlace& caller : callers) {
    if (!caller.has(key) || !caller.at(key).json().is_string()) continue;
    if (known.insert(caller.at(key).text()).second) continue;
    caller.at(key).report("is that of an earlier token; each caller needs one of its own");
  }
}

}  // namespace

std::string_view name(Scope scope) noexcept { return kScopes[static_cast<std::size_t>(scope)]; }

std::optional<Scope> find_scope(std::string_view name) noexcept {
  const auto found = std::ranges::find(kScopes, name);
  if (found == kScopes.end()) return std::nullopt;
  return static_cast<Scope>(found - kScopes.begin());
}

std::span<const std::string_view> scope_names() noexcept { return kScopes; }

Tokens::Tokens(const NamedText& file) {
  ErrorList errors;
  const Json document = read_json(file, &errors);
  if (!document.is_discarded()) {
    const JsonPlace root(document, file.name, &errors);
    root.allow_keys({"tokens"});
    std::vector<JsonPlace> names;
    const std::vector<JsonPlace> items = root.at("tokens").items({0, kMaxTokens, "token"});
    for (const JsonPlace& item : items) {
      callers_.push_back(read_caller(item));
      names.push_back(item.at("name"));
    }
    require_unique(names);
    require_own(items, "sha256");
    require_own(items, "certificate");
  }
  errors.throw_if_any(file.name);
}

const Caller* Tokens::find(std::optional<std::string_view> authorization, std::string_view certificate) const {
  if (!certificate.empty()) {
    for (const Caller& caller : callers_) {
      if (caller.certificate == certificate) return &caller;
    }
  }
  if (!authorization || !is_bearer(*authorization)) return nullptr;
  if (callers_.empty()) return nullptr;
  const std::string hash = hex(sha256(authorization->substr(kBearer.size())));
  const Caller* found = nullptr;
  // All are compared, each in constant time, so that time tells nothing about them.
  for (const Caller& caller : callers_) {
    if (!caller.secret_hash.empty() && equal_in_constant_time(caller.secret_hash, hash)) found = &caller;
  }
  return found;
}

NewToken add_token(const NamedText& file, const std::string& name, const std::vector<Scope>& scopes) {
  const Tokens tokens(file);
  for (const Caller& caller : tokens.callers()) {
    if (caller.name == name) throw InputError(file.name + " has a token of the name " + name + " already");
  }
  Json document = read_json(file);
  NewToken added;
  added.secret = "prescore_" + hex(random_bytes(32));
  Json names = Json::array();
  for (const Scope scope : scopes) names.push_back(service::name(scope));
  document["tokens"].push_back({{"name", name}, {"sha256", hex(sha256(added.secret))}, {"scopes", names}});
  added.file = readable(document);
  // The name is checked by the reader that will read the file.
  (void)Tokens({added.file, file.name});
  return added;
}

}  // namespace prescore::service
