#include "service/connectors/bureau_answer.hpp"

#include <algorithm>

#include "base/input_error.hpp"
#include "json/json_place.hpp"
#include "service/connectors/as_of.hpp"

namespace prescore::service {
namespace {

/// Longer values belong to no question.
constexpr std::size_t kMaxValueBytes = 1'000;

/// What stands at a pointer; null where nothing does.
const Json* find(const Json& document, const std::string& pointer) {
  const Json::json_pointer place(pointer);
  try {
    // Not `contains`, which takes "-" for a place of a list.
    return &document.at(place);
  } catch (const Json::exception&) {
    return nullptr;
  }
}

/// A text or a number as text; nothing for anything else.
std::optional<std::string> text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number()) return value.dump();
  return std::nullopt;
}

Answered read_values(const Json& document, const BureauSettings& settings, const ClientRequest& request) {
  Answered answered{CallOutcome::found, 1, 0, settings.name, request.now};
  if (!settings.as_of_pointer.empty()) {
    const Json* as_of = find(document, settings.as_of_pointer);
    if (as_of == nullptr || !as_of->is_string()) return {CallOutcome::wrong_answer};
    answered.as_of = read_as_of(as_of->get_ref<const std::string&>(), request.now);
    if (!answered.as_of) return {CallOutcome::wrong_answer};
  }
  for (const auto& [question, pointer] : settings.values) {
    const Json* value = find(document, pointer);
    if (value == nullptr) return {CallOutcome::wrong_answer};
    const auto text = value->is_null() ? std::optional<std::string>("") : text_of(*value);
    if (!text || text->size() > kMaxValueBytes) return {CallOutcome::wrong_answer};
    if (std::ranges::find(request.questions, question) == request.questions.end()) continue;
    answered.values.push_back({question, *text});
  }
  return answered;
}

}  // namespace

Answered read_bureau_answer(std::string_view body, const BureauSettings& settings, const ClientRequest& request) {
  try {
    const Json document = parse_json(body, "the answer");
    const Json* client = find(document, settings.client_pointer);
    if (client == nullptr) return {CallOutcome::wrong_answer};
    if (text_of(*client) != request.client) return {CallOutcome::other_client};
    return read_values(document, settings, request);
  } catch (const Json::exception&) {
    return {CallOutcome::wrong_answer};
  } catch (const InputError&) {
    return {CallOutcome::wrong_answer};
  }
}

}  // namespace prescore::service
