#include <chrono>
#include <iostream>
#include <memory>

#include "base/date.hpp"
#include "base/input_error.hpp"
#include "base/printable.hpp"
#include "cli/command_files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/inputs.hpp"
#include "signing/signing.hpp"

namespace prescore {
namespace {

struct SignOptions {
  std::filesystem::path model;
  SignRequest request;
  std::filesystem::path key;
};

std::string today() { return iso(Date(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()))); }

void run(SignOptions options) {
  if (!is_signer_name(options.request.name)) {
    throw CLI::ValidationError("--name must be 1 to " + std::to_string(kMaxSignerName) +
                               " bytes, without control characters and outer blanks");
  }
  CommandFiles files;
  files.reads("--model", options.model);
  files.reads("--key", options.key);
  files.open();
  const NamedText text = read_named(options.model);
  std::optional<Json> document = read_model_document(text);
  if (!document) {
    throw InputError(text.name + ": a packed model carries no signatures; sign the JSON that it was packed from");
  }
  (void)model_from_json(*document, text.name);
  const SigningKey key(options.key);
  options.request.date = today();
  const SignResult result = sign(*document, text.name, key, options.request);
  files.commit();
  if (result != SignResult::already) write_file(options.model, readable(*document));
  std::cerr << (result == SignResult::already    ? "Already signed"
                : result == SignResult::replaced ? "Signed, in place of an earlier signature,"
                                                 : "Signed")
            << " as " << options.request.role << " by " << printable(options.request.name) << ", key "
            << key_id(key.public_key()) << ": " << printable(text.name) << "\n";
}

}  // namespace

void add_sign_command(CLI::App& tool) {
  auto options = std::make_shared<SignOptions>();
  CLI::App* command = tool.add_subcommand("sign", "Sign a model, which then carries the signature");
  command->add_option("--model", options->model, "The model, in which the signature is written")
      ->required()
      ->type_name("M.json");
  command->add_option("--role", options->request.role, "What the person who signs answers for")
      ->required()
      ->check(CLI::IsMember({"analyst", "validator"}))
      ->type_name("analyst|validator");
  command->add_option("--name", options->request.name, "Who signs")->required()->type_name("NAME");
  command->add_option("--key", options->key, "Private key, as openssl genpkey -algorithm ed25519 writes it")
      ->required()
      ->type_name("KEY.pem");
  command->add_flag("--replace", options->request.replace,
                    "Put the signature in place of somebody else's in this role");
  command->footer(
      "What is signed is everything in the model: what decides, its texts of cells, and the figures of its training.\n"
      "Make a key, and the public key that the bank lists:\n"
      "  openssl genpkey -algorithm ed25519 -out KEY.pem\n"
      "  openssl pkey -in KEY.pem -pubout -out PUBLIC.pem");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
