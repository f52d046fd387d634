#include "packed_content.hpp"

#include <algorithm>
#include <string_view>

namespace prescore {
namespace {

void read_texts(ByteReader& reader, std::vector<std::string>& texts, std::size_t size) noexcept {
  for (std::string& text : make(texts, reader.good() ? size : 0)) reader.text(text);
}

/// At most `largest`, or an error and 0.
std::size_t read_count(ByteReader& reader, std::size_t largest) noexcept {
  const std::size_t size = reader.count();
  if (size <= largest) return size;
  reader.fail(ModelErrorCode::inconsistent_count);
  return 0;
}

bool read_flag(ByteReader& reader) noexcept {
  const std::uint8_t flag = reader.byte();
  if (flag > 1) reader.fail(ModelErrorCode::out_of_range);
  return flag == 1;
}

char read_one_of(ByteReader& reader, std::string_view characters) noexcept {
  const auto character = static_cast<char>(reader.byte());
  if (characters.find(character) == std::string_view::npos) reader.fail(ModelErrorCode::out_of_range);
  return character;
}

void read_number_question(ByteReader& reader, Version version, Question& question) noexcept {
  reader.text(question.unit);
  read_texts(reader, question.unit_words, reader.count());
  if (version != Version::one) {
    for (ScaleWord& word : make(question.scale_words, reader.count())) {
      reader.text(word.word);
      word.power = reader.byte();
    }
  }
  question.decimals = reader.byte();
  question.money = read_flag(reader);
  question.minimum = reader.zigzag();
  question.maximum = reader.zigzag();
  if (version == Version::one) return;
  question.plausible_minimum = reader.after(question.minimum);
  // ~x is -x - 1, which every int32 has: so this is the maximum less a varint.
  question.plausible_maximum = ~reader.after(~question.maximum);
}

void read_question(ByteReader& reader, Version version, Question& question) noexcept {
  reader.text(question.id);
  question.kind = read_flag(reader) ? QuestionKind::choice : QuestionKind::number;
  if (version == Version::one) read_texts(reader, question.columns, reader.count());
  if (question.kind == QuestionKind::number) return read_number_question(reader, version, question);
  for (Option& option : make(question.options, reader.count())) {
    reader.text(option.id);
    if (version == Version::one) read_texts(reader, make(option.rows_of_cells, 1).front(), question.columns.size());
  }
}

void read_feature(ByteReader& reader, const Question& question, FeatureEncoding& feature) noexcept {
  feature.missing_seen = read_flag(reader);
  if (question.kind == QuestionKind::choice) {
    for (std::uint8_t& code : make(feature.option_codes, question.options.size())) code = reader.byte();
    return;
  }
  feature.minimum_seen = reader.zigzag();
  feature.maximum_seen = reader.after(feature.minimum_seen);
  std::int32_t last = feature.minimum_seen;
  for (std::int32_t& cut : make(feature.cuts, reader.count())) cut = last = reader.after(last);
}

/// One bit a node, lowest first, 1 for a split. The order gives every child its place.
/// Adds to `owed` the bytes that the tree's features, spans and leaves must still take: more than are left is an error.
void read_shape(ByteReader& reader, std::size_t& owed, Tree& tree) noexcept {
  const std::size_t splits = reader.count();
  owed += 3 * splits + 1;
  if (owed > reader.left()) reader.fail(ModelErrorCode::truncated);
  const std::size_t size = reader.good() ? 2 * splits + 1 : 0;
  make(tree.nodes, size);
  make(tree.values, size);
  std::uint32_t next_child = 1;
  std::uint8_t bits = 0;
  for (std::uint32_t index = 0; index < size; ++index) {
    if (index % 8 == 0) bits = reader.byte();
    const bool split = ((std::uint32_t{bits} >> (index % 8U)) & 1U) != 0;
    if (split && (next_child <= index || next_child + 1 >= size)) reader.fail(ModelErrorCode::broken_tree);
    tree.nodes[index].left = split ? next_child : index;
    if (split) next_child += 2;
  }
  if (reader.good() && next_child != size) reader.fail(ModelErrorCode::broken_tree);
  if (reader.good()) measure_depth(tree);
}

/// Calls `use(tree, index)` for each split (or each leaf) of the forest, in file order, while the reader is good.
template <typename Use>
void for_each_node(Forest& forest, const ByteReader& reader, bool leaves, Use use) noexcept {
  for (Tree& tree : forest.trees) {
    for (std::size_t index = 0; index < tree.nodes.size() && reader.good(); ++index) {
      if (tree.is_leaf(index) == leaves) use(tree, index);
    }
  }
}

/// The index of an option; one that is not there is found by `check`.
std::uint16_t read_option_index(ByteReader& reader, Version version) noexcept {
  const std::uint32_t index = version == Version::one ? reader.byte() : reader.varint();
  return static_cast<std::uint16_t>(std::min<std::uint32_t>(index, kMaxOptions));
}

void read_changes(ByteReader& reader, Version version, const Questionnaire& questionnaire,
                  WhatWouldHelp& help) noexcept {
  help.shown = read_flag(reader);
  for (RealisticChange& change : make(help.changes, read_count(reader, kMaxChanges))) {
    change.question = reader.byte();
    if (change.question >= questionnaire.questions.size()) {
      reader.fail(ModelErrorCode::out_of_range);
    } else if (questionnaire.questions[change.question].kind == QuestionKind::choice) {
      change.from = read_option_index(reader, version);
      change.to = read_option_index(reader, version);
    } else {
      change.rise_percent = reader.byte();
    }
  }
}

}  // namespace

void read_questions(ByteReader& reader, Version version, std::vector<Question>& questions) noexcept {
  for (Question& question : make(questions, read_count(reader, kMaxQuestions))) {
    read_question(reader, version, question);
  }
}

void read_encoding(ByteReader& reader, const Questionnaire& questionnaire, Encoding& encoding) noexcept {
  const auto& questions = questionnaire.questions;
  make(encoding, questions.size());
  for (std::size_t index = 0; index < questions.size(); ++index) {
    read_feature(reader, questions[index], encoding[index]);
  }
}

void read_forest(ByteReader& reader, Forest& forest) noexcept {
  forest.leaf_scale = reader.after(0);
  std::size_t owed = 0;
  for (Tree& tree : make(forest.trees, reader.count())) read_shape(reader, owed, tree);
  for_each_node(forest, reader, false, [&](Tree& tree, std::size_t index) {
    const std::uint8_t packed = reader.byte();
    tree.nodes[index].feature = packed & 0x7FU;
    tree.nodes[index].first = packed >> 7U;
  });
  for_each_node(forest, reader, false, [&](Tree& tree, std::size_t index) { tree.nodes[index].span = reader.byte(); });
  for_each_node(forest, reader, true, [&](Tree& tree, std::size_t index) { tree.values[index] = reader.zigzag(); });
}

void read_pd_table(ByteReader& reader, PdTable& table) noexcept {
  make(table.knots, reader.count());
  PdTable::Knot last;
  for (PdTable::Knot& knot : table.knots) {
    knot.score = &knot == table.knots.data() ? reader.zigzag() : reader.after(last.score);
    knot.pd_ppm = reader.after(last.pd_ppm);
    last = knot;
  }
}

void read_policy(ByteReader& reader, Version version, const Questionnaire& questionnaire, Policy& policy) noexcept {
  for (Offer& offer : make(policy.offers, reader.count())) {
    reader.text(offer.id);
    offer.maximum_pd_ppm = reader.after(0);
    for (EligibilityRule& rule : make(offer.eligibility, reader.count())) {
      rule.question = reader.byte();
      rule.minimum = reader.zigzag();
      rule.maximum = reader.zigzag();
    }
  }
  read_changes(reader, version, questionnaire, policy.what_would_help);
}

void read_stage(ByteReader& reader, Policy& policy) noexcept {
  if (read_flag(reader)) policy.stage = Stage::final;
}

void read_reference(ByteReader& reader, std::size_t questions, Reference& reference) noexcept {
  for (std::int32_t& answer : make(reference.answers, questions)) answer = reader.zigzag();
  for (ReferenceVector& vector : make(reference.population, read_count(reader, kMaxReferenceVectors)))
    vector.weight = reader.varint();
  // Question by question: like beside like compresses best.
  for (std::size_t question = 0; question < questions; ++question) {
    for (ReferenceVector& vector : reference.population) vector.codes[question] = reader.byte();
  }
}

namespace {

/// What revision 2 of the questionnaire adds.
void read_sources(ByteReader& reader, std::vector<Question>& questions) noexcept {
  for (Question& question : questions) {
    const std::uint32_t source = reader.varint();
    if (source == 0) continue;
    question.from = AnswerSource::client_data;
    if (source - 1 > kMaxAgeDays) reader.fail(ModelErrorCode::out_of_range);
    question.maximum_age_days = static_cast<std::uint16_t>(source - 1);
  }
}

void read_cells(ByteReader& reader, Questionnaire& questionnaire) noexcept {
  if (read_flag(reader)) read_texts(reader, questionnaire.missing_words.emplace(), reader.count());
  questionnaire.csv.delimiter = read_one_of(reader, std::string_view("\0,;\t|", 5));
  questionnaire.csv.decimal = read_one_of(reader, std::string_view("\0.,", 3));
  reader.text(questionnaire.csv.encoding);
  for (Question& question : questionnaire.questions) {
    read_texts(reader, question.columns, reader.count());
    for (Option& option : question.options) {
      option.any_other = read_flag(reader);
      for (auto& cells : make(option.rows_of_cells, reader.count())) read_texts(reader, cells, question.columns.size());
    }
  }
}

}  // namespace

void read_data(ByteReader& reader, Programme& programme, Section section) noexcept {
  if (section == Section::questionnaire) return read_sources(reader, programme.questionnaire.questions);
  if (section == Section::policy) return reader.text(programme.policy.without_client_data.emplace().programme);
  read_cells(reader, programme.questionnaire);
}

}  // namespace prescore
