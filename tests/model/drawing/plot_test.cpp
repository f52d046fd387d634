// Axes of plots.

#include "drawing/plot.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace prescore {
namespace {

TEST(RoundedAxis, IncludesBothEnds) {
  const Axis axis = rounded_axis("share", 0.13, 0.78, true);
  EXPECT_LE(axis.low, 0.13);
  EXPECT_GE(axis.high, 0.78);
}

TEST(RoundedAxis, HasALengthWhereAllValuesAreOneRoundNumber) {
  for (const double value : {0.0, 0.2, 1.0}) {
    const Axis axis = rounded_axis("share", value, value, true);
    EXPECT_LT(axis.low, axis.high) << value;
  }
}

TEST(Plot, HasNoPlaceThatIsNotANumberWhereAllValuesAreEqual) {
  Plot plot("one PD", rounded_axis("PD", 0.2, 0.2, true), rounded_axis("share", 0.0, 0.0, true));
  plot.line(std::array{Point{0.2, 0.0}, Point{0.2, 0.0}}, Tone::first, "all");
  const std::string svg = plot.svg();
  EXPECT_EQ(svg.find("nan"), std::string::npos);
  EXPECT_EQ(svg.find("inf"), std::string::npos);
}

}  // namespace
}  // namespace prescore
