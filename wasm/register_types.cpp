// Embind registers every C++ type that a page might use, from wide strings to views of doubles, and the glue then
// carries the code for each. Only unsigned numbers cross here, so this takes the place of the library that does it
// (system/lib/embind/bind.cpp in Emscripten); CMakeLists.txt leaves that one out where it can.
#ifdef PRESCORE_LEAN_EMBIND
#include <emscripten/bind.h>
#include <emscripten/em_macros.h>

#include <cstdint>
#include <limits>
#include <typeinfo>

namespace {

template <typename Number>
void register_number(const char* name) noexcept {
  using emscripten::internal::TypeID;
  emscripten::internal::_embind_register_integer(TypeID<Number>::get(), name, sizeof(Number), 0,
                                                 std::numeric_limits<Number>::max());
}

}  // namespace

// Embind looks for these names.
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" {

/// Names an unknown type in an error; there is none.
EMSCRIPTEN_KEEPALIVE const char* __getTypeName(const std::type_info* /*type*/) { return ""; }

EMSCRIPTEN_KEEPALIVE __attribute__((constructor)) void __embind_register_native_and_builtin_types() {
  register_number<std::uint32_t>("unsigned int");
  register_number<std::uintptr_t>("unsigned long");
}
}
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
#endif
