#include "service/commands/client_commands.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <sstream>

#include "base/file_error.hpp"
#include "base/input_error.hpp"
#include "base/printable.hpp"
#include "files/files.hpp"
#include "files/output_files.hpp"
#include "files/partial_file.hpp"
#include "json/programme_json.hpp"
#include "service/clients/client_csv.hpp"
#include "service/clients/client_table.hpp"
#include "service/clients/demo_clients.hpp"

namespace prescore::service {
namespace {

/// More would fill any disk.
constexpr std::uint64_t kMostClients = 100'000'000;

void say(const std::string& line) { std::cerr << "prescore-service: " << printable(line) << "\n"; }

/// A programme, and those of its questions that the bank answers from its own data.
struct ClientProgramme {
  Programme programme;
  Questionnaire questions;
};

ClientProgramme read_client_programme(const std::string& path, const std::vector<std::string>& wanted) {
  ClientProgramme read{read_model(read_file(path), path).programme, {}};
  read.questions = read.programme.questionnaire;
  std::erase_if(read.questions.questions,
                [](const Question& question) { return question.from != AnswerSource::client_data; });
  if (read.questions.questions.empty()) throw InputError(path + " asks for no client data: no question has it");
  const auto known = read.questions.questions;
  for (const std::string& id : wanted) {
    const auto is_it = [&id](const Question& question) { return question.id == id; };
    if (std::ranges::any_of(known, is_it)) continue;
    std::string names;
    for (const Question& question : known) names += (names.empty() ? "" : ", ") + question.id;
    throw InputError(std::string(path)
                         .append(" asks for no client data \"")
                         .append(shown_text(id))
                         .append("\"; it asks for ")
                         .append(names));
  }
  if (!wanted.empty()) {
    std::erase_if(read.questions.questions, [&wanted](const Question& question) {
      return std::ranges::find(wanted, question.id) == wanted.end();
    });
  }
  return read;
}

struct LoadOptions {
  std::string file;
  std::string programme;
  std::string id_column;
  std::string source;
  std::string as_of;
  std::vector<std::string> questions;
  CsvDialect dialect;
  bool replace = false;
  bool update = false;
  bool keep_going = false;
};

/// A name as the log and the records have it.
void require_source_name(const std::string& name) {
  const bool is_name = !name.empty() && name.size() <= 64 && std::ranges::all_of(name, [](char character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') || character == '_' ||
           character == '-';
  });
  if (!is_name) throw InputError("--source takes 1 to 64 of a-z, 0-9, _ and -");
}

LoadOrder order_of(const LoadOptions& options) {
  require_source_name(options.source);
  const auto as_of = parse_moment(options.as_of);
  if (!as_of) throw InputError("--as-of takes a day or a time in UTC, as in 2026-11-27 or 2026-11-27T09:30:00Z");
  if (*as_of > Clock().now()) throw InputError("--as-of must not lie in the future: it says how old the values are");
  return {options.source, *as_of, options.update ? LoadMode::update : LoadMode::replace};
}

void load(const LoadOptions& options, const Configuration& configuration) {
  const LoadOrder order = order_of(options);
  const ClientProgramme read = read_client_programme(options.programme, options.questions);
  std::ifstream stream = open_input(options.file);
  std::error_code unknown;
  const auto bytes = std::filesystem::file_size(options.file, unknown);
  const NamedStream input{stream, options.file, unknown ? 0 : bytes, options.dialect, say};
  remove_partial_files_when_interrupted();
  const auto target = open_client_target(configuration.database, order);
  const LoadedClients loaded = load_clients({input, read.questions, options.id_column, options.keep_going}, *target);
  for (const std::string& note : loaded.notes) say(note);
  std::cout << loaded.clients << " clients of the source " << order.source << ", as of " << iso(order.as_of)
            << ", are loaded; the table has " << loaded.table_rows << " rows\n";
}

void add_load_command(CLI::App& program, const std::function<void(CLI::App&)>& add_place,
                      const std::function<Configuration()>& read_place) {
  auto options = std::make_shared<LoadOptions>();
  auto* command =
      program.add_subcommand("load-clients", "Loads a CSV file of clients into the table that decisions read");
  command->add_option("file", options->file, "The CSV file, also packed by gzip")->required()->type_name("F.csv");
  add_place(*command);
  command->add_option("--programme", options->programme, "The model, JSON or packed, whose client data the file has")
      ->required()
      ->type_name("MODEL");
  command->add_option("--id", options->id_column, "The column of the clients' references")
      ->required()
      ->type_name("COLUMN");
  command->add_option("--source", options->source, "A name for where the file comes from; decisions record it")
      ->required()
      ->type_name("NAME");
  command->add_option("--as-of", options->as_of, "As of when the values are")->required()->type_name("DATE");
  command->add_option("--question", options->questions,
                      "A question whose columns the file has; more than once for more. Without it: all client data");
  auto* replace = command->add_flag(
      "--replace", options->replace,
      "Clients of this source that the file does not have are removed; so it is without --update, too");
  command->add_flag("--update", options->update, "Clients of this source that the file does not have stay")
      ->excludes(replace);
  command->add_flag("--keep-going", options->keep_going, "Leave rows with problems out, instead of loading nothing");
  const auto add_dialect = [command](const char* name, const char* values, auto& value, auto parse) {
    command
        ->add_option_function<std::string>(
            name,
            [name, values, &value, parse](const std::string& text) {
              value = parse(text);
              if (!value) throw CLI::ValidationError(std::string(name) + " takes " + values);
            },
            "How the file is written, if not what is recognised")
        ->type_name(values);
  };
  add_dialect("--delimiter", "comma|semicolon|tab|pipe|space", options->dialect.delimiter, parse_delimiter);
  add_dialect("--decimal", "point|comma", options->dialect.decimal, parse_decimal_mark);
  add_dialect("--encoding", "utf-8|utf-16le|utf-16be|windows-1251|windows-1252", options->dialect.encoding,
              parse_encoding);
  command->footer(
      "Every row is checked by the programme's questionnaire before anything is loaded. With problems nothing "
      "changes;\n"
      "they are counted by column, with lines, and never quoted. A running service reads the new table at once.");
  command->callback([options, read_place] { load(*options, read_place()); });
}

struct DemoOptions {
  std::string programme;
  std::uint64_t clients = 1'000;
  std::uint64_t seed = 1;
  std::string output;
};

void make_demo(const DemoOptions& options) {
  const ClientProgramme read = read_client_programme(options.programme, {});
  if (!read.questions.has_data()) {
    throw InputError(options.programme + " was packed without the columns and cells of data files; give its JSON");
  }
  if (std::filesystem::exists(options.output)) {
    throw InputError(options.output + " is there already: remove it, or name another file");
  }
  remove_partial_files_when_interrupted();
  OutputFiles files;
  write_demo_clients(files.open(options.output), read.programme, read.questions, options.clients, options.seed);
  files.commit();
  say("wrote " + options.output + ", " + std::to_string(options.clients) + " made-up clients; load it with --id " +
      kDemoId);
}

void add_demo_command(CLI::App& program) {
  auto options = std::make_shared<DemoOptions>();
  auto* command = program.add_subcommand("demo-data", "Makes up a file of clients, to try load-clients with");
  command->add_option("--programme", options->programme, "The model, JSON or packed, whose client data to make up")
      ->required()
      ->type_name("MODEL");
  command->add_option("--clients", options->clients, "How many")
      ->check(CLI::Range(std::uint64_t{1}, kMostClients))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Of every random choice: same seed, same bytes")->capture_default_str();
  command->add_option("--output", options->output, "The CSV file to write; it must not be there")
      ->required()
      ->type_name("F.csv");
  command->callback([options] { make_demo(*options); });
}

}  // namespace

void add_client_commands(CLI::App& program, const std::function<void(CLI::App&)>& add_place,
                         const std::function<Configuration()>& read_place) {
  add_load_command(program, add_place, read_place);
  add_demo_command(program);
}

}  // namespace prescore::service
