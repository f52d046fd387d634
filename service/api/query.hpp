// The query of a request's target.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "service/base/moment.hpp"

namespace prescore::service {

/// The members of a query, decoded, or nothing where it is malformed or has one twice.
[[nodiscard]] std::optional<std::map<std::string, std::string>> query_members(std::string_view query);

/// What is told where `query_members` gives nothing.
inline constexpr const char* kMalformedQuery = "The query must be members name=value with & between them, each once.";

/// Which part of a list a query asks for: the members of a filter that all lists have.
struct ListPart {
  std::optional<Moment>& since;
  /// Only what is older than this id: the cursor.
  std::optional<std::string>& before;
  /// 1 to 200.
  int& limit;
};

/// Takes `since`, `cursor` or `limit`: an error for the caller, or an empty text. Nothing where the member is another
/// one.
[[nodiscard]] std::optional<std::string> take_list_member(const std::string& name, const std::string& value,
                                                          const ListPart& part);

}  // namespace prescore::service
