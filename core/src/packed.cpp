#include "prescore/packed.hpp"

#include <algorithm>
#include <array>

#include "byte_reader.hpp"
#include "prescore/check.hpp"

namespace prescore {
namespace {

// Everything is read in its place: vectors take their size at once and grow no more, nothing is moved. After an error
// counts are 0, so nothing more is allocated.

/// `entries`, still empty, become `size` default ones.
template <typename Entry>
std::vector<Entry>& make(std::vector<Entry>& entries, std::size_t size) noexcept {
  entries = std::vector<Entry>(size);
  return entries;
}

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

void read_question(ByteReader& reader, Question& question) noexcept {
  reader.text(question.id);
  question.kind = read_flag(reader) ? QuestionKind::choice : QuestionKind::number;
  read_texts(reader, question.columns, reader.count());
  if (question.kind == QuestionKind::number) {
    reader.text(question.unit);
    read_texts(reader, question.unit_words, reader.count());
    question.decimals = reader.byte();
    question.money = read_flag(reader);
    question.minimum = reader.zigzag();
    question.maximum = reader.zigzag();
    return;
  }
  for (Option& option : make(question.options, reader.count())) {
    reader.text(option.id);
    read_texts(reader, make(option.rows_of_cells, 1).front(), question.columns.size());
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

void read_policy(ByteReader& reader, Policy& policy) noexcept {
  for (Offer& offer : make(policy.offers, reader.count())) {
    reader.text(offer.id);
    offer.maximum_pd_ppm = reader.after(0);
    for (EligibilityRule& rule : make(offer.eligibility, reader.count())) {
      rule.question = reader.byte();
      rule.minimum = reader.zigzag();
      rule.maximum = reader.zigzag();
    }
  }
}

void read_changes(ByteReader& reader, const Questionnaire& questionnaire, WhatWouldHelp& help) noexcept {
  help.shown = read_flag(reader);
  for (RealisticChange& change : make(help.changes, read_count(reader, kMaxChanges))) {
    change.question = reader.byte();
    if (change.question >= questionnaire.questions.size()) {
      reader.fail(ModelErrorCode::out_of_range);
    } else if (questionnaire.questions[change.question].kind == QuestionKind::choice) {
      change.from = reader.byte();
      change.to = reader.byte();
    } else {
      change.rise_percent = reader.byte();
    }
  }
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

std::optional<ModelError> check_header(ByteReader& reader, std::span<const std::uint8_t> bytes) noexcept {
  const auto refuse = [&](ModelErrorCode code, std::uint32_t offset) {
    return ModelError{code, Section::header, 0, offset};
  };
  if (bytes.size() < kPackedHeaderSize) {
    return refuse(ModelErrorCode::truncated, static_cast<std::uint32_t>(bytes.size()));
  }
  for (const std::uint8_t expected : kPackedMagic) {
    if (reader.byte() != expected) return refuse(ModelErrorCode::not_a_model, 0);
  }
  if (reader.word() != kPackedVersion) return refuse(ModelErrorCode::wrong_version, 4);
  const std::span<const std::uint8_t> payload = bytes.subspan(kPackedHeaderSize);
  const std::uint32_t length = reader.word();
  if (length > payload.size()) return refuse(ModelErrorCode::truncated, 8);
  if (length < payload.size()) return refuse(ModelErrorCode::trailing_bytes, 8);
  if (reader.word() != crc32(payload)) return refuse(ModelErrorCode::wrong_checksum, 12);
  return std::nullopt;
}

/// Reads the sections one after another and remembers where each began.
class PayloadReader {
 public:
  explicit PayloadReader(ByteReader& reader) noexcept : reader_(reader) {}

  std::optional<ModelError> read(Programme& programme) noexcept {
    read_sections(programme);
    if (reader_.good() && reader_.left() > 0) reader_.fail(ModelErrorCode::trailing_bytes);
    if (const auto code = reader_.error()) {
      return ModelError{*code, section_, 0, static_cast<std::uint32_t>(reader_.offset())};
    }
    auto error = check(programme);
    if (error) error->offset = static_cast<std::uint32_t>(starts_[static_cast<std::size_t>(error->section)]);
    return error;
  }

 private:
  void read_sections(Programme& programme) noexcept {
    enter(Section::header);
    reader_.text(programme.id);
    enter(Section::questionnaire);
    auto& questions = programme.questionnaire.questions;
    for (Question& question : make(questions, read_count(reader_, kMaxQuestions))) read_question(reader_, question);
    enter(Section::encoding);
    make(programme.encoding, questions.size());
    for (std::size_t index = 0; index < questions.size(); ++index) {
      read_feature(reader_, questions[index], programme.encoding[index]);
    }
    enter(Section::forest);
    read_forest(reader_, programme.forest);
    enter(Section::pd_table);
    read_pd_table(reader_, programme.pd_table);
    enter(Section::policy);
    read_policy(reader_, programme.policy);
    read_changes(reader_, programme.questionnaire, programme.policy.what_would_help);
    enter(Section::reference);
    read_reference(reader_, questions.size(), programme.reference);
  }

  /// A section after an error is not entered, so that the error names the section in which reading stopped.
  void enter(Section section) noexcept {
    if (!reader_.good()) return;
    section_ = section;
    starts_[static_cast<std::size_t>(section)] = reader_.offset();
  }

  ByteReader& reader_;
  Section section_ = Section::header;
  std::array<std::size_t, static_cast<std::size_t>(Section::reference) + 1> starts_{};
};

}  // namespace

std::uint32_t crc32(std::span<const std::uint8_t> bytes) noexcept {
  // Bit by bit: a model is a few kilobytes, and a table would cost more bytes than it saves time.
  std::uint32_t remainder = 0xFFFFFFFFU;
  for (const std::uint8_t byte : bytes) {
    remainder ^= byte;
    for (int bit = 0; bit < 8; ++bit) remainder = (remainder >> 1U) ^ ((remainder & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~remainder;
}

std::optional<ModelError> read_packed_into(Programme& programme, std::span<const std::uint8_t> bytes) noexcept {
  if (bytes.size() > kMaxPackedSize) return ModelError{ModelErrorCode::too_large, Section::header, 0, 0};
  ByteReader reader(bytes);
  if (const auto error = check_header(reader, bytes)) return error;
  return PayloadReader(reader).read(programme);
}

Result<Programme, ModelError> read_packed(std::span<const std::uint8_t> bytes) noexcept {
  Programme programme;
  if (const auto error = read_packed_into(programme, bytes)) return *error;
  return programme;
}

}  // namespace prescore
