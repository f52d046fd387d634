// Decisions with their outcomes -> a data file for `prescore train`, `evaluate` and `report`.
//
// Terms: the *target* is the column of the outcome, the *cells* of an answer are what the programme's data files hold
// for it. Both are those of the programme: its questionnaire names the columns, the model's JSON the target and the
// date. Steps: each decision's recorded answers are read by the core as they were then, and written as cells. Left out
// are decisions without an outcome, unless all are wanted, and those whose inputs were erased.
#include <sys/stat.h>

#include <algorithm>
#include <iostream>
#include <set>

#include "base/input_error.hpp"
#include "files/output_files.hpp"
#include "json/json_place.hpp"
#include "service/commands/decision_walk.hpp"
#include "service/commands/later.hpp"
#include "service/engine/data_cells.hpp"
#include "service/engine/releases.hpp"

namespace prescore::service {
namespace {

/// Columns behind those of the programme.
constexpr const char* kMore[] = {"decision_id", "decision_version", "decision_outcome",
                                 "decision_pd", "review_outcome",   "observed_on"};

/// What was left out, and why.
struct Counts {
  std::int64_t written = 0;
  std::int64_t erased = 0;
  std::int64_t without_outcome = 0;
  std::int64_t unreadable = 0;
};

std::string cell(const std::string& text, char delimiter) {
  if (text.find_first_of(std::string("\"\r\n") + delimiter) == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char character : text) quoted += character == '"' ? std::string("\"\"") : std::string(1, character);
  return quoted + "\"";
}

DataForm form_of(const DatabasePlace& place, const std::string& programme) {
  const auto reader = open_reader(place);
  const auto catalogue = read_catalogue(*reader, Catalogue{});
  const auto known = catalogue->programmes.find(programme);
  if (known == catalogue->programmes.end()) throw InputError("the database has no programme of the id " + programme);
  ProgrammeHandle loaded = known->second.active;
  for (const StoredVersion& version : reader->versions()) {
    // The newest one where none is active.
    if (!known->second.active && version.programme == programme) loaded = catalogue->versions.at(version.version);
  }
  return data_form(*loaded, reader->documents(programme, loaded->version()));
}

/// Throws InputError where two columns would have one name.
std::vector<std::string> header_of(const DataForm& form) {
  std::vector<std::string> header = data_columns(form);
  if (form.outcome.date) header.push_back(*form.outcome.date);
  header.push_back(form.outcome.target);
  header.insert(header.end(), std::begin(kMore), std::end(kMore));
  const std::set<std::string> names(header.begin(), header.end());
  if (names.size() != header.size()) throw InputError("two columns of the file would have one name");
  return header;
}

void write_line(std::ostream& stream, const std::vector<std::string>& cells, char delimiter) {
  for (std::size_t index = 0; index < cells.size(); ++index) {
    if (index > 0) stream << delimiter;
    stream << cell(cells[index], delimiter);
  }
  stream << '\n';
}

/// The row of a decision; nothing where it is left out, which is counted.
std::optional<std::vector<std::string>> row_of(const DataForm& form, const ExportOptions& options,
                                               const StoredDecision& stored, const std::vector<StoredEntry>& entries,
                                               Counts& counts) {
  if (stored.is_erased) {
    ++counts.erased;
    return std::nullopt;
  }
  const StoredEntry* outcome = last_of(entries, entry_kind::kOutcome);
  if (outcome == nullptr && !options.all) {
    ++counts.without_outcome;
    return std::nullopt;
  }
  auto cells = data_cells(form, stored.decision.personal);
  if (!cells) {
    ++counts.unreadable;
    return std::nullopt;
  }
  const Json known = outcome == nullptr ? Json::object() : Json::parse(outcome->entry.body);
  const StoredEntry* review = last_of(entries, entry_kind::kReview);
  if (form.outcome.date) cells->push_back(iso(stored.decision.created).substr(0, 10));
  cells->push_back(outcome == nullptr ? "" : target_cell(form.outcome, known.at("outcome")));
  cells->push_back(stored.decision.id);
  cells->push_back(stored.decision.version);
  cells->push_back(stored.decision.outcome);
  cells->push_back(stored.decision.pd_ppm < 0 ? "" : number_text(stored.decision.pd_ppm, 6, form.decimal));
  cells->push_back(review == nullptr ? "" : Json::parse(review->entry.body).at("outcome").get<std::string>());
  cells->push_back(known.value("observed_on", ""));
  ++counts.written;
  return cells;
}

}  // namespace

void export_decisions(const DatabasePlace& place, const ExportOptions& options) {
  if (std::filesystem::exists(options.output)) {
    throw InputError(options.output.string() + " is there already: name a new file");
  }
  const DataForm form = form_of(place, options.programme);
  const std::vector<std::string> header = header_of(form);
  Counts counts;
  // Personal data: for the owner of the file alone, from its first byte on.
  const mode_t before = umask(S_IRWXG | S_IRWXO);
  OutputFiles files;
  std::ostream& stream = files.open(options.output);
  umask(before);
  write_line(stream, header, form.delimiter);
  walk_with_entries(place, options.programme,
                    [&](const StoredDecision& stored, const std::vector<StoredEntry>& entries) {
                      const Moment created = stored.decision.created;
                      if (options.since && created < *options.since) return;
                      if (options.until && created >= *options.until) return;
                      const auto row = row_of(form, options, stored, entries, counts);
                      if (row) write_line(stream, *row, form.delimiter);
                    });
  files.commit();
  std::cerr << counts.written << " rows written; left out: " << counts.without_outcome << " without an outcome, "
            << counts.erased << " with erased inputs, " << counts.unreadable
            << " whose answers today's questionnaire does not take. The file holds personal data.\n";
}

}  // namespace prescore::service
