#include "packed/pack.hpp"

#include <string_view>

#include "prescore/packed.hpp"

namespace prescore {
namespace {

/// The mirror of the core's ByteReader.
class ByteWriter {
 public:
  void byte(std::size_t value) { bytes_.push_back(static_cast<std::uint8_t>(value)); }

  void word(std::uint32_t value) {
    for (std::uint32_t shift = 0; shift < 32; shift += 8) byte((value >> shift) & 0xFFU);
  }

  void varint(std::uint32_t value) {
    for (; value > 0x7FU; value >>= 7U) byte((value & 0x7FU) | 0x80U);
    byte(value);
  }

  void count(std::size_t value) { varint(static_cast<std::uint32_t>(value)); }

  void zigzag(std::int32_t value) { varint((static_cast<std::uint32_t>(value) << 1U) ^ (value < 0 ? ~0U : 0U)); }

  /// The distance from `previous` up to `value`; both fit, because an ascending order was checked.
  void after(std::int32_t previous, std::int32_t value) {
    varint(static_cast<std::uint32_t>(std::int64_t{value} - previous));
  }

  void text(std::string_view value) {
    count(value.size());
    bytes_.insert(bytes_.end(), value.begin(), value.end());
  }

  void texts(const std::vector<std::string>& values) {
    for (const std::string& value : values) text(value);
  }

  void append(const std::vector<std::uint8_t>& bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }

  [[nodiscard]] const std::vector<std::uint8_t>& bytes() const noexcept { return bytes_; }

 private:
  std::vector<std::uint8_t> bytes_;
};

void write_question(ByteWriter& writer, const Question& question) {
  writer.text(question.id);
  writer.byte(question.kind == QuestionKind::choice ? 1 : 0);
  writer.count(question.columns.size());
  writer.texts(question.columns);
  if (question.kind == QuestionKind::number) {
    writer.text(question.unit);
    writer.count(question.unit_words.size());
    writer.texts(question.unit_words);
    writer.byte(question.decimals);
    writer.byte(question.money ? 1 : 0);
    writer.zigzag(question.minimum);
    writer.zigzag(question.maximum);
    return;
  }
  writer.count(question.options.size());
  for (const Option& option : question.options) {
    writer.text(option.id);
    writer.texts(option.rows_of_cells.front());
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
      writer.byte(change.from);
      writer.byte(change.to);
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

}  // namespace

std::vector<std::uint8_t> pack(const Programme& programme) {
  ByteWriter payload;
  const auto& questions = programme.questionnaire.questions;
  payload.text(programme.id);
  payload.count(questions.size());
  for (const Question& question : questions) write_question(payload, question);
  for (std::size_t index = 0; index < questions.size(); ++index) {
    write_feature(payload, questions[index], programme.encoding[index]);
  }
  write_forest(payload, programme.forest);
  write_pd_table(payload, programme.pd_table);
  write_policy(payload, programme.policy);
  write_changes(payload, programme);
  write_reference(payload, programme.reference);

  ByteWriter file;
  for (const std::uint8_t byte : kPackedMagic) file.byte(byte);
  file.word(kPackedVersion);
  file.word(static_cast<std::uint32_t>(payload.bytes().size()));
  file.word(crc32(payload.bytes()));
  file.append(payload.bytes());
  return file.bytes();
}

}  // namespace prescore
