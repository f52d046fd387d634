#include "service/commands/later_commands.hpp"

#include <memory>

#include "base/input_error.hpp"
#include "service/commands/later.hpp"

namespace prescore::service {
namespace {

using AddPlace = std::function<void(CLI::App&)>;
using ReadPlace = std::function<DatabasePlace()>;

/// What the options of these commands hold.
struct LaterOptions {
  ErasureTarget target;
  std::string why = "request";
  std::string age;
  std::string programme;
  std::string since;
  std::string until;
  std::string output;
  bool dry = false;
  bool all = false;
};
using OptionsPtr = std::shared_ptr<LaterOptions>;

std::optional<Moment> read_moment(const std::string& text, const std::string& option) {
  if (text.empty()) return std::nullopt;
  const auto moment = parse_moment(text);
  if (!moment) throw InputError(option + " must be a day or a time in UTC, as in 2026-11-27 or 2026-11-27T09:30:00Z");
  return moment;
}

void add_erase(CLI::App& program, const AddPlace& add_place, const ReadPlace& place, const OptionsPtr& options) {
  auto* command = program.add_subcommand(
      "erase", "Deletes what is personal of decisions, and records that; a service may run meanwhile");
  add_place(*command);
  auto* target = command->add_option_group("target");
  target->add_option("--client", options->target.client, "All decisions whose request named this client");
  target->add_option("--decision", options->target.decision, "One decision, by its id");
  target->require_option(1);
  command->add_option("--why", options->why, "A word for the record, without anything personal: a-z, 0-9, _ and -")
      ->capture_default_str();
  command->add_flag("--dry-run", options->dry, "Only counts");
  command->callback([options, place] { erase(place(), options->target, options->why, options->dry); });
}

void add_retain(CLI::App& program, const AddPlace& add_place, const ReadPlace& place, const OptionsPtr& options) {
  auto* command =
      program.add_subcommand("retain", "Erases what is personal of all decisions that are older than an age");
  add_place(*command);
  command->add_option("--older-than", options->age, "Days, months or years, as in 90d, 36m or 3y")->required();
  command->add_flag("--dry-run", options->dry, "Only counts");
  command->callback([options, place] { retain(place(), options->age, options->dry); });
}

void add_subject_copy(CLI::App& program, const AddPlace& add_place, const ReadPlace& place, const OptionsPtr& options) {
  auto* command = program.add_subcommand("subject-copy", "Everything that is stored about a client, as JSON");
  add_place(*command);
  command->add_option("--client", options->target.client, "The client as the requests named it")->required();
  command->add_option("--output", options->output, "A new file; without it the JSON is printed")->type_name("FILE");
  command->callback([options, place] { copy_subject(place(), options->target.client, options->output); });
}

void add_export(CLI::App& program, const AddPlace& add_place, const ReadPlace& place, const OptionsPtr& options) {
  auto* command = program.add_subcommand(
      "export", "Writes decisions with outcomes as a CSV file that prescore train and evaluate read");
  add_place(*command);
  command->add_option("--programme", options->programme, "Whose decisions")->required();
  command->add_option("--since", options->since, "Decisions from this day or time on");
  command->add_option("--until", options->until, "Decisions before this day or time");
  command->add_flag("--all", options->all, "Also decisions without an outcome, with an empty target");
  command->add_option("--output", options->output, "A new file")->type_name("FILE")->required();
  command->callback([options, place] {
    export_decisions(place(), {options->programme, read_moment(options->since, "--since"),
                               read_moment(options->until, "--until"), options->output, options->all});
  });
}

void add_challenger(CLI::App& program, const AddPlace& add_place, const ReadPlace& place, const OptionsPtr& options) {
  auto* command = program.add_subcommand(
      "challenger", "Compares challengers with what decided beside them: agreement, swap set, expected bad rates");
  add_place(*command);
  command->add_option("--programme", options->programme, "Whose decisions")->required();
  command->callback([options, place] { report_challenger(place(), options->programme); });
}

}  // namespace

void add_later_commands(CLI::App& program, const AddPlace& add_place, const ReadPlace& place) {
  const auto options = std::make_shared<LaterOptions>();
  add_export(program, add_place, place, options);
  add_erase(program, add_place, place, options);
  add_retain(program, add_place, place, options);
  add_subject_copy(program, add_place, place, options);
  add_challenger(program, add_place, place, options);
}

}  // namespace prescore::service
