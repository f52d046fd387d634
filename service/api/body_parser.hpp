// The JSON of request bodies, read with care.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "json/json_place.hpp"

namespace prescore::service {

/// An object of a body has at most this many members.
inline constexpr std::size_t kMaxAnswers = 256;

/// Builds a document, and stops at hostile JSON: nested too deeply, an object with too many members, or a member twice.
/// The names of its functions are those that the library calls.
class BodyParser {
 public:
  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(Json::number_integer_t value) { return add(value); }
  bool number_unsigned(Json::number_unsigned_t value) { return add(value); }
  bool number_float(Json::number_float_t value, const std::string&) { return add(value); }
  bool string(std::string& value) { return add(std::move(value)); }
  bool binary(Json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(Json::object()); }
  bool start_array(std::size_t) { return open(Json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    Json& object = *open_.back();
    // Every name is compared with all others, so their number is bounded first.
    is_unfit_ = object.size() >= kMaxAnswers || object.contains(name);
    if (!is_unfit_) member_ = &object[std::move(name)];
    return !is_unfit_;
  }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) { return false; }

  [[nodiscard]] bool is_unfit() const noexcept { return is_unfit_; }
  [[nodiscard]] Json take() { return std::move(root_); }

 private:
  static constexpr std::size_t kMaxDepth = 8;

  /// Puts a value where the document is; the place stays where it is until its object or list is closed.
  Json* put(Json value) {
    if (!open_.empty() && open_.back()->is_array()) {
      open_.back()->push_back(std::move(value));
      return &open_.back()->back();
    }
    Json* place = open_.empty() ? &root_ : member_;
    *place = std::move(value);
    return place;
  }
  bool add(Json value) {
    put(std::move(value));
    return true;
  }
  bool open(Json value) {
    is_unfit_ = open_.size() >= kMaxDepth;
    if (!is_unfit_) open_.push_back(put(std::move(value)));
    return !is_unfit_;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  Json root_;
  std::vector<Json*> open_;
  Json* member_ = nullptr;
  bool is_unfit_ = false;
};

}  // namespace prescore::service
