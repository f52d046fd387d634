// The small programme with one thing wrong, and the error that names it.
#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "prescore/check.hpp"
#include "prescore/programme.hpp"
#include "support/small_programme.hpp"

namespace prescore::test {

struct Mutation {
  const char* title;
  void (*apply)(Programme&);
  ModelErrorCode code;
  std::uint32_t index;
};

inline void expect_refused(Section section, const std::vector<Mutation>& mutations) {
  for (const Mutation& mutation : mutations) {
    SCOPED_TRACE(mutation.title);
    Programme programme = small_programme();
    mutation.apply(programme);
    const auto error = check(programme);
    ASSERT_TRUE(error);
    EXPECT_EQ(name(error->code), name(mutation.code));
    EXPECT_EQ(name(error->section), name(section));
    EXPECT_EQ(error->index, mutation.index);
    EXPECT_EQ(error->offset, 0U);
  }
}

}  // namespace prescore::test
