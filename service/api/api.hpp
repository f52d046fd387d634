// Requests -> calls: finds the route, knows the caller, checks what the caller may do, and hands over.
#pragma once

#include "service/api/service.hpp"
#include "service/http/message.hpp"

namespace prescore::service {

/// Where a listener stands. The private one gives metrics and health, and nothing else.
enum class Listener { callers, operators };

class Api final : public Handler {
 public:
  /// `service` must outlive the object.
  Api(Service& service, Listener listener) : service_(service), listener_(listener) {}

  [[nodiscard]] std::shared_ptr<Admission> admit(const RequestHead& head) noexcept override;
  void handle(const std::shared_ptr<Admission>& admission, std::string body, Respond respond) noexcept override;
  [[nodiscard]] HttpAnswer refuse(unsigned status, std::string_view reason) noexcept override;
  void finished(const Admission* admission, const Finished& finished) noexcept override;
  void pause() noexcept override;

 private:
  Service& service_;
  Listener listener_;
};

}  // namespace prescore::service
