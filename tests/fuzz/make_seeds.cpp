// make_fuzz_seeds FOLDER: writes one folder of seeds for each fuzz target. Made-up programmes and applicants only.
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "files/output_files.hpp"
#include "json/programme_json.hpp"
#include "packed/pack.hpp"
#include "support/random_programme.hpp"
#include "support/small_programme.hpp"

namespace prescore::test {
namespace {

/// Small enough for the fuzzer to change them thousands of times a second.
constexpr std::size_t kLargestSeed = 4096;
constexpr std::uint64_t kRandomProgrammes = 6;

using Seeds = std::vector<std::pair<std::string, std::string>>;

std::vector<std::pair<std::string, Programme>> programmes() {
  std::vector<std::pair<std::string, Programme>> all = {{"small", small_programme()}};
  Random random(1);
  for (std::uint64_t made = 0; made < kRandomProgrammes; ++made) {
    Programme programme = random_programme(random);
    vary_data(random, programme.questionnaire);
    vary_sources(random, programme);
    if (pack(programme).size() <= kLargestSeed)
      all.emplace_back("random-" + std::to_string(made), std::move(programme));
  }
  return all;
}

Seeds packed_seeds() {
  Seeds seeds;
  for (const auto& [name, programme] : programmes()) {
    const std::vector<std::uint8_t> bytes = pack(programme);
    seeds.emplace_back(name, std::string(bytes.begin(), bytes.end()));
  }
  return seeds;
}

Seeds model_json_seeds() {
  Seeds seeds;
  for (const auto& [name, programme] : programmes()) {
    std::string text = readable(to_json(Model{programme, {}, nullptr}));
    if (text.size() <= kLargestSeed) seeds.emplace_back(name, std::move(text));
  }
  return seeds;
}

Seeds answers_seeds() {
  using namespace std::string_literals;
  return {{"good",
           "030\0"
           "150 000 ₽\0"
           "2higher\0"
           "3yes"s},
          {"numbers",
           "0034\0"
           "11'000\0"
           "11.000.000,50\0"
           "1-5\0"
           "01e5\0"
           "1\u221212\0"
           "0 34\t"s},
          {"stray",
           "0\0"
           "030,0\0"
           "030\0"
           "xcat\0"
           "2degree\0"
           "3 \0"
           "9"s}};
}

Seeds csv_seeds() {
  constexpr std::string_view kHeader = "age,income,education,stable_job\n";
  const std::string header(kHeader);
  return {{"plain", header + "30,50000,school,yes\n72,1000,,no\n"},
          {"windows",
           "\xEF\xBB\xBF"
           "stable_job,x,education,income,age\r\nyes,1,higher,90000,25\r\n"},
          {"quoted", header + "\"30\",\"50000\",\"a\"\"b\",\"yes\nno\"\n101,0,degree,yes\n"},
          {"ragged", header + "30,50000,school\n"},
          {"open", header + "30,\"50000,school,yes\n"},
          {"decimals", header + "30.0,-1,school,yes\n1e5,9999999999999999999999,school,yes\n\n"}};
}

constexpr const char* kSettings = R"({
  "outcome_columns": {"date": "app_date", "target": "default"},
  "forest": {"method": "boosting", "trees": 40, "depth": 3, "leaves": 8, "leaf_rows": 200, "features_per_split": 1,
             "cuts": 9, "shrinkage": 5, "default_weight": 1, "learning_rate": 0.1, "ridge": 10, "rows_per_tree": 0.7},
  "risk_along_values": {"income": "falls", "education": "falls"},
  "unordered": ["stable_job"],
  "covered": {"age": {"minimum": 18, "maximum": 75}}
})";

constexpr const char* kFreeSettings = R"({
  "$schema": "training.schema.json",
  "outcome_columns": {"date": "day", "target": "bad"},
  "forest": {"trees": 1, "depth": 1, "leaves": 2, "leaf_rows": 1, "features_per_split": 1,
             "leaf_scale": 64},
  "risk_along_values": {}
})";

constexpr const char* kTexts = R"({
  "reasons": {"age.lower": "a", "age.higher": "b", "income.lower": "c", "income.higher": "d", "education.school": "e",
              "education.higher": "f", "education.degree": "g", "stable_job.yes": "h", "stable_job.no": "i"},
  "changes": {"stable_job.yes": "j", "income.rise": "k"}
})";

/// The files of a programme's folder with the line between them that the target expects.
std::string folder_text(const Programme& programme, const std::string& settings) {
  constexpr const char* kBetween = "\n----\n";
  return readable(to_json(programme.questionnaire)) + kBetween +
         readable(to_json(programme.policy, programme.questionnaire)) + kBetween + settings;
}

Seeds programme_seeds() {
  Seeds seeds = {{"small-with-texts", folder_text(small_programme(), kSettings) + "\n----\n" + kTexts},
                 {"twice", R"({"questions": [], "questions": [{"id": 1, "id": 2}]})"}};
  for (const auto& [name, programme] : programmes()) {
    std::string text = folder_text(programme, kFreeSettings);
    if (text.size() <= 2 * kLargestSeed) seeds.emplace_back(name, std::move(text));
  }
  return seeds;
}

void write_all(const std::filesystem::path& folder, const Seeds& seeds) {
  std::filesystem::create_directories(folder);
  for (const auto& [name, content] : seeds) write_file(folder / name, content);
}

}  // namespace
}  // namespace prescore::test

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: make_fuzz_seeds FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  prescore::test::write_all(folder / "packed", prescore::test::packed_seeds());
  prescore::test::write_all(folder / "model_json", prescore::test::model_json_seeds());
  prescore::test::write_all(folder / "answers", prescore::test::answers_seeds());
  prescore::test::write_all(folder / "csv", prescore::test::csv_seeds());
  prescore::test::write_all(folder / "programme", prescore::test::programme_seeds());
  return 0;
}
