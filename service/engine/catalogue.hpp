// The programmes that the service decides with, in memory and ready.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "prescore/evaluate.hpp"

namespace prescore::service {

/// A packed model that the core's check refuses, or that is not what its name says.
class ModelRefused : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A programme that passed the core's check, with all that explains its decisions. It does not change: any number of
/// threads may use it at once.
class LoadedProgramme {
 public:
  /// Reads a packed model. Throws ModelRefused with the code and the place of the first error.
  explicit LoadedProgramme(std::string_view packed);
  ~LoadedProgramme() = default;
  LoadedProgramme(const LoadedProgramme&) = delete;
  LoadedProgramme& operator=(const LoadedProgramme&) = delete;

  [[nodiscard]] const Programme& programme() const noexcept { return programme_; }
  [[nodiscard]] const Explainer& explainer() const noexcept { return *explainer_; }
  /// The ids of the questions that the bank answers; empty where the applicant answers all.
  [[nodiscard]] const std::vector<std::string>& bank_questions() const noexcept { return bank_questions_; }
  [[nodiscard]] bool asks_the_bank() const noexcept { return !bank_questions_.empty(); }
  /// `sha256:` and the hash of the packed bytes.
  [[nodiscard]] const std::string& version() const noexcept { return version_; }

 private:
  Programme programme_;
  std::unique_ptr<const Explainer> explainer_;
  std::vector<std::string> bank_questions_;
  std::string version_;
};

using ProgrammeHandle = std::shared_ptr<const LoadedProgramme>;

/// The name of a version: `sha256:` and 64 hexadecimal digits.
[[nodiscard]] std::string version_of(std::string_view packed);

/// What is in force for one programme.
struct InForce {
  /// Null where the programme is withdrawn or was never activated.
  ProgrammeHandle active;
  /// Null where there is none.
  ProgrammeHandle challenger;
  /// A version that waits for the second person; empty where there is none, and who proposed it.
  std::string proposed;
  std::string proposed_by;
};

/// Everything in force, by programme, and every version that the store has. A request keeps the one that it began with.
struct Catalogue {
  std::map<std::string, InForce, std::less<>> programmes;
  /// By version.
  std::map<std::string, ProgrammeHandle, std::less<>> versions;
  /// The place of the last step that is in it.
  std::int64_t last_step = 0;
};

}  // namespace prescore::service
