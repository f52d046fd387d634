// Tables of numbers as text, each with its verdict.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "prescore/validate.hpp"

namespace prescore::test {

struct Accepted {
  std::string text;
  std::int32_t value;
};

struct Refused {
  std::string text;
  IssueCode code;
};

inline void expect_accepted(const Question& question, NumberStyle style, const std::vector<Accepted>& cases) {
  for (const auto& [text, value] : cases) {
    SCOPED_TRACE(testing::PrintToString(text));
    const auto reading = read_number(question, text, style);
    ASSERT_TRUE(reading.ok()) << name(reading.error());
    EXPECT_EQ(reading.value(), value);
  }
}

inline void expect_refused(const Question& question, NumberStyle style, const std::vector<Refused>& cases) {
  for (const auto& [text, code] : cases) {
    SCOPED_TRACE(testing::PrintToString(text));
    const auto reading = read_number(question, text, style);
    ASSERT_FALSE(reading.ok()) << reading.value();
    EXPECT_EQ(name(reading.error()), name(code));
  }
}

}  // namespace prescore::test
