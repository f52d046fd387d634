#include "model/support.hpp"

#include "json/programme_json.hpp"
#include "support/small_programme.hpp"

namespace prescore::test {
namespace {

/// Defaults in a thousand.
std::uint64_t risk_of(const MadeUpRow& row) {
  std::uint64_t risk = row.income < 20'000 ? 330 : row.income < 60'000 ? 200 : 90;
  if (row.education == "school") risk += 120;
  if (row.stable_job == "no") risk += 100;
  if (row.age < 25) risk += 60;
  return risk;
}

MadeUpRow draw_row(Random& random) {
  MadeUpRow row;
  row.age = static_cast<int>(random.between(18, 70));
  row.income = static_cast<int>(random.between(5, 150)) * 1'000;
  row.education = random.chance(20) ? "" : random.chance(550) ? "school" : random.chance(900) ? "higher" : "degree";
  row.stable_job = random.chance(700) ? "yes" : "no";
  row.day = static_cast<int>(random.between(1, 59));
  row.defaulted = random.chance(risk_of(row));
  return row;
}

/// Days from 1 January 2014, the first being 1.
std::string date_of(int day) {
  const bool january = day <= 31;
  const std::string number = std::to_string(january ? day : day - 31);
  return "2014-" + std::string(january ? "01-" : "02-") + std::string(2 - number.size(), '0') + number;
}

}  // namespace

std::vector<MadeUpRow> made_up_rows(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<MadeUpRow> rows;
  for (std::size_t row = 0; row < count; ++row) rows.push_back(draw_row(random));
  return rows;
}

std::string csv_of(const std::vector<MadeUpRow>& rows) {
  std::string text = "app_date,age,income,education,stable_job,default\n";
  for (const MadeUpRow& row : rows) {
    text += date_of(row.day) + "," + std::to_string(row.age) + "," + std::to_string(row.income) + "," + row.education +
            "," + row.stable_job + "," + (row.defaulted ? "1" : "0") + "\n";
  }
  return text;
}

Json small_training_settings() {
  return Json::parse(R"({
    "outcome_columns": {"date": "app_date", "target": "default"},
    "forest": {"trees": 12, "depth": 4, "leaves": 12, "leaf_rows": 20, "features_per_split": 2, "default_weight": 1},
    "risk_along_values": {"income": "falls", "education": "falls", "stable_job": "rises"}
  })");
}

ProgrammeFiles small_programme_files(const Json& settings) {
  const Programme programme = small_programme();
  ProgrammeFiles files;
  files.id = "small-card";
  files.source = "small-card";
  files.questionnaire = {readable(to_json(programme.questionnaire)), "questionnaire.json"};
  files.policy = {readable(to_json(programme.policy, programme.questionnaire)), "policy.json"};
  files.settings = {readable(settings), "training.json"};
  return files;
}

}  // namespace prescore::test
