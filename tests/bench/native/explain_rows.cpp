// usage: explain_rows MODEL F.csv MILLISECONDS [FOLDER]
// Explains the rows of a data file that the model covers, on one thread, over and over for about that long, and prints
// JSON: microseconds of the processor's time an applicant for the contributions alone and for the whole decision with
// its reasons, encoding included. Into FOLDER it writes what another engine needs to do the same: forest.json,
// codes.csv and our contributions in points, contributions.csv.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "files/files.hpp"
#include "json/programme_json.hpp"
#include "peer_data.hpp"
#include "prescore/evaluate.hpp"

namespace prescore {
namespace {

/// Calls `work` for one applicant after another for about `milliseconds`; returns microseconds a call.
template <typename Work>
double microseconds(const std::vector<Applicant>& applicants, double milliseconds, Work work) {
  const std::clock_t start = std::clock();
  std::size_t calls = 0;
  for (;;) {
    for (std::size_t step = 0; step < 64; ++step) work(applicants[calls++ % applicants.size()]);
    const double taken = 1e6 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    if (taken > 1000.0 * milliseconds) return taken / static_cast<double>(calls);
  }
}

void write_for_others(const Programme& programme, const Explainer& explainer, const std::vector<Applicant>& applicants,
                      const std::string& folder) {
  std::ofstream(folder + "/forest.json") << forest_json(programme).dump();
  std::ofstream codes(folder + "/codes.csv");
  std::ofstream contributions(folder + "/contributions.csv");
  contributions.precision(12);
  for (const Applicant& applicant : applicants) {
    const Features features = encode(programme.questionnaire, programme.encoding, applicant);
    const Explanation explanation = explainer.explain(features);
    const double unit = static_cast<double>(explanation.denominator) * programme.forest.leaf_scale;
    for (std::size_t question = 0; question < programme.questionnaire.questions.size(); ++question) {
      codes << (question == 0 ? "" : ",") << int{features.codes[question]};
      contributions << static_cast<double>(explanation.contributions[question]) / unit << ",";
    }
    codes << "\n";
    contributions << static_cast<double>(explanation.reference_score) / unit << "\n";
  }
}

int run(char** arguments, bool for_others) {
  const Programme programme = read_model(read_file(arguments[1]), arguments[1]).programme;
  const Explainer explainer(programme.forest, programme.reference);
  const std::vector<Applicant> applicants = read_covered(arguments[2], programme);
  if (for_others) write_for_others(programme, explainer, applicants, arguments[4]);
  const double milliseconds = std::strtod(arguments[3], nullptr);
  // What is computed is summed, so that none of it can be left out.
  std::int64_t sum = 0;
  const double contributions = microseconds(applicants, milliseconds, [&](const Applicant& applicant) {
    sum += explainer.explain(encode(programme.questionnaire, programme.encoding, applicant)).contributions[0];
  });
  const double reasons = microseconds(applicants, milliseconds, [&](const Applicant& applicant) {
    sum += static_cast<std::int64_t>(decide_with_reasons(programme, explainer, applicant).reasons.against.size());
  });
  std::printf(R"({"rows":%zu,"contributions_us":%.6f,"reasons_us":%.6f,"sum":%lld})"
              "\n",
              applicants.size(), contributions, reasons, static_cast<long long>(sum));
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace prescore

int main(int count, char** arguments) {
  if (count < 4) return EXIT_FAILURE;
  return prescore::run(arguments, count > 4);
}
