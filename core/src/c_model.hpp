// What stands behind the C interface's handle.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "prescore/batch.hpp"
#include "prescore/explain.hpp"
#include "prescore/prescore.h"
#include "prescore/programme.hpp"

/// A checked programme with what its callers are given the address of. Explaining and deciding in batches need tables
/// that many callers never use, so each is made by the first call that needs it.
struct PrescoreModel {
  explicit PrescoreModel(prescore::Programme loaded);
  ~PrescoreModel();
  PrescoreModel(const PrescoreModel&) = delete;
  PrescoreModel& operator=(const PrescoreModel&) = delete;

  [[nodiscard]] const prescore::Explainer& explainer() const;
  /// Safe to use from several threads at once, though not const: its table fills itself.
  [[nodiscard]] prescore::BatchDecider& decider() const;

  [[nodiscard]] std::size_t question_count() const noexcept { return programme.questionnaire.questions.size(); }
  /// The code of question `question` with this answer, as `factor_code` spells it.
  [[nodiscard]] const char* factor_code_of(std::size_t question, std::int32_t answer) const noexcept;
  /// The code of a change to this answer, as `change_code` spells it.
  [[nodiscard]] const char* change_code_of(std::size_t question, std::int32_t answer) const noexcept;
  /// Whether the question allows this value, or it is kMissing.
  [[nodiscard]] bool allows(std::size_t question, std::int32_t value) const noexcept;

  const prescore::Programme programme;

 private:
  struct Codes {
    std::vector<std::string> factors;
    std::string missing;
    std::string rise;
  };

  /// By question.
  std::vector<Codes> codes_;
  mutable std::atomic<const prescore::Explainer*> explainer_ = nullptr;
  mutable std::atomic<prescore::BatchDecider*> decider_ = nullptr;
};
