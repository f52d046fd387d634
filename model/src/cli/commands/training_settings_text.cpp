#include "cli/commands/training_settings_text.hpp"

#include <cstdio>
#include <vector>

namespace prescore {
namespace {

std::string auroc_text(const Json& trial) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4f", trial["auroc_on_unseen_rows"].get<double>());
  return text;
}

/// "boosting, 40 trees of depth 4"
std::string name_of(const Json& trial) {
  const auto trees = trial["trees"].get<std::uint64_t>();
  return trial["method"].get<std::string>() + ", " + std::to_string(trees) + (trees == 1 ? " tree" : " trees") +
         " of depth " + trial["depth"].dump();
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// The best number of trees for each method and depth, in the order in which they were tried.
std::vector<Json> best_by_depth(const Json& tried) {
  std::vector<Json> best;
  for (const Json& trial : tried) {
    const bool same =
        !best.empty() && best.back()["method"] == trial["method"] && best.back()["depth"] == trial["depth"];
    if (!same) {
      best.push_back(trial);
    } else if (trial["auroc_on_unseen_rows"] > best.back()["auroc_on_unseen_rows"]) {
      best.back() = trial;
    }
  }
  return best;
}

std::string choice_text(const Json& choice) {
  std::string text = "training.json leaves out " + joined(choice["left_out"]) + ".";
  if (!choice.contains("chosen")) return text + " The defaults follow from the numbers of rows and questions.\n";
  text += " AUROC on rows that the trees did not see:";
  std::string separator = " ";
  for (const Json& trial : best_by_depth(choice["tried"])) {
    text += separator + name_of(trial) + " " + auroc_text(trial);
    separator = "; ";
  }
  const Json& chosen = choice["chosen"];
  return text + ". Chosen: " + name_of(chosen) + ", " + auroc_text(chosen) +
         ": the fewest leaves within 0.001 of the best.\n";
}

}  // namespace

std::string settings_text(const Json& provenance) {
  const Json& forest = provenance["settings"]["forest"];
  std::string text = forest["method"] == "bagging" ? "A random forest, by bagging" : "A boosted forest";
  std::string separator = ": ";
  for (const auto& item : forest.items()) {
    if (item.key() == "method") continue;
    text += separator + item.key() + " " + item.value().dump();
    separator = ", ";
  }
  text += ".\n";
  return provenance.contains("settings_choice") ? text + choice_text(provenance["settings_choice"]) : text;
}

}  // namespace prescore
