#include "service/api/body_json.hpp"

#include <algorithm>

#include "service/api/body_parser.hpp"

namespace prescore::service {

Problem BodyErrors::problem() const {
  return {
      422, "body", "The body is not what this call takes: see errors, which name each place.", {{"errors", errors_}}};
}

std::variant<Json, Problem> parse_body(std::string_view body) {
  BodyParser parser;
  if (!Json::sax_parse(body, &parser)) {
    if (!parser.is_unfit()) return Problem{400, "json", "The body is not JSON in UTF-8.", nullptr};
    return Problem{400, "json",
                   "The body is nested too deeply, or an object has a member twice or more than " +
                       std::to_string(kMaxAnswers) + " members.",
                   nullptr};
  }
  Json document = parser.take();
  if (!document.is_object()) return Problem{400, "json", "The body must be a JSON object.", nullptr};
  return document;
}

std::string read_text(const Json& object, const char* key, bool is_required, std::size_t limit,
                      const std::string& place, BodyErrors& errors) {
  const auto found = object.find(key);
  if (found == object.end()) {
    if (is_required) errors.add(place, "lacks \"" + std::string(key) + "\"");
    return {};
  }
  if (!found->is_string()) {
    errors.add(place + "/" + key, "must be a text");
    return {};
  }
  std::string text = found->get<std::string>();
  if (text.size() > limit) {
    errors.add(place + "/" + key, "has more than " + std::to_string(limit) + " bytes");
    return {};
  }
  // Databases do not keep it in texts.
  if (text.find('\0') != std::string::npos) {
    errors.add(place + "/" + key, "holds the character U+0000");
    return {};
  }
  return text;
}

void allow_members(const Json& object, std::initializer_list<std::string_view> known, const std::string& place,
                   BodyErrors& errors) {
  for (const auto& member : object.items()) {
    if (std::ranges::find(known, member.key()) == known.end()) {
      std::string names;
      for (const std::string_view each : known) names += (names.empty() ? "" : ", ") + std::string(each);
      return errors.add(place, "has a member that is not known; known are " + names);
    }
  }
}

}  // namespace prescore::service
