#include "json/error_list.hpp"

#include <algorithm>
#include <utility>

#include "base/input_error.hpp"

namespace prescore {

void ErrorList::add(std::string error) {
  if (std::find(errors_.begin(), errors_.end(), error) != errors_.end()) return;
  if (errors_.size() == kMaxListedErrors) {
    ++unlisted_;
    return;
  }
  errors_.push_back(std::move(error));
}

void ErrorList::throw_if_any(const std::string& source) const {
  if (errors_.empty()) return;
  if (errors_.size() == 1) throw InputError(errors_.front());
  std::string text = source + " has " + std::to_string(errors_.size() + unlisted_) + " errors:";
  for (const std::string& error : errors_) text += "\n  " + error;
  if (unlisted_ > 0) text += "\n  and " + std::to_string(unlisted_) + " more";
  throw InputError(text);
}

}  // namespace prescore
