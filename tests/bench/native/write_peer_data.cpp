// usage: write_peer_data MODEL F.csv ROWS FOLDER
// Writes into FOLDER what every engine needs to score the same: model.bin, the packed model; forest.json, the forest
// over codes; and of ROWS rows that the model covers and that miss no answer, the first again where the file has fewer,
// answers.bin (for each question an int32, as ours takes them) and codes.bin (for each question a byte, as the forest
// asks for it).
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include "files/files.hpp"
#include "json/programme_json.hpp"
#include "packed/pack.hpp"
#include "peer_data.hpp"
#include "prescore/encoding.hpp"

namespace prescore {
namespace {

template <typename Value>
void append(const std::vector<Value>& values, std::ofstream& file) {
  file.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(Value)));
}

std::vector<Applicant> without_gaps(const std::vector<Applicant>& applicants, std::size_t questions) {
  std::vector<Applicant> complete;
  for (const Applicant& applicant : applicants) {
    const auto answers = std::span(applicant.values).first(questions);
    if (std::find(answers.begin(), answers.end(), kMissing) == answers.end()) complete.push_back(applicant);
  }
  return complete;
}

int write(char** arguments) {
  const Programme programme = read_model(read_file(arguments[1]), arguments[1]).programme;
  const std::size_t questions = programme.questionnaire.questions.size();
  const std::vector<Applicant> applicants = without_gaps(read_covered(arguments[2], programme), questions);
  if (applicants.empty()) {
    std::fprintf(stderr, "no row of %s is complete and covered\n", arguments[2]);
    return EXIT_FAILURE;
  }
  const auto rows = static_cast<std::size_t>(std::strtoul(arguments[3], nullptr, 10));
  const std::string folder = arguments[4];
  std::ofstream answers(folder + "/answers.bin", std::ios::binary);
  std::ofstream codes(folder + "/codes.bin", std::ios::binary);
  for (std::size_t row = 0; row < rows; ++row) {
    const Applicant& applicant = applicants[row % applicants.size()];
    const Features features = encode(programme.questionnaire, programme.encoding, applicant);
    append(std::vector<std::int32_t>(applicant.values.begin(), applicant.values.begin() + questions), answers);
    append(std::vector<std::uint8_t>(features.codes.begin(), features.codes.begin() + questions), codes);
  }
  std::ofstream model(folder + "/model.bin", std::ios::binary);
  append(pack(programme), model);
  std::ofstream(folder + "/forest.json") << forest_json(programme).dump();
  return answers && codes && model ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace prescore

int main(int count, char** arguments) {
  if (count != 5) return EXIT_FAILURE;
  return prescore::write(arguments);
}
