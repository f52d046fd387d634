// A secret in a file that can be read again while the service runs: a bureau's token, a database's password.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace prescore::service {

/// Reads a file that holds a secret: one line.
using ReadSecret = std::function<std::string(const std::filesystem::path&)>;

/// Used by any number of threads.
class Secret {
 public:
  /// Throws InputError where the secret cannot be used.
  using Check = std::function<void(const std::string&)>;

  /// Reads the file; an empty path: the secret is an empty text, for ever. Throws InputError.
  Secret(
      std::filesystem::path file, const ReadSecret& read, Check check = [](const std::string&) {});

  [[nodiscard]] std::string value() const;

  /// What the file has now. Throws InputError; changes nothing.
  [[nodiscard]] std::string read(const ReadSecret& read) const;
  void set(std::string value);

 private:
  const std::filesystem::path file_;
  const Check check_;
  mutable std::mutex mutex_;
  std::string value_;
};

using Secrets = std::vector<std::shared_ptr<Secret>>;

/// Reads all of them again, or, where one cannot be used, none: throws InputError with all that is wrong.
void read_again(const Secrets& secrets, const ReadSecret& read);

}  // namespace prescore::service
