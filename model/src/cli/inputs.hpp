// The files that the commands name, opened and read: the other rooms take texts, streams and names.
#pragma once

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

/// Reads a programme's folder, texts/*.json included, and checks everything in it: see `read_programme`. Throws
/// FileError where a file cannot be read, InputError with all errors of the files.
[[nodiscard]] ProgrammeFolder read_programme_folder(const std::filesystem::path& folder);

/// A data file, open from its start. It must be a regular file.
class DataFile {
 public:
  /// `dialect` is what a person states about the file. Throws FileError.
  explicit DataFile(std::filesystem::path path, const CsvDialect& dialect = {});

  /// Good for one reading, while this object lives.
  [[nodiscard]] NamedStream stream();

 private:
  std::filesystem::path path_;
  CsvDialect dialect_;
  std::ifstream input_;
};

/// Checks the texts of every language in `folder` (*.json) against `programme`: see `require_texts`. Throws InputError
/// where the folder holds no language, FileError where a file cannot be read.
void require_all_texts(const Programme& programme, const std::filesystem::path& folder);

/// Reads the words of one language, as in "ru", from its file in `folder`. Throws InputError with file and place where
/// a text is missing or empty, or, naming the languages that are there, where the file is; FileError where it cannot be
/// read.
[[nodiscard]] ReasonTexts read_language(const Programme& programme, const std::filesystem::path& folder,
                                        const std::string& language);

}  // namespace prescore
