// Included before every file of the build that `npm run mutate` makes. All mutants are compiled in; a variable of the
// environment chooses one when the tests run.
#pragma once
#include <cstddef>
#include <cstdio>
#include <cstdlib>

namespace prescore_mutant {

inline const int kActive = std::getenv("PRESCORE_MUTANT") ? std::atoi(std::getenv("PRESCORE_MUTANT")) : 0;

/// The mutants that a run reached. Written to the file that PRESCORE_REACHED names.
struct Reached {
  static constexpr std::size_t kMost = 20000;
  bool at[kMost] = {};

  Reached() = default;
  Reached(const Reached&) = delete;
  Reached& operator=(const Reached&) = delete;
  ~Reached() {
    const char* path = std::getenv("PRESCORE_REACHED");
    std::FILE* file = path ? std::fopen(path, "w") : nullptr;
    if (!file) return;
    for (std::size_t id = 0; id < kMost; ++id) {
      if (at[id]) std::fprintf(file, "%zu\n", id);
    }
    std::fclose(file);
  }
};

inline Reached reached;

/// Whether the mutant is the chosen one, at run time.
inline bool late(int id) {
  reached.at[id] = true;
  return id == kActive;
}

/// Whether the mutant is the chosen one. At compile time no mutant is.
constexpr bool on(int id) { return __builtin_is_constant_evaluated() ? false : late(id); }

}  // namespace prescore_mutant
