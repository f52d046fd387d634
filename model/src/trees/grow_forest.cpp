#include "trees/grow_forest.hpp"

#include <iterator>
#include <set>
#include <utility>
#include <vector>

#include "trees/binning.hpp"

namespace prescore {

GrownForest grow_forest(const TrainingRows& rows, const Questionnaire& questionnaire, const TrainingSettings& settings,
                        const TrainingRun& run) {
  GrownForest grown;
  grown.encoding = bin_values(rows, questionnaire, settings);
  grown.cells = find_cells(rows, questionnaire, grown.encoding);
  JudgedForest judged = train_judged_forest(grown.cells, count_outcomes(grown.cells, rows), settings, run);
  grown.forest = std::move(judged.forest);
  grown.held_out = std::move(judged.held_out);
  drop_unused_cuts(grown.encoding, grown.forest);
  return grown;
}

void drop_unused_cuts(Encoding& encoding, Forest& forest) {
  for (std::size_t feature = 0; feature < encoding.size(); ++feature) {
    std::vector<std::int32_t>& cuts = encoding[feature].cuts;
    std::set<std::size_t> used;
    const auto for_each_split = [&](auto use) {
      for (Tree& tree : forest.trees) {
        for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
          if (!tree.is_leaf(index) && tree.nodes[index].feature == feature) use(tree.nodes[index]);
        }
      }
    };
    if (cuts.empty()) continue;
    for_each_split([&](const Node& node) { used.insert(static_cast<std::size_t>(node.first) + node.span); });
    for_each_split([&](Node& node) {
      const auto place = std::distance(used.begin(), used.find(static_cast<std::size_t>(node.first) + node.span));
      node.span = static_cast<std::uint8_t>(place + 1 - node.first);
    });
    std::vector<std::int32_t> kept;
    kept.reserve(used.size());
    for (const std::size_t last : used) kept.push_back(cuts[last - 1]);
    cuts = std::move(kept);
  }
}

}  // namespace prescore
