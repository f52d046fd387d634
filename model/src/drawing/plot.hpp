// A plot as SVG, drawn with classes only: the page's style sheet gives it light, dark and print colours.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace prescore {

struct Axis {
  std::string label;
  double low = 0.0;
  double high = 1.0;
  /// Ticks are shares and written as percentages.
  bool percent = false;
  /// Names for the places 0, 1, 2, ... instead of numbers.
  std::vector<std::string> names;
};

struct Point {
  double x = 0.0;
  double y = 0.0;
};

/// A rectangle between places of a plot.
struct Box {
  double x_low = 0.0;
  double x_high = 0.0;
  double y_low = 0.0;
  double y_high = 0.0;
};

/// Colours in the order of what they stand for, from 1; 0 is for what has no place in it.
inline constexpr std::size_t kShades = 5;

/// The look of a series: its colour, dash and mark, told apart without colour too.
enum class Tone { first = 1, second = 2, third = 3, quiet = 4 };

class Plot {
 public:
  /// `description` is what a screen reader says of the plot.
  /// `height` is for a width of 560: more for an axis with many names.
  Plot(std::string description, Axis x, Axis y, double height = 360.0);

  // Each adds to what was drawn before. A series with a name gets a line in the legend.
  void line(std::span<const Point> points, Tone tone, const std::string& name = "");
  void band(std::span<const double> x, std::span<const double> low, std::span<const double> high, Tone tone);
  void dots(std::span<const Point> points, Tone tone, const std::string& name = "");
  /// From (x, low) to (x, high).
  void whisker(double x, double low, double high, Tone tone);
  /// A bar across y, for named rows: from (low, y) to (high, y).
  void whisker_across(double y, double low, double high, Tone tone);
  /// From the x axis up to `y`, between two places.
  void bar(double x_low, double x_high, double y, Tone tone);
  /// From the y axis to `x`, between two places.
  void bar_across(double y_low, double y_high, double x, Tone tone);
  /// A bar that floats: from `x_low` to `x_high`, in any order, between two places.
  void span_across(double y_low, double y_high, double x_low, double x_high, Tone tone);
  /// Boxes of one shade, 0 to kShades.
  void boxes(std::span<const Box> boxes, std::size_t shade);
  /// A line in the legend with all shades between two words.
  void add_shades_key(const std::string& from, const std::string& to);
  /// Words to the right of a point.
  void label(Point point, const std::string& text);
  /// A line in the legend for what has none of its own.
  void add_key(Tone tone, const std::string& name) { add_legend(tone, name, true); }
  /// A line across the plot where a cut-off stands; `key` names the field of a cut-off that the slider moves it to.
  void upright_marker(double x, const std::string& key);
  /// A dot where a cut-off stands; the keys name the fields of a cut-off that the slider moves it to.
  void dot_marker(Point point, const std::string& x_key, const std::string& y_key);

  /// For a page whose style sheet begins with plot.css.
  [[nodiscard]] std::string svg() const;
  /// A file of its own, with a title and a description for screen readers in place of the plot's.
  [[nodiscard]] std::string picture(const std::string& title, const std::string& description) const;

 private:
  [[nodiscard]] double left_of(double x) const;
  [[nodiscard]] double top_of(double y) const;
  void add_legend(Tone tone, const std::string& name, bool dot);
  [[nodiscard]] std::string axes() const;
  [[nodiscard]] std::string content() const;
  [[nodiscard]] std::string x_tick(double place, const std::string& label, double lower_by) const;
  [[nodiscard]] std::string y_tick(double place, const std::string& label) const;

  std::string description_;
  Axis x_;
  Axis y_;
  double height_ = 0.0;
  double margin_left_ = 0.0;
  std::string marks_;
  std::string legend_;
  double legend_left_ = 0.0;
};

/// The least range from `low` to `high` (each included) that round ticks divide.
[[nodiscard]] Axis rounded_axis(std::string label, double low, double high, bool percent);

}  // namespace prescore
