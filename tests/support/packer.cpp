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
  if (question.kind == QuestionKind::choice) {
    put_count(out, question.options.size());
    for (const Option& option : question.options) put_text(out, option.id);
    return;
  }
  put_text(out, question.unit);
  put_count(out, question.unit_words.size());
  put_texts(out, question.unit_words);
  put_count(out, question.scale_words.size());
  for (const auto& [word, power] : question.scale_words) {
    put_text(out, word);
    out.push_back(power);
  }
  out.push_back(question.decimals);
  out.push_back(question.money ? 1 : 0);
  put_zigzag(out, question.minimum);
  put_zigzag(out, question.maximum);
  const bool has_low = question.plausible_minimum > question.minimum;
  const bool has_high = question.plausible_maximum < question.maximum;
  put_varint(out, has_low ? distance(question.minimum, question.plausible_minimum) : 0);
  put_varint(out, has_high ? distance(question.plausible_maximum, question.maximum) : 0);
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

namespace {

void put_questionnaire(Bytes& out, const Questionnaire& questionnaire) {
  put_count(out, questionnaire.questions.size());
  for (const Question& question : questionnaire.questions) put_question(out, question);
  if (!questionnaire.asks_the_bank()) return;
  for (const Question& question : questionnaire.questions) {
    const bool is_of_bank = question.from == AnswerSource::client_data;
    put_varint(out, is_of_bank ? 1U + question.maximum_age_days : 0U);
  }
}

/// What stands behind the changes.
void put_policy_tail(Bytes& out, const Policy& policy) {
  const bool is_final = policy.stage == Stage::final;
  if (is_final || policy.without_client_data) out.push_back(is_final ? 1 : 0);
  if (policy.without_client_data) put_text(out, policy.without_client_data->programme);
}

std::uint8_t revision_of(Section section, const Programme& programme) {
  if (section == Section::questionnaire && programme.questionnaire.asks_the_bank()) return 2;
  if (section != Section::policy) return 1;
  if (programme.policy.without_client_data) return 3;
  return programme.policy.stage == Stage::final ? 2 : 1;
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
    put_varint(out, change.from);
    put_varint(out, change.to);
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

void put_data(Bytes& out, const Questionnaire& questionnaire) {
  const auto& missing = questionnaire.missing_words;
  out.push_back(missing ? 1 : 0);
  if (missing) put_count(out, missing->size());
  if (missing) put_texts(out, *missing);
  out.push_back(static_cast<std::uint8_t>(questionnaire.csv.delimiter));
  out.push_back(static_cast<std::uint8_t>(questionnaire.csv.decimal));
  put_text(out, questionnaire.csv.encoding);
  for (const Question& question : questionnaire.questions) {
    put_count(out, question.columns.size());
    put_texts(out, question.columns);
    for (const Option& option : question.options) {
      out.push_back(option.any_other ? 1 : 0);
      put_count(out, option.rows_of_cells.size());
      for (const auto& cells : option.rows_of_cells) put_texts(out, cells);
    }
  }
}

}  // namespace

void put_section(Bytes& out, Section section, const Bytes& content, std::uint8_t revision) {
  static constexpr const char* kIds[] = {"prog", "ques", "code", "tree", "risk", "poli", "refe", "data"};
  put_opening(out, kIds[static_cast<std::size_t>(section)], content.size(), revision);
  out.insert(out.end(), content.begin(), content.end());
}

void put_opening(Bytes& out, std::string_view id, std::size_t size, std::uint8_t revision) {
  out.insert(out.end(), id.begin(), id.end());
  out.push_back(revision);
  put_count(out, size);
}

Bytes content_of(Section section, const Programme& programme) {
  Bytes out;
  switch (section) {
    case Section::header:
      put_text(out, programme.id);
      break;
    case Section::questionnaire:
      put_questionnaire(out, programme.questionnaire);
      break;
    case Section::encoding:
      put_encoding(out, programme);
      break;
    case Section::forest:
      put_forest(out, programme.forest);
      break;
    case Section::pd_table:
      put_pd_table(out, programme.pd_table);
      break;
    case Section::policy:
      put_policy(out, programme.policy);
      put_changes(out, programme);
      put_policy_tail(out, programme.policy);
      break;
    case Section::reference:
      put_reference(out, programme);
      break;
    case Section::data:
      put_data(out, programme.questionnaire);
      break;
  }
  return out;
}

Bytes payload_before(Section section, const Programme& programme) {
  Bytes out;
  for (std::size_t place = 0; place < static_cast<std::size_t>(section); ++place) {
    const auto earlier = static_cast<Section>(place);
    put_section(out, earlier, content_of(earlier, programme), revision_of(earlier, programme));
  }
  return out;
}

Bytes payload_of(const Programme& programme) {
  Bytes out = payload_before(Section::data, programme);
  if (programme.questionnaire.has_data()) put_section(out, Section::data, content_of(Section::data, programme));
  return out;
}

Bytes file_of(const Bytes& payload) {
  Bytes out = {'P', 'S', 'C', 'R'};
  put_word(out, 2);
  put_word(out, static_cast<std::uint32_t>(payload.size()));
  put_word(out, checksum(payload));
  out.insert(out.end(), payload.begin(), payload.end());
  return out;
}

Bytes packed_file_of(const Programme& programme) { return file_of(payload_of(programme)); }

}  // namespace prescore::test
