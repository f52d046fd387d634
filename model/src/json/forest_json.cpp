#include "json/forest_json.hpp"

#include <algorithm>
#include <limits>

#include "json/answer_json.hpp"
#include "prescore/encoding.hpp"

namespace prescore {
namespace {

constexpr std::int64_t kInt32Min = std::numeric_limits<std::int32_t>::min() + 1;
constexpr std::int64_t kInt32Max = std::numeric_limits<std::int32_t>::max();

/// The options by code; a code that several options share has a list of them. Options that were never seen are left
/// out.
Json option_order(const FeatureEncoding& feature, const Question& question) {
  std::vector<Json> groups(code_count(question, feature), Json::array());
  for (std::size_t option = 0; option < question.options.size(); ++option) {
    const std::uint8_t code = feature.option_codes[option];
    if (code != 0) groups[code - 1U].push_back(question.options[option].id);
  }
  Json order = Json::array();
  for (Json& group : groups) order.push_back(group.size() == 1 ? group.front() : std::move(group));
  return order;
}

/// The first option of each of the codes 1 to `last`.
Json first_options(const FeatureEncoding& feature, const Question& question, std::size_t last) {
  Json options = Json::array();
  for (std::size_t code = 1; code <= last; ++code) {
    const auto option = std::find(feature.option_codes.begin(), feature.option_codes.end(), code);
    options.push_back(question.options[static_cast<std::size_t>(option - feature.option_codes.begin())].id);
  }
  return options;
}

Json split_json(const Node& node, const Programme& programme) {
  const Question& question = programme.questionnaire.questions[node.feature];
  const FeatureEncoding& feature = programme.encoding[node.feature];
  const auto last = static_cast<std::size_t>(node.first + node.span);
  Json json{{"question", question.id}};
  if (question.kind == QuestionKind::number) {
    json["at_most"] = unscaled(feature.cuts[last - 1], question);
  } else {
    json["among"] = first_options(feature, question, last);
  }
  if (feature.missing_seen) json["missing"] = node.first == 0 ? "left" : "right";
  json["left"] = node.left;
  json["right"] = node.left + 1;
  return json;
}

/// The last code that goes left: the cut's place, or the number of options that go left.
std::size_t read_last_code(const JsonPlace& place, const Question& question, const FeatureEncoding& feature) {
  if (question.kind == QuestionKind::number) {
    place.allow_keys({"question", "at_most", "missing", "left", "right"});
    const auto cut = std::find(feature.cuts.begin(), feature.cuts.end(), read_scaled(place.at("at_most"), question));
    if (cut == feature.cuts.end()) place.at("at_most").fail("is not one of the encoding's cuts");
    return static_cast<std::size_t>(cut - feature.cuts.begin()) + 1;
  }
  place.allow_keys({"question", "among", "missing", "left", "right"});
  const auto among = place.at("among").items();
  for (std::size_t index = 0; index < among.size(); ++index) {
    if (feature.option_codes[option_index(among[index], question)] == index + 1) continue;
    among[index].fail("the options that go left must be the first of the encoding's order");
  }
  if (among.empty()) place.at("among").fail("must name at least one option");
  return among.size();
}

Node read_split(const JsonPlace& place, const Programme& programme) {
  const std::size_t feature = question_index(place.at("question"), programme.questionnaire);
  const Question& question = programme.questionnaire.questions[feature];
  const FeatureEncoding& encoding = programme.encoding[feature];
  const std::size_t last = read_last_code(place, question, encoding);
  bool missing_left = false;
  if (encoding.missing_seen) {
    const std::string side = place.at("missing").text();
    if (side != "left" && side != "right") place.at("missing").fail("must be \"left\" or \"right\"");
    missing_left = side == "left";
  } else if (place.has("missing")) {
    place.at("missing").fail("must be left out: the training data held no missing \"" + question.id + "\"");
  }
  Node node;
  node.feature = static_cast<std::uint8_t>(feature);
  node.first = missing_left ? 0 : 1;
  node.span = static_cast<std::uint8_t>(last - node.first);
  node.left = static_cast<std::uint32_t>(place.at("left").integer(0, kInt32Max));
  if (place.at("right").integer(0, kInt32Max) != std::int64_t{node.left} + 1) {
    place.at("right").fail("must be the node after \"left\"");
  }
  return node;
}

Tree read_tree(const JsonPlace& place, const Programme& programme) {
  Tree tree;
  std::uint32_t next_child = 1;
  const auto nodes = place.items();
  if (nodes.empty()) place.fail("must have at least one node");
  for (std::uint32_t index = 0; index < nodes.size(); ++index) {
    const JsonPlace& node = nodes[index];
    if (node.has("leaf")) {
      node.allow_keys({"leaf"});
      tree.nodes.push_back({.left = index});
      tree.values.push_back(static_cast<std::int32_t>(node.at("leaf").integer(kInt32Min, kInt32Max)));
      continue;
    }
    tree.nodes.push_back(read_split(node, programme));
    tree.values.push_back(0);
    if (tree.nodes.back().left != next_child || next_child <= index || next_child + 1 >= nodes.size()) {
      node.at("left").fail("must be a later node of this tree, in breadth-first order: here " +
                           std::to_string(next_child) + " of " + std::to_string(nodes.size()));
    }
    next_child += 2;
  }
  if (next_child != nodes.size()) place.fail("has nodes that no split leads to");
  measure_depth(tree);
  return tree;
}

FeatureEncoding read_feature(const JsonPlace& place, const Question& question) {
  FeatureEncoding feature;
  if (place.at("question").text() != question.id) place.at("question").fail("must be \"" + question.id + "\"");
  feature.missing_seen = place.at("missing_seen").flag();
  if (question.kind == QuestionKind::number) {
    place.allow_keys({"question", "missing_seen", "minimum_seen", "maximum_seen", "cuts"});
    feature.minimum_seen = read_scaled(place.at("minimum_seen"), question);
    feature.maximum_seen = read_scaled(place.at("maximum_seen"), question);
    for (const JsonPlace& cut : place.at("cuts").items()) feature.cuts.push_back(read_scaled(cut, question));
    return feature;
  }
  place.allow_keys({"question", "missing_seen", "order"});
  feature.option_codes.assign(question.options.size(), 0);
  std::uint8_t code = 0;
  for (const JsonPlace& entry : place.at("order").items({0, kMaxCodes, "group"})) {
    ++code;
    // A list is a group of options that share the code.
    for (const JsonPlace& option : entry.json().is_array() ? entry.items() : std::vector<JsonPlace>{entry}) {
      std::uint8_t& taken = feature.option_codes[option_index(option, question)];
      if (taken != 0) option.fail("appears twice");
      taken = code;
    }
  }
  return feature;
}

}  // namespace

Json to_json(const Encoding& encoding, const Questionnaire& questionnaire) {
  Json list = Json::array();
  for (std::size_t index = 0; index < encoding.size(); ++index) {
    const Question& question = questionnaire.questions[index];
    const FeatureEncoding& feature = encoding[index];
    Json json{{"question", question.id}, {"missing_seen", feature.missing_seen}};
    if (question.kind == QuestionKind::number) {
      json["minimum_seen"] = unscaled(feature.minimum_seen, question);
      json["maximum_seen"] = unscaled(feature.maximum_seen, question);
      json["cuts"] = Json::array();
      for (const std::int32_t cut : feature.cuts) json["cuts"].push_back(unscaled(cut, question));
    } else {
      json["order"] = option_order(feature, question);
    }
    list.push_back(std::move(json));
  }
  return list;
}

Json to_json(const Forest& forest, const Programme& programme) {
  Json trees = Json::array();
  for (const Tree& tree : forest.trees) {
    Json nodes = Json::array();
    for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
      const bool leaf = tree.is_leaf(index);
      nodes.push_back(leaf ? Json{{"leaf", tree.values[index]}} : split_json(tree.nodes[index], programme));
    }
    trees.push_back(std::move(nodes));
  }
  return {{"leaf_scale", forest.leaf_scale}, {"trees", std::move(trees)}};
}

Json to_json(const PdTable& table) {
  Json knots = Json::array();
  for (const PdTable::Knot& knot : table.knots) knots.push_back({{"score", knot.score}, {"pd_ppm", knot.pd_ppm}});
  return knots;
}

Encoding read_encoding(const JsonPlace& place, const Questionnaire& questionnaire) {
  const auto items = place.items();
  if (items.size() != questionnaire.questions.size()) place.fail("must have one entry for each question, in order");
  Encoding encoding;
  for (std::size_t index = 0; index < items.size(); ++index) {
    encoding.push_back(read_feature(items[index], questionnaire.questions[index]));
  }
  return encoding;
}

Forest read_forest(const JsonPlace& place, const Programme& programme) {
  place.allow_keys({"leaf_scale", "trees"});
  Forest forest;
  forest.leaf_scale = static_cast<std::int32_t>(place.at("leaf_scale").integer(1, kInt32Max));
  for (const JsonPlace& tree : place.at("trees").items()) forest.trees.push_back(read_tree(tree, programme));
  return forest;
}

PdTable read_pd_table(const JsonPlace& place) {
  PdTable table;
  for (const JsonPlace& knot : place.items()) {
    knot.allow_keys({"score", "pd_ppm"});
    table.knots.push_back({static_cast<std::int32_t>(knot.at("score").integer(kInt32Min, kInt32Max)),
                           static_cast<std::int32_t>(knot.at("pd_ppm").integer(0, kWholePpm))});
  }
  return table;
}

}  // namespace prescore
