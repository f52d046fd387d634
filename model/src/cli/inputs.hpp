// Opens and reads the files of a command: the other rooms take texts, streams and names.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "applicants/training_rows.hpp"
#include "base/named_text.hpp"
#include "csv/named_stream.hpp"
#include "json/programme_json.hpp"
#include "json/texts.hpp"
#include "training/programme_folder.hpp"

namespace prescore {

/// A whole file with its path as name. Throws FileError, or InputError if it is larger than kMaxWholeFileBytes.
[[nodiscard]] NamedText read_named(const std::filesystem::path& path);

/// Reads a model file, JSON or packed. Throws FileError or InputError with the place.
[[nodiscard]] Model read_model_file(const std::filesystem::path& path);

/// The JSON of a model's file, to look at its signatures; nothing if the model is packed. Throws InputError where it is
/// neither.
[[nodiscard]] std::optional<Json> read_model_document(const NamedText& model);

/// Reads a programme's folder, texts/*.json included, and checks everything in it: see `read_programme`. Throws
/// FileError where a file cannot be read, InputError with all errors of the files.
[[nodiscard]] ProgrammeFolder read_programme_folder(const std::filesystem::path& folder);

/// A data file that can be read several times. Standard input ("-") and pipes are copied to a temporary file first.
class DataFile {
 public:
  /// `dialect` is what a person states about the file. Throws FileError.
  explicit DataFile(const std::filesystem::path& path, const CsvDialect& dialect = {});

  /// The file from its start. Only the last stream that was returned may be read, while this object lives.
  [[nodiscard]] NamedStream stream();

  /// In hexadecimal. Reads the file to its end: a stream that was returned before must not be read on.
  [[nodiscard]] std::string sha256();

 private:
  std::string name_;
  CsvDialect dialect_;
  std::ifstream input_;
  std::uint64_t bytes_ = 0;
};

/// Reads the texts of one language, for example "ru", from its file in `folder`. Throws InputError with file and place
/// if a text is missing or empty, InputError with the languages that there are if there is no such file, FileError if
/// it cannot be read.
[[nodiscard]] ReasonTexts read_language(const Programme& programme, const std::filesystem::path& folder,
                                        const std::string& language);

}  // namespace prescore
