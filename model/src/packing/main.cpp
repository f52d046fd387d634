// prescore-pack MODEL.json OUTPUT.bin: what `prescore pack MODEL.json --output OUTPUT.bin` writes, and its exit codes.
// For builds; people use the tool, which has options and checks that no output replaces an input.
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/input_error.hpp"
#include "base/printable.hpp"
#include "files/files.hpp"
#include "files/output_files.hpp"
#include "json/programme_json.hpp"
#include "packed/pack.hpp"
#include "packing/model_texts.hpp"

namespace prescore {
namespace {

void pack_file(const std::filesystem::path& path, const std::filesystem::path& output) {
  const Model model = read_model(read_file(path), path.string());
  require_all_texts(model.programme, texts_beside(path));
  const std::vector<std::uint8_t> bytes = pack(model.programme);
  write_file(output, std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

ExitCode run(int argc, char** argv) {
  const auto fail = [](ExitCode code, const std::string& message) {
    std::cerr << "prescore-pack: " << printable_lines(message) << "\n";
    return code;
  };
  if (argc != 3) return fail(ExitCode::usage, "usage: prescore-pack MODEL.json OUTPUT.bin");
  try {
    remove_partial_files_when_interrupted();
    pack_file(argv[1], argv[2]);
    return ExitCode::success;
  } catch (const InputError& error) {
    return fail(ExitCode::bad_input, error.what());
  } catch (const FileError& error) {
    return fail(ExitCode::file_system, error.what());
  }
}

}  // namespace
}  // namespace prescore

int main(int argc, char** argv) { return static_cast<int>(prescore::run(argc, argv)); }
