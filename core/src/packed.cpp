#include "prescore/packed.hpp"

#include <algorithm>
#include <array>

#include "byte_reader.hpp"

namespace prescore {
namespace {

std::vector<std::string> read_texts(ByteReader& reader, std::size_t size) noexcept {
  std::vector<std::string> texts;
  for (std::size_t index = 0; index < size && reader.good(); ++index) texts.push_back(reader.text());
  return texts;
}

bool read_flag(ByteReader& reader) noexcept {
  const std::uint8_t flag = reader.byte();
  if (flag > 1) reader.fail(ModelErrorCode::out_of_range);
  return flag == 1;
}

Question read_question(ByteReader& reader) noexcept {
  Question question;
  question.id = reader.text();
  question.kind = read_flag(reader) ? QuestionKind::choice : QuestionKind::number;
  question.columns = read_texts(reader, reader.count());
  if (question.kind == QuestionKind::number) {
    question.unit = reader.text();
    question.unit_words = read_texts(reader, reader.count());
    question.decimals = reader.byte();
    question.money = read_flag(reader);
    question.minimum = reader.zigzag();
    question.maximum = reader.zigzag();
    return question;
  }
  const std::size_t options = reader.count();
  for (std::size_t index = 0; index < options && reader.good(); ++index) {
    Option option;
    option.id = reader.text();
    option.cells = read_texts(reader, question.columns.size());
    question.options.push_back(std::move(option));
  }
  return question;
}

FeatureEncoding read_feature(ByteReader& reader, const Question& question) noexcept {
  FeatureEncoding feature;
  feature.missing_seen = read_flag(reader);
  if (question.kind == QuestionKind::choice) {
    for (std::size_t index = 0; index < question.options.size(); ++index) feature.option_codes.push_back(reader.byte());
    return feature;
  }
  feature.minimum_seen = reader.zigzag();
  feature.maximum_seen = reader.after(feature.minimum_seen);
  const std::size_t cuts = reader.count();
  std::int32_t cut = feature.minimum_seen;
  for (std::size_t index = 0; index < cuts && reader.good(); ++index) {
    cut = reader.after(cut);
    feature.cuts.push_back(cut);
  }
  return feature;
}

/// One bit a node, lowest first, 1 for a split. The order gives every child its place.
/// Adds to `owed` the bytes that the tree's features, spans and leaves must still take: more than are left is a fault.
Tree read_shape(ByteReader& reader, std::size_t& owed) noexcept {
  const std::size_t splits = reader.count();
  owed += 3 * splits + 1;
  if (owed > reader.left()) reader.fail(ModelErrorCode::truncated);
  const std::size_t size = reader.good() ? 2 * splits + 1 : 0;
  Tree tree;
  tree.nodes.resize(size);
  tree.values.resize(size);
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
  if (!reader.good()) return {};
  measure_depth(tree);
  return tree;
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

Forest read_forest(ByteReader& reader) noexcept {
  Forest forest;
  forest.leaf_scale = reader.after(0);
  const std::size_t trees = reader.count();
  std::size_t owed = 0;
  for (std::size_t index = 0; index < trees && reader.good(); ++index) {
    forest.trees.push_back(read_shape(reader, owed));
  }
  for_each_node(forest, reader, false, [&](Tree& tree, std::size_t index) {
    const std::uint8_t packed = reader.byte();
    tree.nodes[index].feature = packed & 0x7FU;
    tree.nodes[index].first = packed >> 7U;
  });
  for_each_node(forest, reader, false, [&](Tree& tree, std::size_t index) { tree.nodes[index].span = reader.byte(); });
  for_each_node(forest, reader, true, [&](Tree& tree, std::size_t index) { tree.values[index] = reader.zigzag(); });
  return forest;
}

PdTable read_pd_table(ByteReader& reader) noexcept {
  PdTable table;
  const std::size_t knots = reader.count();
  PdTable::Knot knot;
  for (std::size_t index = 0; index < knots && reader.good(); ++index) {
    knot.score = index == 0 ? reader.zigzag() : reader.after(knot.score);
    knot.pd_ppm = reader.after(knot.pd_ppm);
    table.knots.push_back(knot);
  }
  return table;
}

Policy read_policy(ByteReader& reader) noexcept {
  Policy policy;
  const std::size_t offers = reader.count();
  for (std::size_t index = 0; index < offers && reader.good(); ++index) {
    Offer offer;
    offer.id = reader.text();
    offer.maximum_pd_ppm = reader.after(0);
    const std::size_t rules = reader.count();
    for (std::size_t rule = 0; rule < rules && reader.good(); ++rule) {
      const std::uint8_t question = reader.byte();
      const std::int32_t minimum = reader.zigzag();
      offer.eligibility.push_back({question, minimum, reader.zigzag()});
    }
    policy.offers.push_back(std::move(offer));
  }
  return policy;
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

  Result<Programme, ModelError> read() noexcept {
    Programme programme;
    enter(Section::header);
    programme.id = reader_.text();
    enter(Section::questionnaire);
    read_questions(programme);
    enter(Section::encoding);
    for (const Question& question : programme.questionnaire.questions) {
      if (reader_.good()) programme.encoding.push_back(read_feature(reader_, question));
    }
    enter(Section::forest);
    programme.forest = read_forest(reader_);
    enter(Section::pd_table);
    programme.pd_table = read_pd_table(reader_);
    enter(Section::policy);
    programme.policy = read_policy(reader_);
    if (reader_.good() && reader_.left() > 0) reader_.fail(ModelErrorCode::trailing_bytes);
    if (const auto fault = reader_.fault()) return place({*fault, section_, 0, 0}, reader_.offset());
    if (const auto error = check(programme)) return place(*error, starts_[static_cast<std::size_t>(error->section)]);
    return programme;
  }

 private:
  /// A section after a fault is not entered, so that the error names the section in which reading stopped.
  void enter(Section section) noexcept {
    if (!reader_.good()) return;
    section_ = section;
    starts_[static_cast<std::size_t>(section)] = reader_.offset();
  }

  void read_questions(Programme& programme) noexcept {
    const std::size_t questions = reader_.count();
    if (questions > kMaxQuestions) reader_.fail(ModelErrorCode::inconsistent_count);
    for (std::size_t index = 0; index < questions && reader_.good(); ++index) {
      programme.questionnaire.questions.push_back(read_question(reader_));
    }
  }

  static ModelError place(ModelError error, std::size_t offset) noexcept {
    error.offset = static_cast<std::uint32_t>(offset);
    return error;
  }

  ByteReader& reader_;
  Section section_ = Section::header;
  std::array<std::size_t, 6> starts_{};
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

Result<Programme, ModelError> read_packed(std::span<const std::uint8_t> bytes) noexcept {
  if (bytes.size() > kMaxPackedSize) return ModelError{ModelErrorCode::too_large, Section::header, 0, 0};
  ByteReader reader(bytes);
  if (const auto error = check_header(reader, bytes)) return *error;
  return PayloadReader(reader).read();
}

}  // namespace prescore
