// Everything that is wrong with the documents of one run, so that people can fix it all at once.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace prescore {

/// Collects errors while reading goes on.
class ErrorList {
 public:
  /// Adds one error, unless the list has it already: "programme/policy.json, /offers: 0 offers; at least 1".
  void add(std::string error);

  [[nodiscard]] bool empty() const noexcept { return errors_.empty(); }

  /// Throws InputError where there are errors: the only one as it is, several below a line that counts them in
  /// `source`. Of more than kMaxListedErrors it lists the first, and the number of the others.
  void throw_if_any(const std::string& source) const;

 private:
  std::vector<std::string> errors_;
  std::size_t unlisted_ = 0;
};

inline constexpr std::size_t kMaxListedErrors = 100;

}  // namespace prescore
