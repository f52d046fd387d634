#include "prescore/packed.hpp"

#include <array>

#include "byte_reader.hpp"
#include "packed_content.hpp"
#include "prescore/check.hpp"

namespace prescore {
namespace {

std::optional<ModelError> read_header(ByteReader& reader, std::span<const std::uint8_t> bytes,
                                      Version& version) noexcept {
  const auto refuse = [&](ModelErrorCode code, std::uint32_t offset) {
    return ModelError{code, Section::header, 0, offset};
  };
  if (bytes.size() < kPackedHeaderSize) {
    return refuse(ModelErrorCode::truncated, static_cast<std::uint32_t>(bytes.size()));
  }
  for (const std::uint8_t expected : kPackedMagic) {
    if (reader.byte() != expected) return refuse(ModelErrorCode::not_a_model, 0);
  }
  const std::uint32_t number = reader.word();
  if (number == 0) return refuse(ModelErrorCode::wrong_version, 4);
  if (number > kPackedVersion) return refuse(ModelErrorCode::newer_version, 4);
  version = static_cast<Version>(number);
  const std::span<const std::uint8_t> payload = bytes.subspan(kPackedHeaderSize);
  const std::uint32_t length = reader.word();
  if (length > payload.size()) return refuse(ModelErrorCode::truncated, 8);
  if (length < payload.size()) return refuse(ModelErrorCode::trailing_bytes, 8);
  if (reader.word() != crc32(payload)) return refuse(ModelErrorCode::wrong_checksum, 12);
  return std::nullopt;
}

/// Of the sections, as `ByteReader::word` reads them.
using IdWords = std::array<std::uint32_t, std::size(kSectionIds)>;

constexpr IdWords id_words() noexcept {
  IdWords words{};
  for (std::size_t section = 0; section < words.size(); ++section) {
    for (std::size_t place = 4; place-- > 0;) {
      words[section] = words[section] << 8U | static_cast<std::uint8_t>(kSectionIds[section][place]);
    }
  }
  return words;
}

constexpr IdWords kIdWords = id_words();

/// Reads the sections one after another and remembers where each began.
class PayloadReader {
 public:
  PayloadReader(ByteReader& reader, Version version, DataReader read_data) noexcept
      : reader_(reader), version_(version), read_data_(read_data) {}

  std::optional<ModelError> read(Programme& programme) noexcept {
    read_sections(programme);
    leave();
    if (const auto code = reader_.error()) {
      return ModelError{*code, section_, unknown_, static_cast<std::uint32_t>(reader_.offset())};
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
    read_questions(reader_, version_, programme.questionnaire.questions);
    if (revision_ > 1) read_of_bank(programme);
    if (version_ == Version::one) require_data(programme.questionnaire);
    enter(Section::encoding);
    read_encoding(reader_, programme.questionnaire, programme.encoding);
    enter(Section::forest);
    read_forest(reader_, programme.forest);
    enter(Section::pd_table);
    read_pd_table(reader_, programme.pd_table);
    enter(Section::policy);
    read_policy(reader_, version_, programme.questionnaire, programme.policy);
    if (revision_ > 1) read_stage(reader_, programme.policy);
    if (revision_ > 2) read_of_bank(programme);
    enter(Section::reference);
    read_reference(reader_, programme.questionnaire.questions.size(), programme.reference);
    if (version_ == Version::one) return;
    leave();
    if (reader_.left() == 0) return;
    enter(Section::data);
    if (read_data_ == nullptr) {
      reader_.skip_part();
    } else {
      read_data_(reader_, programme, section_);
      require_data(programme.questionnaire);
    }
    leave();
    // Whatever follows: a section again, or one of a newer version.
    if (reader_.left() > 0) enter(Section::data);
  }

  /// What the section that is open has about the bank's own data.
  [[gnu::noinline]] void read_of_bank(Programme& programme) noexcept {
    if (read_data_ == nullptr) return reader_.fail(ModelErrorCode::asks_the_bank);
    read_data_(reader_, programme, section_);
  }

  /// Where there is room for columns, they are there.
  void require_data(const Questionnaire& questionnaire) noexcept {
    if (reader_.good() && !questionnaire.has_data()) reader_.fail(ModelErrorCode::inconsistent_count);
  }

  /// A section after an error is not entered, so that the error names the section in which reading stopped.
  [[gnu::noinline]] void enter(Section section) noexcept {
    if (version_ != Version::one) open(section);
    if (!reader_.good()) return;
    section_ = section;
    starts_[static_cast<std::size_t>(section)] = reader_.offset();
  }

  /// Reads what stands before a section's content.
  void open(Section section) noexcept {
    leave();
    if (!reader_.good()) return;
    if (reader_.left() == 0) return stop(section, ModelErrorCode::misplaced_section);
    section_ = section;
    const std::uint32_t id = reader_.word();
    if (!reader_.good()) return;
    const auto place = static_cast<std::size_t>(section);
    if (id != kIdWords[place] || starts_[place] > 0) return stop_at(id, section);
    revision_ = reader_.byte();
    if (revision_ > kSectionRevisions[place]) return reader_.fail(ModelErrorCode::newer_version);
    if (revision_ == 0) return reader_.fail(ModelErrorCode::out_of_range);
    reader_.begin_part(reader_.count());
    is_open_ = true;
  }

  /// Ends the section that is open, which must have been read to its end.
  void leave() noexcept {
    if (is_open_ && reader_.left() > 0) reader_.fail(ModelErrorCode::trailing_bytes);
    if (!reader_.good()) return;
    reader_.end_part();
    is_open_ = false;
  }

  void stop(Section section, ModelErrorCode code) noexcept {
    section_ = section;
    reader_.fail(code);
  }

  /// Where `section` should be there is one with the id `id`.
  void stop_at(std::uint32_t id, Section section) noexcept {
    for (const std::uint32_t known : kIdWords) {
      if (id == known) return stop(section, ModelErrorCode::misplaced_section);
    }
    unknown_ = id;
    stop(Section::header, ModelErrorCode::newer_version);
  }

  ByteReader& reader_;
  Version version_;
  DataReader read_data_;
  /// In version 1 the payload is one section.
  bool is_open_ = version_ == Version::one;
  Section section_ = Section::header;
  /// Of the section that is open.
  std::uint8_t revision_ = 1;
  /// The id of a section that this version does not know.
  std::uint32_t unknown_ = 0;
  std::array<std::size_t, static_cast<std::size_t>(Section::data) + 1> starts_{};
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

std::optional<ModelError> read_packed_into(Programme& programme, std::span<const std::uint8_t> bytes,
                                           DataReader read_data) noexcept {
  if (bytes.size() > kMaxPackedSize) return ModelError{ModelErrorCode::too_large, Section::header, 0, 0};
  ByteReader reader(bytes);
  Version version{};
  if (const auto error = read_header(reader, bytes, version)) return error;
  return PayloadReader(reader, version, read_data).read(programme);
}

Result<Programme, ModelError> read_packed(std::span<const std::uint8_t> bytes) noexcept {
  Programme programme;
  if (const auto error = read_packed_into(programme, bytes, read_data)) return *error;
  return programme;
}

}  // namespace prescore
