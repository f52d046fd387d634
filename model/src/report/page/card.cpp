#include "report/page/card.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/input_error.hpp"
#include "json/signatures_json.hpp"
#include "report/page/templates.hpp"
#include "report/page/view.hpp"

namespace prescore {
namespace {

enum class Kind : std::uint8_t { object, list, text, number };

struct Part {
  const char* path;
  Kind kind;
};

/// What the card's sentences rest on. Everything else in them is null or absent where it is not known.
constexpr Part kParts[] = {
    {"/programme", Kind::text},
    {"/applications", Kind::object},
    {"/applications/rows", Kind::number},
    {"/pd", Kind::object},
    {"/pd/rows", Kind::number},
    {"/pd/defaults", Kind::number},
    {"/pd/auroc", Kind::number},
    {"/pd/base_rate", Kind::number},
    {"/pd/mean_pd", Kind::number},
    {"/model", Kind::object},
    {"/model/trees", Kind::number},
    {"/model/questions", Kind::list},
    {"/in_sample", Kind::object},
    {"/discrimination", Kind::object},
    {"/discrimination/intervals", Kind::object},
    {"/discrimination/rivals", Kind::object},
    {"/cut_offs", Kind::object},
    {"/cut_offs/offer", Kind::text},
    {"/cut_offs/at_own", Kind::object},
    {"/months", Kind::list},
    {"/drift", Kind::object},
    {"/protected", Kind::object},
    {"/protected/tables", Kind::list},
    {"/importance", Kind::list},
    {"/sizes", Kind::object},
};

bool is_kind(const Json& value, Kind kind) {
  switch (kind) {
    case Kind::object:
      return value.is_object();
    case Kind::list:
      return value.is_array();
    case Kind::text:
      return value.is_string();
    case Kind::number:
      break;
  }
  return value.is_number();
}

bool are_signatures(const Json& list) {
  return list.is_array() && std::all_of(list.begin(), list.end(), [](const Json& one) {
           return one.is_object() && one.contains("name") && one["name"].is_string();
         });
}

/// Free text as Markdown shows it, without a character that formats or hides what follows.
std::string markdown_text(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (std::string_view("\\`*_~[]<>&|").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

void escape_names(Json& report) {
  if (!report.contains(kSignatures)) return;
  for (Json& one : report[kSignatures]) one["name"] = markdown_text(one["name"].get<std::string>());
}

}  // namespace

std::string model_card(std::span<const Json> reports) {
  Json content{{"programmes", Json::array()}};
  for (const Json& report : reports) {
    content["programmes"].push_back(report);
    escape_names(content["programmes"].back());
  }
  return fill_template(kModelCard, view_of(content), "model_card.md", false);
}

void require_report(const Json& document, const std::string& source) {
  constexpr const char* kRemedy = "make the report again with prescore evaluate --report R.html --json";
  if (!document.is_object()) throw InputError(source + " is not a report: " + kRemedy);
  for (const Part& part : kParts) {
    const Json::json_pointer place(part.path);
    if (!document.contains(place)) {
      std::string message = source;
      message.append(" lacks \"")
          .append(std::string_view(part.path).substr(std::string_view(part.path).rfind('/') + 1));
      message.append("\" at ").append(part.path).append(": ").append(kRemedy);
      throw InputError(message);
    }
    if (!is_kind(document[place], part.kind)) {
      throw InputError(source + ", " + part.path + ": has the wrong type; " + kRemedy);
    }
  }
  if (document.contains(kSignatures) && !are_signatures(document[kSignatures])) {
    throw InputError(source + ", /" + kSignatures + ": has the wrong type; " + kRemedy);
  }
}

}  // namespace prescore
