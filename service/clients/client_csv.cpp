#include "service/clients/client_csv.hpp"

#include <array>

#include "applicants/applicant_columns.hpp"
#include "applicants/programme_dialect.hpp"
#include "base/blanks.hpp"
#include "base/input_error.hpp"
#include "base/progress.hpp"
#include "csv/csv_reader.hpp"
#include "rows/block_lines.hpp"
#include "service/clients/client_problems.hpp"
#include "service/connectors/client_rows.hpp"

namespace prescore::service {
namespace {

/// As the calls of the service take them.
constexpr std::size_t kMaxReference = 128;

/// What is wrong with a reference; empty where nothing is.
std::string reference_error(std::string_view client) {
  if (client.empty()) return "no reference of the client";
  if (client.size() > kMaxReference) return "a reference of more than " + std::to_string(kMaxReference) + " bytes";
  for (const char character : client) {
    if (static_cast<unsigned char>(character) < ' ' || character == '\x7f')
      return "a reference with a control character";
  }
  return {};
}

class Loading {
 public:
  Loading(const ClientCsv& file, ClientTarget& target)
      : file_(file),
        target_(target),
        source_(with_programme(file.input, file.questionnaire.csv)),
        header_(read_csv_header(source_)),
        id_(*find_key(header_, file.input.name, file.id_column)),
        columns_(header_, file.input.name, file.questionnaire, std::nullopt, source_.format()),
        records_(records_under(header_)) {}

  LoadedClients run() {
    CsvBlock block;
    Progress progress("loading clients", file_.input.bytes);
    while (source_.next(block)) {
      records_.begin(block);
      read_block();
      progress.show(source_.bytes_handed_over());
    }
    const RepeatedClients repeated = target_.finish();
    problems_.add(repeated, file_.id_column);
    // Which of two rows is right nobody can say, so they end the load in any case.
    if (repeated.rows > 0 || (!problems_.empty() && !file_.keep_going)) fail();
    loaded_.table_rows = target_.commit();
    note();
    return loaded_;
  }

 private:
  void read_block() {
    for (;;) {
      const CsvRecords::Found found = records_.next();
      if (found == CsvRecords::Found::end) return;
      ++rows_;
      const bool is_sound = found == CsvRecords::Found::record ? take_row() : refuse_record();
      if (!is_sound) ++loaded_.left_out;
    }
  }

  bool refuse_record() {
    const auto column = records_.problem_column();
    problems_.add(column ? header_[*column] : "", cause_of(records_.problem()), records_.line());
    return false;
  }

  bool take_row() {
    const CellTexts& cells = records_.cells();
    const std::string_view client = trimmed(cells[id_]);
    const std::string error = reference_error(client);
    if (!error.empty()) problems_.add(file_.id_column, error, records_.line());
    Applicant applicant;
    std::optional<Issue> issue;
    const bool is_understood = !columns_.read_answers(cells, applicant, issue) && !issue;
    if (!is_understood) count_issues(cells);
    if (!is_understood || !error.empty()) return false;
    target_.add(records_.line(), client, answers_of(applicant));
    ++loaded_.clients;
    return true;
  }

  void count_issues(const CellTexts& cells) {
    IssueCounts counts;
    columns_.count_issues(cells, records_.line(), counts);
    for (const auto& [kind, count] : counts.table()) {
      const Question& question = file_.questionnaire.questions[kind.first];
      std::string columns;
      for (const std::string& column : question.columns) columns += (columns.empty() ? "" : ", ") + column;
      problems_.add(columns, cause_of(kind.second, question), records_.line());
    }
  }

  std::string answers_of(const Applicant& applicant) {
    values_.resize(file_.questionnaire.questions.size());
    for (std::size_t index = 0; index < values_.size(); ++index) {
      const Question& question = file_.questionnaire.questions[index];
      const std::int32_t value = applicant.values[index];
      values_[index].question = question.id;
      values_[index].text.clear();
      if (value == kMissing) {
        ++not_known_[index];
      } else if (question.kind == QuestionKind::choice) {
        values_[index].text = question.options[static_cast<std::size_t>(value)].id;
      } else {
        values_[index].text = decimal_text(value, question.decimals);
      }
    }
    return answers_text(values_);
  }

  [[noreturn]] void fail() const {
    std::string text = file_.input.name + ": nothing was loaded, because of problems in the file";
    for (const std::string& line : problems_.lines()) text += "\n  " + line;
    throw InputError(text);
  }

  void note() {
    if (loaded_.left_out > 0) {
      loaded_.notes.push_back(std::to_string(loaded_.left_out) + " of " + std::to_string(rows_) +
                              " rows were left out");
      for (std::string& line : problems_.lines()) loaded_.notes.push_back("  " + std::move(line));
    }
    for (std::size_t index = 0; index < file_.questionnaire.questions.size(); ++index) {
      if (not_known_[index] == 0) continue;
      loaded_.notes.push_back("\"" + file_.questionnaire.questions[index].id + "\" is not known of " +
                              std::to_string(not_known_[index]) + " of " + std::to_string(loaded_.clients) +
                              " clients");
    }
  }

  const ClientCsv& file_;
  ClientTarget& target_;
  CsvSource source_;
  std::vector<std::string> header_;
  std::size_t id_;
  ApplicantColumns columns_;
  CsvRecords records_;
  ClientProblems problems_;
  LoadedClients loaded_;
  std::uint64_t rows_ = 0;
  std::array<std::uint64_t, kMaxQuestions> not_known_{};
  std::vector<ClientValue> values_;
};

}  // namespace

LoadedClients load_clients(const ClientCsv& file, ClientTarget& target) { return Loading(file, target).run(); }

}  // namespace prescore::service
