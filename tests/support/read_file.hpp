// Reads the files that tests are given by their build.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

namespace prescore::test {

/// The bytes of the file at `path`; none where it cannot be read.
inline std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace prescore::test
