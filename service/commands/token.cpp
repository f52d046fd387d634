#include <iostream>

#include "files/files.hpp"
#include "service/commands/commands.hpp"
#include "service/commands/files.hpp"

namespace prescore::service {

void make_token(const std::filesystem::path& file, const std::string& name, const std::vector<Scope>& scopes) {
  const std::string before = std::filesystem::exists(file) ? read_secret_file(file) : "{\"tokens\": []}\n";
  const NewToken added = add_token({before, file.string()}, name, scopes);
  write_secret_file(file, added.file);
  std::cout << added.secret << "\n";
  std::cerr << "This is the only time that the token is shown: " << file.string()
            << " keeps its SHA-256. A running service takes it after SIGHUP.\n";
}

}  // namespace prescore::service
