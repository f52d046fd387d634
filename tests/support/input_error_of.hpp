// What a refusal says.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/input_error.hpp"

namespace prescore::test {

/// The message of the InputError that `action` throws; "" and a failure of the test where it throws none.
template <typename Action>
std::string input_error_of(Action action) {
  try {
    action();
  } catch (const InputError& error) {
    return error.what();
  }
  ADD_FAILURE() << "no InputError";
  return {};
}

}  // namespace prescore::test
