#include "service/connectors/secret.hpp"

#include "base/input_error.hpp"
#include "json/error_list.hpp"

namespace prescore::service {

Secret::Secret(std::filesystem::path file, const ReadSecret& read_file, Check check)
    : file_(std::move(file)), check_(std::move(check)), value_(read(read_file)) {}

std::string Secret::value() const {
  const std::lock_guard lock(mutex_);
  return value_;
}

std::string Secret::read(const ReadSecret& read_file) const {
  if (file_.empty()) return {};
  std::string text = read_file(file_);
  check_(text);
  return text;
}

void Secret::set(std::string value) {
  const std::lock_guard lock(mutex_);
  value_ = std::move(value);
}

void read_again(const Secrets& secrets, const ReadSecret& read_file) {
  ErrorList errors;
  std::vector<std::string> values;
  for (const auto& secret : secrets) {
    try {
      values.push_back(secret->read(read_file));
    } catch (const std::exception& error) {
      errors.add(error.what());
    }
  }
  errors.throw_if_any("the secrets of client_data");
  for (std::size_t index = 0; index < secrets.size(); ++index) secrets[index]->set(std::move(values[index]));
}

}  // namespace prescore::service
