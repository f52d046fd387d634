// make_applicants --rows N --seed S: prints a made-up data file with the columns of the bank's, so that training,
// scoring and reports can be tested without anybody's data. Integers only: the same bytes on every machine.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>

#include "support/random.hpp"

namespace prescore::test {
namespace {

enum Education : std::size_t { kSchool, kUnfinished, kHigher, kPostgraduate, kDegree, kNotGiven };
constexpr std::array<const char*, 6> kEducations = {"SCH", "UGR", "GRD", "PGR", "ACD", ""};

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

/// The index that `random` draws where entry i has `weights[i]` of all weights.
template <std::size_t size>
std::size_t draw(Random& random, const std::array<std::size_t, size>& weights) {
  std::size_t sum = 0;
  for (const std::size_t weight : weights) sum += weight;
  std::size_t place = random.below(sum);
  std::size_t index = 0;
  for (; place >= weights[index]; ++index) place -= weights[index];
  return index;
}

/// The mean of `count` uniform draws from [low, high]: a hump in the middle.
std::int64_t humped(Random& random, int count, std::int64_t low, std::int64_t high) {
  std::int64_t sum = 0;
  for (int index = 0; index < count; ++index) sum += random.between(low, high);
  return sum / count;
}

std::int64_t draw_income(Random& random, const Person& person) {
  constexpr std::array<std::int64_t, 6> kPercentOfBase = {80, 90, 130, 150, 180, 100};
  // A quarter either way, six times over: a long tail upwards, as incomes have.
  std::int64_t income = 28'000;
  for (int step = 0; step < 6; ++step) income = income * random.between(62, 145) / 100;
  income = income * kPercentOfBase[person.education] / 100;
  if (person.age < 25) income = income * 75 / 100;
  const std::int64_t rounding = income < 100'000 ? 1'000 : 10'000;
  return random.chance(900) ? income / rounding * rounding + rounding : income + 1'000;
}

Person draw_person(Random& random) {
  Person person;
  person.day = static_cast<int>(random.below(120));
  person.education =
      random.chance(4) ? std::size_t{kNotGiven} : draw(random, std::array<std::size_t, 5>{529, 133, 315, 20, 3});
  // Two draws, one after the other: the order within one expression would be the compiler's.
  const std::int64_t spread = humped(random, 2, 0, 1000);
  const std::int64_t reach = humped(random, 2, 200, 1000);
  person.age = static_cast<int>(std::min<std::int64_t>(72, 21 + spread * reach * 57 / 1'000'000));
  person.income = draw_income(random, person);
  const bool wealthy = person.income > 45'000;
  person.good_work = random.chance(wealthy ? 230 : 140);
  person.car = random.chance(wealthy ? 450 : 270);
  person.foreign_car = person.car && random.chance(wealthy ? 750 : 430);
  person.passport = random.chance(wealthy ? 300 : 100);
  person.score_bki = humped(random, 4, -380'000'000, 10'000'000);
  return person;
}

/// In parts per ten thousand: 13 % in the mean.
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

void print_date(int day) {
  constexpr std::array<const char*, 4> kMonths = {"JAN", "FEB", "MAR", "APR"};
  constexpr std::array<int, 4> kDays = {31, 28, 31, 30};
  std::size_t month = 0;
  for (; day >= kDays[month]; ++month) day -= kDays[month];
  std::printf("%02d%s2014,", day + 1, kMonths[month]);
}

/// A number of units of 1e-8, with eight decimals.
void print_decimal(std::int64_t value) {
  const std::int64_t distance = value < 0 ? -value : value;
  std::printf("%s%lld.%08lld,", value < 0 ? "-" : "", static_cast<long long>(distance / 100'000'000),
              static_cast<long long>(distance % 100'000'000));
}

std::size_t draw_count(Random& random, std::uint64_t more_in_thousand) {
  std::size_t count = 0;
  while (count < 30 && random.chance(more_in_thousand)) ++count;
  return count;
}

void print_row(Random& random, std::uint64_t client_id) {
  const Person person = draw_person(random);
  const bool defaults = random.next() % 10'000 < default_rate(person);
  std::printf("%llu,", static_cast<unsigned long long>(client_id));
  print_date(person.day);
  std::printf("%s,%s,%d,", kEducations[person.education], random.chance(560) ? "F" : "M", person.age);
  std::printf("%s,%s,%zu,%d,", person.car ? "Y" : "N", person.foreign_car ? "Y" : "N", draw_count(random, 210),
              person.good_work ? 1 : 0);
  print_decimal(person.score_bki);
  const std::size_t requests = draw_count(random, 660);
  const std::size_t region = 20 + 10 * draw(random, std::array<std::size_t, 7>{3, 5, 160, 370, 220, 60, 180});
  const std::size_t home = 1 + draw(random, std::array<std::size_t, 3>{440, 540, 20});
  const std::size_t work = 1 + draw(random, std::array<std::size_t, 3>{110, 280, 610});
  std::printf("%zu,%zu,%zu,%zu,%lld,", requests, region, home, work, static_cast<long long>(person.income));
  const std::size_t sna = 1 + draw(random, std::array<std::size_t, 4>{640, 150, 55, 155});
  const std::size_t first_time = 1 + draw(random, std::array<std::size_t, 4>{165, 155, 420, 260});
  std::printf("%zu,%zu,%s,%d\n", sna, first_time, person.passport ? "Y" : "N", defaults ? 1 : 0);
}

/// Sets `value` to the whole number after `option`, where it is given. Returns false where that is no number.
bool read_option(int argc, char** argv, std::string_view option, std::uint64_t& value) {
  for (int index = 1; index < argc; index += 2) {
    if (option != argv[index]) continue;
    if (index + 1 == argc) return false;
    const char* end = argv[index + 1] + std::strlen(argv[index + 1]);
    const auto [stop, error] = std::from_chars(argv[index + 1], end, value);
    return error == std::errc() && stop == end;
  }
  return true;
}

int run(int argc, char** argv) {
  std::uint64_t rows = 1'000;
  std::uint64_t seed = 1;
  if (!read_option(argc, argv, "--rows", rows) || !read_option(argc, argv, "--seed", seed)) {
    std::fputs("usage: make_applicants [--rows N] [--seed S]\n", stderr);
    return 2;
  }
  std::puts(
      "client_id,app_date,education,sex,age,car,car_type,decline_app_cnt,good_work,score_bki,bki_request_cnt,"
      "region_rating,home_address,work_address,income,sna,first_time,foreign_passport,default");
  Random random(seed);
  for (std::uint64_t row = 1; row <= rows; ++row) print_row(random, row);
  return 0;
}

}  // namespace
}  // namespace prescore::test

int main(int argc, char** argv) { return prescore::test::run(argc, argv); }
