#include "drawing/plot.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "drawing/plot_style.hpp"

namespace prescore {
namespace {

constexpr double kWidth = 560.0;
constexpr double kMarginTop = 34.0;
constexpr double kMarginRight = 28.0;
constexpr double kMarginBottom = 60.0;
constexpr double kMarginLeft = 62.0;
constexpr double kLetterWidth = 7.0;
/// Names that would overlap alternate between two lines.
constexpr double kSecondLine = 15.0;

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", value == 0.0 ? 0.0 : value);
  return text.data();
}

std::size_t longest_of(const std::vector<std::string>& names) {
  std::size_t longest = 0;
  for (const std::string& name : names) longest = std::max(longest, name.size());
  return longest;
}

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string tone_class(Tone tone) { return "tone-" + std::to_string(static_cast<int>(tone)); }

/// The step of 1, 2 or 5 times a power of ten that divides an interval into about five parts.
double round_step(double length) {
  const double rough = length / 5.0;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough * 0.999) return factor * power;
  }
  return 10.0 * power;
}

int decimals_of(double step) { return std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9))); }

std::string tick_label(double value, double step, bool percent) {
  const double shown = percent ? 100.0 * value : value;
  const int decimals = decimals_of(percent ? 100.0 * step : step);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, std::abs(shown) < 1e-12 ? 0.0 : shown);
  return text.data();
}

std::vector<double> ticks_of(const Axis& axis) {
  const double step = round_step(axis.high - axis.low);
  std::vector<double> ticks;
  const double first = std::ceil(axis.low / step - 1e-9);
  for (double k = first; k * step <= axis.high + step * 1e-9; k += 1.0) ticks.push_back(k * step);
  return ticks;
}

std::string text_at(double x, double y, const char* anchor, const std::string& text, const char* more = "") {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\"" + more + ">" +
         escaped(text) + "</text>";
}

std::string line_between(double x1, double y1, double x2, double y2, const std::string& classes,
                         const std::string& more = "") {
  return "<line class=\"" + classes + "\" x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) +
         "\" y2=\"" + number(y2) + "\"" + more + "/>";
}

std::string rectangle(double x, double y, double width, double height, const std::string& classes) {
  return "<rect class=\"" + classes + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width) +
         "\" height=\"" + number(height) + "\"/>";
}

}  // namespace

Plot::Plot(std::string description, Axis x, Axis y, double height)
    : description_(std::move(description)), x_(std::move(x)), y_(std::move(y)), height_(height) {
  margin_left_ = std::max(kMarginLeft, 20.0 + kLetterWidth * static_cast<double>(longest_of(y_.names)));
  legend_left_ = margin_left_;
}

double Plot::left_of(double x) const {
  return margin_left_ + (x - x_.low) / (x_.high - x_.low) * (kWidth - margin_left_ - kMarginRight);
}

double Plot::top_of(double y) const {
  return height_ - kMarginBottom - (y - y_.low) / (y_.high - y_.low) * (height_ - kMarginTop - kMarginBottom);
}

void Plot::add_legend(Tone tone, const std::string& name, bool dot) {
  if (name.empty()) return;
  const double top = kMarginTop / 2.0;
  if (dot) {
    legend_ += "<circle class=\"dot " + tone_class(tone) + "\" cx=\"" + number(legend_left_ + 10.0) + "\" cy=\"" +
               number(top) + "\" r=\"4\"/>";
  } else {
    legend_ += line_between(legend_left_, top, legend_left_ + 22.0, top, "curve " + tone_class(tone));
  }
  legend_ += text_at(legend_left_ + 28.0, top + 4.0, "start", name);
  legend_left_ += 48.0 + kLetterWidth * static_cast<double>(name.size());
}

void Plot::line(std::span<const Point> points, Tone tone, const std::string& name) {
  marks_ += "<polyline class=\"curve " + tone_class(tone) + "\" points=\"";
  bool first = true;
  for (const Point& point : points) {
    marks_ += (first ? "" : " ") + number(left_of(point.x)) + "," + number(top_of(point.y));
    first = false;
  }
  marks_ += "\"/>";
  add_legend(tone, name, false);
}

void Plot::band(std::span<const double> x, std::span<const double> low, std::span<const double> high, Tone tone) {
  marks_ += "<polygon class=\"band " + tone_class(tone) + "\" points=\"";
  for (std::size_t index = 0; index < x.size(); ++index) {
    marks_ += number(left_of(x[index])) + "," + number(top_of(high[index])) + " ";
  }
  for (std::size_t index = x.size(); index-- > 0;) {
    marks_ += number(left_of(x[index])) + "," + number(top_of(low[index])) + (index > 0 ? " " : "");
  }
  marks_ += "\"/>";
}

void Plot::dots(std::span<const Point> points, Tone tone, const std::string& name) {
  for (const Point& point : points) {
    marks_ += "<circle class=\"dot " + tone_class(tone) + "\" cx=\"" + number(left_of(point.x)) + "\" cy=\"" +
              number(top_of(point.y)) + "\" r=\"4\"/>";
  }
  add_legend(tone, name, true);
}

void Plot::whisker(double x, double low, double high, Tone tone) {
  marks_ += line_between(left_of(x), top_of(low), left_of(x), top_of(high), "whisker " + tone_class(tone));
}

void Plot::whisker_across(double y, double low, double high, Tone tone) {
  marks_ += line_between(left_of(low), top_of(y), left_of(high), top_of(y), "whisker " + tone_class(tone));
}

void Plot::bar(double x_low, double x_high, double y, Tone tone) {
  const double top = top_of(y);
  marks_ +=
      rectangle(left_of(x_low), top, left_of(x_high) - left_of(x_low), top_of(y_.low) - top, "bar " + tone_class(tone));
}

void Plot::bar_across(double y_low, double y_high, double x, Tone tone) {
  const double zero = left_of(std::clamp(0.0, x_.low, x_.high));
  const double end = left_of(x);
  marks_ += rectangle(std::min(zero, end), top_of(y_high), std::abs(end - zero), top_of(y_low) - top_of(y_high),
                      "bar " + tone_class(tone));
}

void Plot::span_across(double y_low, double y_high, double x_low, double x_high, Tone tone) {
  const auto [left, right] = std::minmax({left_of(x_low), left_of(x_high)});
  marks_ += rectangle(left, top_of(y_high), right - left, top_of(y_low) - top_of(y_high), "bar " + tone_class(tone));
}

void Plot::boxes(std::span<const Box> boxes, std::size_t shade) {
  if (boxes.empty()) return;
  marks_ += "<path class=\"shade-" + std::to_string(shade) + "\" d=\"";
  for (const Box& box : boxes) {
    const double left = left_of(box.x_low);
    const double top = top_of(box.y_high);
    marks_ += "M" + number(left) + " " + number(top) + "h" + number(left_of(box.x_high) - left) + "v" +
              number(top_of(box.y_low) - top) + "H" + number(left) + "z";
  }
  marks_ += "\"/>";
}

void Plot::add_shades_key(const std::string& from, const std::string& to) {
  const double top = kMarginTop / 2.0;
  legend_ += text_at(legend_left_, top + 4.0, "start", from);
  legend_left_ += 10.0 + kLetterWidth * static_cast<double>(from.size());
  for (std::size_t shade = 1; shade <= kShades; ++shade) {
    legend_ += rectangle(legend_left_, top - 5.0, 14.0, 10.0, "shade-" + std::to_string(shade));
    legend_left_ += 14.0;
  }
  legend_ += text_at(legend_left_ + 8.0, top + 4.0, "start", to);
  legend_left_ += 28.0 + kLetterWidth * static_cast<double>(to.size());
}

void Plot::label(Point point, const std::string& text) {
  marks_ += text_at(left_of(point.x) + 8.0, top_of(point.y) + 4.0, "start", text);
}

void Plot::upright_marker(double x, const std::string& key) {
  const double left = left_of(std::clamp(x, x_.low, x_.high));
  marks_ += line_between(left, kMarginTop, left, height_ - kMarginBottom, "cut-off", " data-x=\"" + key + "\"");
}

void Plot::dot_marker(Point point, const std::string& x_key, const std::string& y_key) {
  marks_ += "<circle class=\"cut-off\" cx=\"" + number(left_of(point.x)) + "\" cy=\"" + number(top_of(point.y)) +
            "\" r=\"6\" data-x=\"" + x_key + "\" data-y=\"" + y_key + "\"/>";
}

std::string Plot::x_tick(double place, const std::string& label, double lower_by) const {
  const double left = left_of(place);
  return line_between(left, kMarginTop, left, height_ - kMarginBottom, "grid") +
         text_at(left, height_ - kMarginBottom + 18.0 + lower_by, "middle", label);
}

std::string Plot::y_tick(double place, const std::string& label) const {
  const double top = top_of(place);
  return line_between(margin_left_, top, kWidth - kMarginRight, top, "grid") +
         text_at(margin_left_ - 8.0, top + 4.0, "end", label);
}

std::string Plot::axes() const {
  std::string text;
  const double widest = kLetterWidth * static_cast<double>(longest_of(x_.names) + 1);
  const bool crowded = widest * static_cast<double>(x_.names.size()) > kWidth - margin_left_ - kMarginRight;
  for (std::size_t place = 0; place < x_.names.size(); ++place) {
    text += x_tick(static_cast<double>(place), x_.names[place], crowded && place % 2 == 1 ? kSecondLine : 0.0);
  }
  for (std::size_t place = 0; place < y_.names.size(); ++place) {
    text += y_tick(static_cast<double>(place), y_.names[place]);
  }
  if (x_.names.empty()) {
    const double step = round_step(x_.high - x_.low);
    for (const double tick : ticks_of(x_)) text += x_tick(tick, tick_label(tick, step, x_.percent), 0.0);
  }
  if (y_.names.empty()) {
    const double step = round_step(y_.high - y_.low);
    for (const double tick : ticks_of(y_)) text += y_tick(tick, tick_label(tick, step, y_.percent));
  }
  const double middle = (margin_left_ + kWidth - kMarginRight) / 2.0;
  text += text_at(middle, height_ - 10.0, "middle", x_.label + (x_.percent ? ", %" : ""));
  const double centre = (kMarginTop + height_ - kMarginBottom) / 2.0;
  const std::string turned = " transform=\"rotate(-90 14 " + number(centre) + ")\"";
  if (!y_.label.empty()) {
    text += text_at(14.0, centre, "middle", y_.label + (y_.percent ? ", %" : ""), turned.c_str());
  }
  return text;
}

std::string Plot::svg() const {
  std::array<char, 160> scale{};
  std::snprintf(scale.data(), scale.size(), " data-scale=\"%.1f %.1f %.6g %.6g %.1f %.1f %.6g %.6g\"", left_of(x_.low),
                left_of(x_.high), x_.low, x_.high, top_of(y_.low), top_of(y_.high), y_.low, y_.high);
  return "<svg viewBox=\"0 0 560 " + number(height_) + "\" role=\"img\" aria-label=\"" + escaped(description_) + "\"" +
         scale.data() + ">" + content() + "</svg>";
}

std::string Plot::content() const {
  return "<g class=\"axes\">" + axes() + "</g>" + marks_ + "<g class=\"legend\">" + legend_ + "</g>";
}

std::string Plot::picture(const std::string& title, const std::string& description) const {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 560 " + number(height_) +
         "\" role=\"img\" aria-labelledby=\"title desc\"><title id=\"title\">" + escaped(title) +
         "</title><desc id=\"desc\">" + escaped(description) + "</desc><style>" + std::string(kPlotStyle) + "</style>" +
         rectangle(0.0, 0.0, kWidth, height_, "paper") + content() + "</svg>\n";
}

Axis rounded_axis(std::string label, double low, double high, bool percent) {
  const double step = round_step(high > low ? high - low : 1.0);
  const double first = std::floor(low / step + 1e-9);
  // Where all values are one round number, the axis still needs a length.
  const double last = std::max(std::ceil(high / step - 1e-9), first + 1.0);
  return {std::move(label), first * step, last * step, percent, {}};
}

}  // namespace prescore
