#include "packed/pack.hpp"

#include <algorithm>
#include <string_view>

#include "packed/byte_writer.hpp"
#include "prescore/packed.hpp"

namespace prescore {
namespace {

void write_question(ByteWriter& writer, const Question& question) {
  writer.text(question.id);
  writer.byte(question.kind == QuestionKind::choice ? 1 : 0);
  if (question.kind == QuestionKind::choice) {
    writer.count(question.options.size());
    for (const Option& option : question.options) writer.text(option.id);
    return;
  }
  writer.text(question.unit);
  writer.count(question.unit_words.size());
  writer.texts(question.unit_words);
  writer.count(question.scale_words.size());
  for (const ScaleWord& word : question.scale_words) {
    writer.text(word.word);
    writer.byte(word.power);
  }
  writer.byte(question.decimals);
  writer.byte(question.money ? 1 : 0);
  writer.zigzag(question.minimum);
  writer.zigzag(question.maximum);
  writer.after(question.minimum, std::max(question.plausible_minimum, question.minimum));
  writer.after(std::min(question.plausible_maximum, question.maximum), question.maximum);
}

void write_data(ByteWriter& writer, const Questionnaire& questionnaire) {
  writer.byte(questionnaire.missing_words ? 1 : 0);
  if (questionnaire.missing_words) {
    writer.count(questionnaire.missing_words->size());
    writer.texts(*questionnaire.missing_words);
  }
  writer.byte(static_cast<std::uint8_t>(questionnaire.csv.delimiter));
  writer.byte(static_cast<std::uint8_t>(questionnaire.csv.decimal));
  writer.text(questionnaire.csv.encoding);
  for (const Question& question : questionnaire.questions) {
    writer.count(question.columns.size());
    writer.texts(question.columns);
    for (const Option& option : question.options) {
      writer.byte(option.any_other ? 1 : 0);
      writer.count(option.rows_of_cells.size());
      for (const auto& cells : option.rows_of_cells) writer.texts(cells);
    }
  }
}

void write_feature(ByteWriter& writer, const Question& question, const FeatureEncoding& feature) {
  writer.byte(feature.missing_seen ? 1 : 0);
  if (question.kind == QuestionKind::choice) {
    for (const std::uint8_t code : feature.option_codes) writer.byte(code);
    return;
  }
  writer.zigzag(feature.minimum_seen);
  writer.after(feature.minimum_seen, feature.maximum_seen);
  writer.count(feature.cuts.size());
  std::int32_t previous = feature.minimum_seen;
  for (const std::int32_t cut : feature.cuts) {
    writer.after(previous, cut);
    previous = cut;
  }
}

void write_shape(ByteWriter& writer, const Tree& tree) {
  writer.count(tree.nodes.size() / 2);
  std::uint32_t bits = 0;
  for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
    if (!tree.is_leaf(index)) bits |= 1U << (index % 8U);
    if (index % 8 != 7 && index + 1 != tree.nodes.size()) continue;
    writer.byte(bits);
    bits = 0;
  }
}

/// What revision 2 of the questionnaire adds.
// cppcheck-suppress constParameter
void write_sources(ByteWriter& writer, const std::vector<Question>& questions) {
  for (const Question& question : questions) {
    writer.varint(question.from == AnswerSource::client_data ? std::uint32_t{question.maximum_age_days} + 1 : 0);
  }
}

/// All features, then all spans, then all leaves: like beside like compresses best.
void write_forest(ByteWriter& writer, const Forest& forest) {
  writer.after(0, forest.leaf_scale);
  writer.count(forest.trees.size());
  ByteWriter spans;
  ByteWriter leaves;
  for (const Tree& tree : forest.trees) write_shape(writer, tree);
  for (const Tree& tree : forest.trees) {
    for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
      const Node& node = tree.nodes[index];
      if (tree.is_leaf(index)) {
        leaves.zigzag(tree.values[index]);
      } else {
        writer.byte(std::size_t{node.feature} | (std::size_t{node.first} << 7U));
        spans.byte(node.span);
      }
    }
  }
  writer.append(spans.bytes());
  writer.append(leaves.bytes());
}

void write_pd_table(ByteWriter& writer, const PdTable& table) {
  writer.count(table.knots.size());
  PdTable::Knot previous;
  for (std::size_t index = 0; index < table.knots.size(); ++index) {
    const PdTable::Knot& knot = table.knots[index];
    if (index == 0) {
      writer.zigzag(knot.score);
    } else {
      writer.after(previous.score, knot.score);
    }
    writer.after(previous.pd_ppm, knot.pd_ppm);
    previous = knot;
  }
}

void write_policy(ByteWriter& writer, const Policy& policy) {
  writer.count(policy.offers.size());
  for (const Offer& offer : policy.offers) {
    writer.text(offer.id);
    writer.after(0, offer.maximum_pd_ppm);
    writer.count(offer.eligibility.size());
    for (const EligibilityRule& rule : offer.eligibility) {
      writer.byte(rule.question);
      writer.zigzag(rule.minimum);
      writer.zigzag(rule.maximum);
    }
  }
}

void write_changes(ByteWriter& writer, const Programme& programme) {
  const WhatWouldHelp& help = programme.policy.what_would_help;
  writer.byte(help.shown ? 1 : 0);
  writer.count(help.changes.size());
  for (const RealisticChange& change : help.changes) {
    writer.byte(change.question);
    if (programme.questionnaire.questions[change.question].kind == QuestionKind::choice) {
      writer.varint(change.from);
      writer.varint(change.to);
    } else {
      writer.byte(change.rise_percent);
    }
  }
}

void write_reference(ByteWriter& writer, const Reference& reference) {
  for (const std::int32_t answer : reference.answers) writer.zigzag(answer);
  writer.count(reference.population.size());
  for (const ReferenceVector& vector : reference.population) writer.varint(vector.weight);
  for (std::size_t question = 0; question < reference.answers.size(); ++question) {
    for (const ReferenceVector& vector : reference.population) writer.byte(vector.codes[question]);
  }
}

/// Puts what `write` writes into a section of its own.
template <typename Write>
void write_section(ByteWriter& payload, Section section, Write write, std::uint8_t revision = 1) {
  ByteWriter content;
  write(content);
  for (const char letter : kSectionIds[static_cast<std::size_t>(section)]) {
    payload.byte(static_cast<std::uint8_t>(letter));
  }
  payload.byte(revision);
  payload.count(content.bytes().size());
  payload.append(content.bytes());
}

ByteWriter write_sections(const Programme& programme, DataSection data) {
  ByteWriter payload;
  const auto& questions = programme.questionnaire.questions;
  // Of the lowest revision that can hold it: what asks no bank, and what is preliminary, older readers take, too.
  const bool asks_the_bank = programme.questionnaire.asks_the_bank();
  const bool is_final = programme.policy.stage == Stage::final;
  const auto& without_client_data = programme.policy.without_client_data;
  const std::uint8_t policy_revision = without_client_data ? 3 : is_final ? 2 : 1;
  write_section(payload, Section::header, [&](ByteWriter& writer) { writer.text(programme.id); });
  write_section(
      payload, Section::questionnaire,
      [&](ByteWriter& writer) {
        writer.count(questions.size());
        for (const Question& question : questions) write_question(writer, question);
        if (asks_the_bank) write_sources(writer, questions);
      },
      asks_the_bank ? 2 : 1);
  write_section(payload, Section::encoding, [&](ByteWriter& writer) {
    for (std::size_t index = 0; index < questions.size(); ++index) {
      write_feature(writer, questions[index], programme.encoding[index]);
    }
  });
  write_section(payload, Section::forest, [&](ByteWriter& writer) { write_forest(writer, programme.forest); });
  write_section(payload, Section::pd_table, [&](ByteWriter& writer) { write_pd_table(writer, programme.pd_table); });
  write_section(
      payload, Section::policy,
      [&](ByteWriter& writer) {
        write_policy(writer, programme.policy);
        write_changes(writer, programme);
        if (policy_revision > 1) writer.byte(is_final ? 1 : 0);
        if (without_client_data) writer.text(without_client_data->programme);
      },
      policy_revision);
  write_section(payload, Section::reference, [&](ByteWriter& writer) { write_reference(writer, programme.reference); });
  if (data == DataSection::included && programme.questionnaire.has_data()) {
    write_section(payload, Section::data, [&](ByteWriter& writer) { write_data(writer, programme.questionnaire); });
  }
  return payload;
}

}  // namespace

std::vector<std::uint8_t> pack(const Programme& programme, DataSection data) {
  const ByteWriter payload = write_sections(programme, data);
  ByteWriter file;
  for (const std::uint8_t byte : kPackedMagic) file.byte(byte);
  file.word(kPackedVersion);
  file.word(static_cast<std::uint32_t>(payload.bytes().size()));
  file.word(crc32(payload.bytes()));
  file.append(payload.bytes());
  return file.bytes();
}

}  // namespace prescore
