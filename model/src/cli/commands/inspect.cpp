#include <algorithm>
#include <iomanip>
#include <iostream>
#include <memory>

#include "base/printable.hpp"
#include "cli/command_files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/inputs.hpp"
#include "json/forest_json.hpp"
#include "json/programme_json.hpp"
#include "judging/model_origin.hpp"
#include "packed/pack.hpp"
#include "signing/signing.hpp"

namespace prescore {
namespace {

constexpr int kNameWidth = 22;

std::ostream& label(const std::string& text) {
  return std::cout << "  " << std::left << std::setw(kNameWidth) << printable(text);
}

std::vector<std::size_t> splits_by_question(const Programme& programme) {
  std::vector<std::size_t> splits(programme.questionnaire.questions.size());
  for (const Tree& tree : programme.forest.trees) {
    for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
      if (!tree.is_leaf(index)) ++splits[tree.nodes[index].feature];
    }
  }
  return splits;
}

/// "; from the bank's data of at most 30 days" behind what the bank answers.
std::string source_of(const Question& question) {
  if (question.from == AnswerSource::applicant) return {};
  const std::string days = std::to_string(question.maximum_age_days);
  return "; from the bank's data" + (question.maximum_age_days == 0 ? "" : " of at most " + days + " days");
}

void print_questions(const Programme& programme) {
  const std::vector<std::size_t> splits = splits_by_question(programme);
  std::cout << "Questions: values in the training data, and the number of splits\n";
  const Json encoding = to_json(programme.encoding, programme.questionnaire);
  for (std::size_t index = 0; index < splits.size(); ++index) {
    const Json& feature = encoding[index];
    label(programme.questionnaire.questions[index].id);
    if (feature.contains("order")) {
      std::cout << feature["order"].size() << " options";
    } else {
      std::cout << feature["minimum_seen"] << " to " << feature["maximum_seen"] << ", " << feature["cuts"].size()
                << " cuts";
    }
    std::cout << (feature["missing_seen"] == true ? ", missing answers" : "") << "; " << splits[index] << " splits"
              << source_of(programme.questionnaire.questions[index]) << "\n";
  }
}

void print_forest(const Forest& forest, const std::string& kind) {
  std::size_t nodes = 0;
  std::uint32_t depth = 0;
  for (const Tree& tree : forest.trees) {
    nodes += tree.nodes.size();
    depth = std::max(depth, tree.depth);
  }
  std::cout << "Forest\n";
  label("kind") << kind << "\n";
  label("trees") << forest.trees.size() << "\n";
  label("nodes") << nodes << "\n";
  label("depth") << depth << "\n";
}

void print_decision(const Programme& programme) {
  const auto& knots = programme.pd_table.knots;
  const Stage stage = programme.policy.stage;
  std::cout << "Decision\n";
  label("stage") << name(stage) << ": " << meaning(stage) << "\n";
  label("PD from ... to") << static_cast<double>(knots.front().pd_ppm) / kWholePpm << " ... "
                          << static_cast<double>(knots.back().pd_ppm) / kWholePpm << "\n";
  for (const Offer& offer : programme.policy.offers) {
    label(offer.id) << "PD up to " << static_cast<double>(offer.maximum_pd_ppm) / kWholePpm << "\n";
  }
  if (const auto& without = programme.policy.without_client_data) {
    label("without client data") << (without->programme.empty() ? std::string(name(Outcome::manual_review))
                                                                : "programme " + without->programme)
                                 << "\n";
  }
}

void print_provenance(const Json& provenance) {
  if (!provenance.is_object()) return;
  std::cout << "Provenance\n";
  for (const auto& item : provenance.items()) {
    const bool text = item.value().is_string();
    if (!item.value().is_structured())
      label(item.key()) << printable(text ? item.value().get<std::string>() : item.value().dump()) << "\n";
  }
}

void print_signatures(const NamedText& model) {
  const std::optional<Json> document = read_model_document(model);
  // A packed model has no place for signatures.
  if (!document) return;
  std::cout << "Signatures\n";
  const std::vector<CheckedSignature> signatures = check_signatures(*document, model.name);
  if (signatures.empty()) std::cout << "  nobody has signed this model\n";
  for (const CheckedSignature& one : signatures) {
    label(one.signature.role) << printable(one.signature.name) << ", " << one.signature.date << ", key " << one.key
                              << (one.verifies ? ": valid\n"
                                               : ": NOT VALID, the model changed after it was signed, or "
                                                 "the signature is forged\n");
  }
}

void run(const std::filesystem::path& path) {
  CommandFiles files;
  files.reads("the model", path);
  files.prints();
  files.open();
  const NamedText text = read_named(path);
  const Model model = read_model(text.text, text.name);
  std::cout << "Programme " << model.programme.id << ", " << pack(model.programme).size() << " bytes when packed\n";
  print_questions(model.programme);
  print_forest(model.programme.forest, read_origin(model, path.string()).forest_kind);
  print_decision(model.programme);
  print_provenance(model.provenance);
  print_signatures(text);
  files.commit();
}

}  // namespace

void add_inspect_command(CLI::App& tool) {
  auto path = std::make_shared<std::filesystem::path>();
  CLI::App* command = tool.add_subcommand("inspect", "Check a model and print what is in it");
  command->add_option("model", *path, "The model, JSON or packed")->required()->type_name("M");
  command->callback([path] { run(*path); });
}

}  // namespace prescore
