#include "applicants/sample_applicants.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

#include "base/random.hpp"

// How an application is made: draw a person (`draw_person`), compute the person's default rate from the answers
// (`default_rate`), draw the outcome, then print the row. Columns that only `instant-card-full` asks for are drawn
// while the row is printed. The order of the draws is part of the file format: another order gives other bytes for the
// same seed, and the tests expect these. All arithmetic is on integers, so every machine gives the same bytes.

namespace prescore {
namespace {

enum Education : std::size_t { kSchool, kUnfinished, kHigher, kPostgraduate, kDegree, kNotGiven };
constexpr std::array<std::string_view, 6> kEducations = {"SCH", "UGR", "GRD", "PGR", "ACD", ""};

struct Person {
  int day = 0;
  std::size_t education = kSchool;
  int age = 0;
  bool car = false;
  bool foreign_car = false;
  bool good_work = false;
  bool passport = false;
  std::int64_t income = 0;
  /// In units of 1e-8.
  std::int64_t score_bki = 0;
};

/// The draws that an application is made of.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) noexcept : random_(seed) {}

  /// In [0, size). The bias of the remainder is far below what a sample can show.
  [[nodiscard]] std::size_t below(std::uint64_t size) noexcept { return static_cast<std::size_t>(random_() % size); }

  /// In the closed range [low, high].
  [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high) noexcept {
    return low + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
  }

  /// True `parts_per_thousand` times in a thousand.
  [[nodiscard]] bool chance(std::uint64_t parts_per_thousand) noexcept { return random_() % 1000 < parts_per_thousand; }

  /// Index i has the probability `weights[i]` / sum of the weights.
  template <std::size_t size>
  [[nodiscard]] std::size_t weighted(const std::array<std::size_t, size>& weights) noexcept {
    std::size_t sum = 0;
    for (const std::size_t weight : weights) sum += weight;
    std::size_t place = below(sum);
    std::size_t index = 0;
    for (; place >= weights[index]; ++index) place -= weights[index];
    return index;
  }

  /// The mean of `count` uniform draws from [low, high]: values in the middle are the most likely.
  [[nodiscard]] std::int64_t humped(int count, std::int64_t low, std::int64_t high) noexcept {
    std::int64_t sum = 0;
    for (int index = 0; index < count; ++index) sum += between(low, high);
    return sum / count;
  }

  /// How often in a row `chance(parts_per_thousand)` is true; at most 30.
  [[nodiscard]] std::size_t count(std::uint64_t parts_per_thousand) noexcept {
    std::size_t times = 0;
    while (times < 30 && chance(parts_per_thousand)) ++times;
    return times;
  }

 private:
  Random random_;
};

std::int64_t draw_income(Draws& draws, const Person& person) {
  constexpr std::array<std::int64_t, 6> kPercentOfBase = {80, 90, 130, 150, 180, 100};
  // Six factors between 0.62 and 1.45 make a long tail of high incomes, as real incomes have.
  std::int64_t income = 28'000;
  for (int step = 0; step < 6; ++step) income = income * draws.between(62, 145) / 100;
  income = income * kPercentOfBase[person.education] / 100;
  if (person.age < 25) income = income * 75 / 100;
  const std::int64_t rounding = income < 100'000 ? 1'000 : 10'000;
  return draws.chance(900) ? income / rounding * rounding + rounding : income + 1'000;
}

Person draw_person(Draws& draws) {
  Person person;
  person.day = static_cast<int>(draws.below(120));
  person.education =
      draws.chance(4) ? std::size_t{kNotGiven} : draws.weighted(std::array<std::size_t, 5>{529, 133, 315, 20, 3});
  // Two statements, because the compiler may choose the order of calls within one expression.
  const std::int64_t spread = draws.humped(2, 0, 1000);
  const std::int64_t reach = draws.humped(2, 200, 1000);
  person.age = static_cast<int>(std::min<std::int64_t>(72, 21 + spread * reach * 57 / 1'000'000));
  person.income = draw_income(draws, person);
  const bool wealthy = person.income > 45'000;
  person.good_work = draws.chance(wealthy ? 230 : 140);
  person.car = draws.chance(wealthy ? 450 : 270);
  person.foreign_car = person.car && draws.chance(wealthy ? 750 : 430);
  person.passport = draws.chance(wealthy ? 300 : 100);
  person.score_bki = draws.humped(4, -380'000'000, 10'000'000);
  return person;
}

/// In parts per ten thousand. The mean over all persons is about 13 %.
std::uint64_t default_rate(const Person& person) {
  constexpr std::array<std::uint64_t, 6> kEducationPercent = {114, 117, 80, 62, 40, 105};
  const auto by_age = [&](std::int64_t age) -> std::uint64_t {
    return age < 25 ? 128 : age < 35 ? 110 : age < 50 ? 96 : 86;
  };
  const auto by_income = [](std::int64_t income) -> std::uint64_t {
    return income < 15'000 ? 130 : income < 25'000 ? 118 : income < 40'000 ? 100 : income < 70'000 ? 82 : 64;
  };
  std::uint64_t rate = 1'220 * kEducationPercent[person.education] / 100;
  rate = rate * by_age(person.age) / 100;
  rate = rate * by_income(person.income) / 100;
  rate = rate * (person.good_work ? 78 : 103) / 100;
  rate = rate * (person.foreign_car ? 70 : person.car ? 98 : 104) / 100;
  rate = rate * (person.passport ? 60 : 105) / 100;
  return rate * static_cast<std::uint64_t>(360'000'000 + person.score_bki + 30'000'000) / 205'000'000;
}

std::string date_text(int day) {
  constexpr std::array<std::string_view, 4> kMonthNames = {"JAN", "FEB", "MAR", "APR"};
  constexpr std::array<int, 4> kMonthDays = {31, 28, 31, 30};
  std::size_t month = 0;
  for (; day >= kMonthDays[month]; ++month) day -= kMonthDays[month];
  const std::string number = std::to_string(day + 1);
  return (number.size() == 1 ? "0" : "") + number + std::string(kMonthNames[month]) + "2014";
}

/// A number of units of 1e-8, with eight decimals.
std::string decimal_text(std::int64_t value) {
  constexpr std::int64_t kUnits = 100'000'000;
  const std::int64_t distance = value < 0 ? -value : value;
  const std::string decimals = std::to_string(distance % kUnits);
  return (value < 0 ? "-" : "") + std::to_string(distance / kUnits) + "." + std::string(8 - decimals.size(), '0') +
         decimals;
}

void append(std::string& line, std::string_view cell) { (line += ',') += cell; }

void append(std::string& line, std::size_t number) { append(line, std::to_string(number)); }

void append_flag(std::string& line, bool flag) { append(line, flag ? "Y" : "N"); }

/// One row of the file, with its line end.
std::string make_row(Draws& draws, std::uint64_t client_id) {
  const Person person = draw_person(draws);
  const bool defaults = draws.below(10'000) < default_rate(person);
  std::string line = std::to_string(client_id);
  append(line, date_text(person.day));
  append(line, kEducations[person.education]);
  append(line, draws.chance(560) ? "F" : "M");
  append(line, static_cast<std::size_t>(person.age));
  append_flag(line, person.car);
  append_flag(line, person.foreign_car);
  append(line, draws.count(210));
  append(line, person.good_work ? "1" : "0");
  append(line, decimal_text(person.score_bki));
  append(line, draws.count(660));
  append(line, 20 + 10 * draws.weighted(std::array<std::size_t, 7>{3, 5, 160, 370, 220, 60, 180}));
  append(line, 1 + draws.weighted(std::array<std::size_t, 3>{440, 540, 20}));
  append(line, 1 + draws.weighted(std::array<std::size_t, 3>{110, 280, 610}));
  append(line, static_cast<std::size_t>(person.income));
  append(line, 1 + draws.weighted(std::array<std::size_t, 4>{640, 150, 55, 155}));
  append(line, 1 + draws.weighted(std::array<std::size_t, 4>{165, 155, 420, 260}));
  append_flag(line, person.passport);
  append(line, defaults ? "1" : "0");
  return line += '\n';
}

}  // namespace

void write_sample_applications(std::ostream& output, std::uint64_t rows, std::uint64_t seed) {
  output << "client_id,app_date,education,sex,age,car,car_type,decline_app_cnt,good_work,score_bki,bki_request_cnt,"
            "region_rating,home_address,work_address,income,sna,first_time,foreign_passport,default\n";
  Draws draws(seed);
  for (std::uint64_t row = 1; row <= rows && output; ++row) output << make_row(draws, row);
}

}  // namespace prescore
