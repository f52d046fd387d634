#include "peer_data.hpp"

#include <fstream>
#include <optional>
#include <utility>

#include "applicants/applicant_reader.hpp"
#include "files/files.hpp"

namespace prescore {

std::vector<Applicant> read_covered(const std::string& path, const Programme& programme) {
  std::ifstream input = open_input(path);
  ApplicantReader reader({input, path}, programme.questionnaire, std::nullopt);
  std::vector<Applicant> applicants;
  ApplicantRow row;
  while (reader.next(row)) {
    if (row.issue) continue;
    const Features features = encode(programme.questionnaire, programme.encoding, row.applicant);
    if (features.not_covered == 0) applicants.push_back(row.applicant);
  }
  return applicants;
}

Json forest_json(const Programme& programme) {
  Json trees = Json::array();
  for (const Tree& tree : programme.forest.trees) {
    Json nodes = Json::array();
    for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
      const Node& node = tree.nodes[index];
      nodes.push_back({node.feature, node.first, node.span, node.left, tree.values[index]});
    }
    trees.push_back(std::move(nodes));
  }
  Json people = Json::array();
  for (const ReferenceVector& person : programme.reference.population) {
    people.push_back({{"weight", person.weight}, {"codes", person.codes}});
  }
  return {{"features", programme.questionnaire.questions.size()},
          {"leaf_scale", programme.forest.leaf_scale},
          {"trees", std::move(trees)},
          {"people", std::move(people)}};
}

}  // namespace prescore
