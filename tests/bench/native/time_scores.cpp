// usage: time_scores MODEL.bin answers.bin
// For each line of standard input a line of JSON: `time WAY MILLISECONDS` says microseconds a row, `scores WAY` the
// scores of all rows. The files are those of write_peer_data, the ways those of ScoringWay.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "prescore/packed.hpp"
#include "score_timer.hpp"

namespace {

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void print(std::span<const std::int32_t> scores) {
  const char* before = "[";
  for (const std::int32_t score : scores) {
    std::cout << before << score;
    before = ",";
  }
  std::cout << "]" << std::endl;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return EXIT_FAILURE;
  const std::string bytes = read_file(arguments[1]);
  auto programme = prescore::read_packed({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  const std::string answers = read_file(arguments[2]);
  if (!programme.ok() || answers.empty()) return EXIT_FAILURE;
  // A string's bytes are aligned for any number.
  prescore::ScoreTimer timer(programme.value(),
                             {reinterpret_cast<const std::int32_t*>(answers.data()), answers.size() / 4});
  std::string what;
  std::string name;
  while (std::cin >> what >> name) {
    const auto way = prescore::find_way(name);
    double milliseconds = 0;
    if (!way || (what != "time" && what != "scores") || (what == "time" && !(std::cin >> milliseconds))) {
      return EXIT_FAILURE;
    }
    if (what == "time") {
      std::cout << timer.microseconds_a_row(*way, milliseconds) << std::endl;
    } else {
      print(timer.scores(*way));
    }
  }
  return EXIT_SUCCESS;
}
