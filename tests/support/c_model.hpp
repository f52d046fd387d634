// A programme opened by the C interface.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "prescore/prescore.h"
#include "prescore/programme.hpp"
#include "support/packer.hpp"

namespace prescore::test {

struct CloseModel {
  void operator()(PrescoreModel* model) const noexcept { prescore_close(model); }
};
using ModelHandle = std::unique_ptr<PrescoreModel, CloseModel>;

/// Null, and a failure of the test, where it cannot be opened.
inline ModelHandle open_packed(const Programme& programme) {
  // Freed when this returns: the library must have copied what it needs.
  const Bytes bytes = packed_file_of(programme);
  PrescoreModel* model = nullptr;
  EXPECT_EQ(prescore_open(bytes.data(), bytes.size(), &model, nullptr), PRESCORE_OK);
  return ModelHandle(model);
}

/// Both texts must end with a NUL.
inline PrescoreAnswer answer(const char* question, const char* text) {
  return {question, PRESCORE_NUL_TERMINATED, text, PRESCORE_NUL_TERMINATED, 0};
}

/// Answers that the small programme approves with a PD of 8 %, as `good_answers`.
inline std::vector<PrescoreAnswer> good_texts() {
  return {answer("age", "40"), answer("income", "50 000 ₽"), answer("education", "higher"),
          answer("stable_job", "yes")};
}

}  // namespace prescore::test
