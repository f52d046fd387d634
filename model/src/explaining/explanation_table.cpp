#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

#include "explaining/explained_applicant.hpp"
#include "explaining/rounded_explanation.hpp"

namespace prescore {
namespace {

std::string shown(const Json& value) {
  if (value.is_null()) return "(missing)";
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string decimal(const Json& points, bool plus) {
  return decimal_of(std::llround(points.get<double>() * 1e6), plus);
}

std::size_t widest(const Json& list, const char* key, std::size_t least) {
  for (const Json& item : list) least = std::max(least, shown(item[key]).size());
  return least;
}

std::string listed(const Json& words) {
  std::string text;
  for (const Json& word : words) text += (text.empty() ? "" : ", ") + word.get<std::string>();
  return text;
}

void write_decision(const Json& explained, std::ostream& table) {
  table << explained["programme"].get<std::string>() << ": " << explained["outcome"].get<std::string>();
  if (explained["offer"].is_string()) table << " (" << explained["offer"].get<std::string>() << ")";
  if (!explained["pd"].is_null()) table << ", PD " << decimal(explained["pd"], false);
  const std::string questions = listed(explained["questions"]);
  if (explained["basis"] == "eligibility") table << ", by the product's rule on " << questions;
  if (explained["basis"] == "not_covered") {
    table << ": the training data had no such answer to " << questions << ", so there is no score to explain";
  }
  table << "\n";
}

void write_contributions(const Json& explained, std::ostream& table) {
  const Json& contributions = explained["contributions"];
  const auto first = static_cast<int>(widest(contributions, "question", 15)) + 2;
  const auto second = static_cast<int>(widest(contributions, "answer", 6)) + 2;
  const auto line = [&](const std::string& question, const std::string& answer, const std::string& number) -> auto& {
    return table << std::left << std::setw(first) << question << std::setw(second) << answer << std::right
                 << std::setw(12) << number;
  };
  table << "\n";
  line("question", "answer", "contribution") << "  risk    code\n";
  line("reference score", "", decimal(explained["reference_score"], false)) << "\n";
  for (const Json& one : contributions) {
    line(one["question"], shown(one["answer"]), decimal(one["contribution"], true))
        << "  " << std::left << std::setw(8) << one["risk"].get<std::string>() << one["code"].get<std::string>()
        << "\n";
  }
  line("score", "", decimal(explained["score"], false)) << "\n";
}

void write_reasons(const std::string& title, const Json& reasons, std::ostream& table) {
  table << "\n" << title << (reasons.empty() ? ": none\n" : "\n");
  std::size_t place = 0;
  for (const Json& reason : reasons) {
    table << "  " << ++place << ". " << reason["codes"].get<std::string>();
    if (reason.contains("text")) table << ": " << reason["text"].get<std::string>();
    table << "\n";
  }
}

}  // namespace

std::string explanation_table(const Json& explained) {
  std::ostringstream table;
  write_decision(explained, table);
  if (!explained.contains("contributions")) return table.str();
  write_contributions(explained, table);
  if (explained["basis"] != "risk") return table.str();
  write_reasons("Reasons against", explained["against"], table);
  write_reasons("In favour", explained["in_favour"], table);
  return table.str();
}

}  // namespace prescore
