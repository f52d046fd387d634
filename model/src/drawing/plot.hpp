// Draws a plot as SVG. Colours are classes, so the page's style sheet chooses them for light, dark and print.
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
  /// Whether values are shares, written as percentages.
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

/// Shades from low to high values, 1 to kShades; 0 is for values outside that order, such as missing answers.
inline constexpr std::size_t kShades = 5;

/// The look of a series: colour, dash and mark. Series differ in more than colour.
enum class Tone { first = 1, second = 2, third = 3, quiet = 4 };

class Plot {
 public:
  /// Screen readers read `description` aloud. `height` is in units of which the width has 560: an axis with many names
  /// needs more.
  Plot(std::string description, Axis x, Axis y, double height = 360.0);

  // Each of these draws over the earlier ones. A series with a name gets an entry in the legend.
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
  /// A floating bar from `x_low` to `x_high`, in any order, between two places of the y axis.
  void span_across(double y_low, double y_high, double x_low, double x_high, Tone tone);
  /// Boxes of one shade, 0 to kShades.
  void boxes(std::span<const Box> boxes, std::size_t shade);
  /// An entry in the legend: all shades between two texts.
  void add_shades_key(const std::string& from, const std::string& to);
  /// A text to the right of a point.
  void label(Point point, const std::string& text);
  /// An entry in the legend for a series without one.
  void add_key(Tone tone, const std::string& name) { add_legend(tone, name, true); }
  /// A vertical line at a cut-off. `key` names the field of a cut-off that gives its new place when the slider moves.
  void upright_marker(double x, const std::string& key);
  /// A dot at a cut-off. The keys name the fields of a cut-off that give its new place when the slider moves.
  void dot_marker(Point point, const std::string& x_key, const std::string& y_key);

  /// SVG for a page whose style sheet includes plot.css.
  [[nodiscard]] std::string svg() const;
  /// An SVG file with its own styles, and with a title and description for screen readers instead of the plot's.
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

/// The shortest axis between round ticks that includes `low` and `high`. It is never empty, even if both are equal.
[[nodiscard]] Axis rounded_axis(std::string label, double low, double high, bool percent);

}  // namespace prescore
