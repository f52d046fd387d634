#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>

#include "base/input_error.hpp"
#include "base/printable.hpp"
#include "base/version.hpp"
#include "files/files.hpp"
#include "service/commands/client_commands.hpp"
#include "service/commands/commands.hpp"
#include "service/commands/files.hpp"
#include "service/commands/later_commands.hpp"
#include "service/engine/catalogue.hpp"

namespace prescore::service {
namespace {

constexpr int kNotWhole = 1;
constexpr int kUsage = 2;
constexpr int kBadInput = 3;
constexpr int kEnvironment = 4;
constexpr int kBug = 70;

/// The text without what stands between a colon and an at sign behind "://": a password that somebody typed.
std::string without_passwords(std::string text) {
  for (std::size_t at = text.find("://"); at != std::string::npos; at = text.find("://", at + 1)) {
    const std::size_t end = text.find_first_of(" \t\n", at);
    const std::size_t sign = text.rfind('@', end);
    const std::size_t colon = text.find(':', at + 1);
    if (sign != std::string::npos && colon < sign) text.replace(colon + 1, sign - colon - 1, "...");
  }
  return text;
}

int fail(int code, const std::string& message) {
  std::cerr << "prescore-service: " << printable_lines(without_passwords(message)) << "\n";
  return code;
}

/// Where a command finds its database: a configuration, or the file itself.
struct Place {
  std::string configuration;
  std::string database;
  std::vector<std::string> programmes;

  void add_to(CLI::App& command) {
    auto* from = command.add_option("--config", configuration, "The configuration file")->type_name("FILE");
    command
        .add_option("--database", database,
                    "An SQLite file, or a connection string of PostgreSQL, instead of a configuration")
        ->type_name("FILE")
        ->excludes(from);
  }

  [[nodiscard]] Configuration read() const {
    if (configuration.empty()) {
      if (database.empty()) throw InputError("name a configuration with --config, or a database with --database");
      return without_configuration();
    }
    Configuration read = read_configuration({read_file(configuration), configuration},
                                            std::filesystem::path(configuration).parent_path());
    if (!read.database_password.empty()) read.database.password = read_secret_line(read.database_password);
    return read;
  }

 private:
  [[nodiscard]] Configuration without_configuration() const {
    Configuration made;
    made.programmes.assign(programmes.begin(), programmes.end());
    if (!is_connection_string(database)) {
      made.database.file = database;
      made.request_key = database + ".key";
      return made;
    }
    made.database.connection = database;
    made.request_key = "prescore-service.key";
    if (!is_valid_connection(database)) {
      throw InputError(
          "--database cannot be read as a connection string, as in postgresql://service@db.bank:5432/prescore");
    }
    return made;
  }
};

struct Options {
  Place place;
  DatabaseRoles roles;
  std::string head;
  std::string id;
  std::string tokens;
  std::string name;
  std::vector<std::string> scopes;
  std::uint16_t port = 8080;
};

void add_commands(CLI::App& program, Options& options, int& result) {
  auto* serving = program.add_subcommand("serve", "Answers requests until SIGTERM; SIGHUP reads tokens and keys again");
  options.place.add_to(*serving);
  serving
      ->add_option(
          "--programme", options.place.programmes,
          "With --database: a model, packed or JSON, to release where the database does not know its programme")
      ->type_name("FILE");
  serving->add_option("--port", options.port, "With --database: where to listen on 127.0.0.1; 0: any free port")
      ->capture_default_str();
  serving->callback([&options] {
    Configuration configuration = options.place.read();
    if (options.place.configuration.empty()) configuration.callers.port = options.port;
    serve(configuration);
  });

  auto* migrating = program.add_subcommand("migrate", "Makes the tables of the database, or brings them up to date");
  options.place.add_to(*migrating);
  migrating
      ->add_option("--service-role", options.roles.service,
                   "PostgreSQL: the role that serves; it gets the right to add to the log and to read it")
      ->type_name("ROLE");
  migrating
      ->add_option("--eraser-role", options.roles.eraser,
                   "PostgreSQL: the role that erases; it may also remove what is about a person")
      ->type_name("ROLE");
  migrating
      ->add_option("--loader-role", options.roles.loader,
                   "PostgreSQL: the role that loads clients; it may write their table, and sees nothing else")
      ->type_name("ROLE");
  migrating->callback([&options] {
    const DatabasePlace database = options.place.read().database;
    const DatabaseRoles& roles = options.roles;
    const bool has_roles = !roles.service.empty() || !roles.eraser.empty() || !roles.loader.empty();
    if (has_roles && !database.is_postgres()) throw InputError("an SQLite file has no roles");
    migrate(database, options.roles);
    std::cout << "the tables are of version " << kSchemaVersion << "\n";
  });

  auto* auditing =
      program.add_subcommand("audit", "Walks the hash chain and replays every decision; exit code 1: not whole");
  options.place.add_to(*auditing);
  auditing->add_option("--expect", options.head, "A hash that the chain had: rows cut off after it are found")
      ->type_name("HASH");
  auditing->callback([&options, &result] {
    if (!audit(options.place.read().database, options.head)) result = kNotWhole;
  });

  auto* replaying = program.add_subcommand("replay", "Computes one decision again; exit code 1: it differs");
  options.place.add_to(*replaying);
  replaying->add_option("id", options.id, "The decision's id")->required();
  replaying->callback([&options, &result] {
    if (!replay(options.place.read().database, options.id)) result = kNotWhole;
  });

  add_later_commands(
      program, [&options](CLI::App& command) { options.place.add_to(command); },
      [&options] { return options.place.read().database; });
  add_client_commands(
      program, [&options](CLI::App& command) { options.place.add_to(command); },
      [&options] { return options.place.read(); });

  auto* making = program.add_subcommand("token", "Adds a token to a file and prints it, once");
  making->add_option("--file", options.tokens, "The token file; it is made where there is none")->required();
  making->add_option("--name", options.name, "The caller: a-z, 0-9, _ and -; it stands in the log and in decisions")
      ->required();
  const std::vector<std::string> known(scope_names().begin(), scope_names().end());
  making->add_option("--scope", options.scopes, "What the caller may do; more than once for more")
      ->required()
      ->check(CLI::IsMember(known));
  making->callback([&options] {
    std::vector<Scope> scopes;
    for (const std::string& scope : options.scopes) scopes.push_back(*find_scope(scope));
    make_token(options.tokens, options.name, scopes);
  });
}

int run(int argc, char** argv) {
  CLI::App program{"The bank's decision service: recomputes decisions, records them, and proves them later.",
                   "prescore-service"};
  program.set_version_flag("--version", std::string(kVersion));
  program.require_subcommand(1);
  program.footer(
      "Try it on this machine, without tokens:\n"
      "  prescore pack model.json --output model.bin\n"
      "  prescore-service serve --database decisions.sqlite --programme model.bin\n"
      "  curl -s http://127.0.0.1:8080/v1/programmes\n"
      "docs/service.md explains the configuration, the calls, backup, upgrades and incidents.\n"
      "Exit codes: 0 done; 1 audit or replay found a difference; 2 the command line is wrong; 3 a file or the "
      "database\n"
      "  has wrong content; 4 a file, the database or the address cannot be used.");
  Options options;
  int result = 0;
  add_commands(program, options, result);
  try {
    program.parse(argc, argv);
    return result;
  } catch (const CLI::Success& success) {
    return program.exit(success);
  } catch (const CLI::ParseError& error) {
    return fail(kUsage, std::string(error.what()) + "\nprescore-service --help explains the commands");
  } catch (const InputError& error) {
    return fail(kBadInput, error.what());
  } catch (const StoreUnusable& error) {
    return fail(kBadInput, error.what());
  } catch (const ModelRefused& error) {
    return fail(kBadInput, error.what());
  } catch (const std::exception& error) {
    return fail(kEnvironment, error.what());
  }
}

}  // namespace
}  // namespace prescore::service

int main(int argc, char** argv) {
  try {
    return prescore::service::run(argc, argv);
  } catch (...) {
    // Everything that can go wrong has a message of its own in run.
    std::fputs("prescore-service: this is a bug of Prescore\n", stderr);
    return prescore::service::kBug;
  }
}
