#include "support/packer.hpp"

#include <string>

namespace prescore::test {
namespace {

std::uint8_t low_byte(std::uint64_t value) { return static_cast<std::uint8_t>(value & 0xFFU); }

std::uint32_t distance(std::int32_t from, std::int32_t to) {
  return static_cast<std::uint32_t>(to) - static_cast<std::uint32_t>(from);
}

void put_count(Bytes& out, std::size_t count) { put_varint(out, static_cast<std::uint32_t>(count)); }

void put_texts(Bytes& out, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) put_text(out, text);
}

void put_question(Bytes& out, const Question& question) {
  put_text(out, question.id);
  out.push_back(question.kind == QuestionKind::number ? 0 : 1);
  put_count(out, question.columns.size());
  put_texts(out, question.columns);
  if (question.kind == QuestionKind::choice) {
    put_count(out, question.options.size());
    for (const Option& option : question.options) {
      put_text(out, option.id);
      put_texts(out, option.rows_of_cells.front());
    }
    return;
  }
  put_text(out, question.unit);
  put_count(out, question.unit_words.size());
  put_texts(out, question.unit_words);
  out.push_back(question.decimals);
  out.push_back(question.money ? 1 : 0);
  put_zigzag(out, question.minimum);
  put_zigzag(out, question.maximum);
}

void put_shape(Bytes& out, const Tree& tree) {
  std::size_t splits = 0;
  Bytes bits((tree.nodes.size() + 7) / 8, 0);
  for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
    if (tree.nodes[index].left == index) continue;
    ++splits;
    bits[index / 8] = low_byte(bits[index / 8] | (1U << (index % 8)));
  }
  put_count(out, splits);
  out.insert(out.end(), bits.begin(), bits.end());
}

/// Calls `put(tree, index)` for the leaves, or the splits, of all trees.
template <typename Put>
void put_nodes(const Forest& forest, bool leaves, Put put) {
  for (const Tree& tree : forest.trees) {
    for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
      if ((tree.nodes[index].left == index) == leaves) put(tree, index);
    }
  }
}

/// CRC-32 by polynomial division, one bit at a time, most significant bit of the reflected register first.
std::uint32_t checksum(const Bytes& bytes) {
  std::uint32_t state = 0xFFFFFFFFU;
  for (const std::uint8_t byte : bytes) {
    for (std::uint32_t bit = 0; bit < 8; ++bit) {
      const bool differs = ((state ^ (std::uint32_t{byte} >> bit)) & 1U) != 0;
      state >>= 1U;
      if (differs) state ^= 0xEDB88320U;
    }
  }
  return state ^ 0xFFFFFFFFU;
}

}  // namespace

void put_word(Bytes& out, std::uint32_t value) {
  for (std::uint32_t shift = 0; shift < 32; shift += 8) out.push_back(low_byte(value >> shift));
}

void put_varint(Bytes& out, std::uint32_t value) {
  while (value > 127) {
    out.push_back(low_byte((value & 127U) | 128U));
    value >>= 7U;
  }
  out.push_back(low_byte(value));
}

void put_zigzag(Bytes& out, std::int32_t value) {
  const std::int64_t wide = value;
  put_varint(out, static_cast<std::uint32_t>(wide >= 0 ? 2 * wide : -2 * wide - 1));
}

void put_text(Bytes& out, std::string_view text) {
  put_count(out, text.size());
  out.insert(out.end(), text.begin(), text.end());
}

void put_id(Bytes& out, const Programme& programme) { put_text(out, programme.id); }

void put_questionnaire(Bytes& out, const Questionnaire& questionnaire) {
  put_count(out, questionnaire.questions.size());
  for (const Question& question : questionnaire.questions) put_question(out, question);
}

void put_encoding(Bytes& out, const Programme& programme) {
  for (std::size_t index = 0; index < programme.encoding.size(); ++index) {
    const FeatureEncoding& feature = programme.encoding[index];
    out.push_back(feature.missing_seen ? 1 : 0);
    if (programme.questionnaire.questions[index].kind == QuestionKind::choice) {
      out.insert(out.end(), feature.option_codes.begin(), feature.option_codes.end());
      continue;
    }
    put_zigzag(out, feature.minimum_seen);
    put_varint(out, distance(feature.minimum_seen, feature.maximum_seen));
    put_count(out, feature.cuts.size());
    std::int32_t previous = feature.minimum_seen;
    for (const std::int32_t cut : feature.cuts) {
      put_varint(out, distance(previous, cut));
      previous = cut;
    }
  }
}

void put_forest(Bytes& out, const Forest& forest) {
  put_varint(out, static_cast<std::uint32_t>(forest.leaf_scale));
  put_count(out, forest.trees.size());
  for (const Tree& tree : forest.trees) put_shape(out, tree);
  put_nodes(forest, false, [&](const Tree& tree, std::size_t index) {
    out.push_back(low_byte(tree.nodes[index].feature | (tree.nodes[index].first == 1 ? 128U : 0U)));
  });
  put_nodes(forest, false, [&](const Tree& tree, std::size_t index) { out.push_back(tree.nodes[index].span); });
  put_nodes(forest, true, [&](const Tree& tree, std::size_t index) { put_zigzag(out, tree.values[index]); });
}

void put_pd_table(Bytes& out, const PdTable& table) {
  put_count(out, table.knots.size());
  PdTable::Knot previous{0, 0};
  for (std::size_t index = 0; index < table.knots.size(); ++index) {
    const PdTable::Knot& knot = table.knots[index];
    if (index == 0) {
      put_zigzag(out, knot.score);
    } else {
      put_varint(out, distance(previous.score, knot.score));
    }
    put_varint(out, distance(previous.pd_ppm, knot.pd_ppm));
    previous = knot;
  }
}

void put_policy(Bytes& out, const Policy& policy) {
  put_count(out, policy.offers.size());
  for (const Offer& offer : policy.offers) {
    put_text(out, offer.id);
    put_varint(out, static_cast<std::uint32_t>(offer.maximum_pd_ppm));
    put_count(out, offer.eligibility.size());
    for (const EligibilityRule& rule : offer.eligibility) {
      out.push_back(rule.question);
      put_zigzag(out, rule.minimum);
      put_zigzag(out, rule.maximum);
    }
  }
}

void put_changes(Bytes& out, const Programme& programme) {
  const WhatWouldHelp& help = programme.policy.what_would_help;
  out.push_back(help.shown ? 1 : 0);
  put_count(out, help.changes.size());
  for (const RealisticChange& change : help.changes) {
    out.push_back(change.question);
    // A reader cannot tell the kind of a question that does not exist, and stops at it.
    const auto& questions = programme.questionnaire.questions;
    if (change.question < questions.size() && questions[change.question].kind == QuestionKind::number) {
      out.push_back(change.rise_percent);
      continue;
    }
    out.push_back(change.from);
    out.push_back(change.to);
  }
}

void put_reference(Bytes& out, const Programme& programme) {
  const Reference& reference = programme.reference;
  for (const std::int32_t answer : reference.answers) put_zigzag(out, answer);
  put_count(out, reference.population.size());
  for (const ReferenceVector& vector : reference.population) put_varint(out, vector.weight);
  for (std::size_t index = 0; index < programme.questionnaire.questions.size(); ++index) {
    for (const ReferenceVector& vector : reference.population) out.push_back(vector.codes[index]);
  }
}

Bytes payload_before(Section section, const Programme& programme) {
  Bytes out;
  if (section > Section::header) put_id(out, programme);
  if (section > Section::questionnaire) put_questionnaire(out, programme.questionnaire);
  if (section > Section::encoding) put_encoding(out, programme);
  if (section > Section::forest) put_forest(out, programme.forest);
  if (section > Section::pd_table) put_pd_table(out, programme.pd_table);
  if (section > Section::policy) {
    put_policy(out, programme.policy);
    put_changes(out, programme);
  }
  return out;
}

Bytes payload_of(const Programme& programme) {
  Bytes out = payload_before(Section::reference, programme);
  put_reference(out, programme);
  return out;
}

Bytes file_of(const Bytes& payload) {
  Bytes out = {'P', 'S', 'C', 'R'};
  put_word(out, 1);
  put_word(out, static_cast<std::uint32_t>(payload.size()));
  put_word(out, checksum(payload));
  out.insert(out.end(), payload.begin(), payload.end());
  return out;
}

Bytes packed_file_of(const Programme& programme) { return file_of(payload_of(programme)); }

}  // namespace prescore::test
