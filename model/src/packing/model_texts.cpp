#include "packing/model_texts.hpp"

#include "base/input_error.hpp"
#include "files/files.hpp"
#include "json/texts.hpp"

namespace prescore {

std::filesystem::path texts_beside(const std::filesystem::path& model) { return model.parent_path() / "texts"; }

std::vector<std::filesystem::path> language_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files = json_files(folder);
  if (!files.empty()) return files;
  throw InputError(folder.string() +
                   ": no texts (*.json) for the reasons; name their folder with --texts, or, if no page shows " +
                   "the model, pack it with --without-texts");
}

void require_all_texts(const Programme& programme, const std::filesystem::path& folder) {
  for (const std::filesystem::path& file : language_files(folder)) {
    require_texts(programme, {read_file(file), file.string()});
  }
}

}  // namespace prescore
