#include "c_model.hpp"

#include <utility>

#include "prescore/packed.hpp"
#include "prescore/reasons.hpp"

namespace prescore {
namespace {

/// What `slot` holds, or what `make` makes and it holds from then on. No lock, which would need a library of threads:
/// where several threads come first at once, each makes one, and all but one throw theirs away.
template <typename Made, typename Make>
Made& made_once(std::atomic<Made*>& slot, Make make) {
  Made* kept = slot.load(std::memory_order_acquire);
  if (kept == nullptr) {
    std::unique_ptr<Made> made = make();
    // Where another thread was quicker, `kept` becomes what that one made.
    if (slot.compare_exchange_strong(kept, made.get(), std::memory_order_acq_rel, std::memory_order_acquire)) {
      kept = made.release();
    }
  }
  return *kept;
}

}  // namespace
}  // namespace prescore

PrescoreModel::PrescoreModel(prescore::Programme loaded) : programme(std::move(loaded)) {
  for (const prescore::Question& question : programme.questionnaire.questions) {
    codes_.push_back({prescore::factor_codes(question), question.id + ".missing", question.id + ".rise"});
  }
}

PrescoreModel::~PrescoreModel() {
  delete explainer_.load(std::memory_order_acquire);
  delete decider_.load(std::memory_order_acquire);
}

const prescore::Explainer& PrescoreModel::explainer() const {
  return prescore::made_once(explainer_, [this] {
    return std::make_unique<const prescore::Explainer>(programme.forest, programme.reference);
  });
}

prescore::BatchDecider& PrescoreModel::decider() const {
  return prescore::made_once(decider_, [this] { return std::make_unique<prescore::BatchDecider>(programme); });
}

const char* PrescoreModel::factor_code_of(std::size_t question, std::int32_t answer) const noexcept {
  const std::int32_t factor = prescore::factor_of(programme, question, answer);
  const Codes& codes = codes_[question];
  return factor < 0 ? codes.missing.c_str() : codes.factors[static_cast<std::size_t>(factor)].c_str();
}

const char* PrescoreModel::change_code_of(std::size_t question, std::int32_t answer) const noexcept {
  const Codes& codes = codes_[question];
  const bool number = programme.questionnaire.questions[question].kind == prescore::QuestionKind::number;
  return number ? codes.rise.c_str() : codes.factors[static_cast<std::size_t>(answer)].c_str();
}

bool PrescoreModel::allows(std::size_t question, std::int32_t value) const noexcept {
  if (value == prescore::kMissing) return true;
  const prescore::Question& asked = programme.questionnaire.questions[question];
  if (asked.kind == prescore::QuestionKind::number) return asked.minimum <= value && value <= asked.maximum;
  return value >= 0 && static_cast<std::size_t>(value) < asked.options.size();
}

std::uint32_t prescore_abi_version() noexcept { return PRESCORE_ABI_VERSION; }

std::int32_t prescore_open(const std::uint8_t* bytes, std::size_t size, PrescoreModel** model,
                           PrescoreModelError* error) noexcept {
  if (model == nullptr) return PRESCORE_NULL_POINTER;
  *model = nullptr;
  if (bytes == nullptr) return PRESCORE_NULL_POINTER;
  prescore::Programme programme;
  if (const auto refused = prescore::read_packed_into(programme, {bytes, size}, prescore::read_data)) {
    if (error != nullptr) {
      *error = {static_cast<std::int32_t>(refused->code), static_cast<std::int32_t>(refused->section), refused->index,
                refused->offset};
    }
    return PRESCORE_BAD_MODEL;
  }
  // NOLINTNEXTLINE(bugprone-unhandled-exception-at-new): without memory the process ends, as prescore.h says.
  *model = new PrescoreModel(std::move(programme));
  return PRESCORE_OK;
}

void prescore_close(PrescoreModel* model) noexcept { delete model; }

const char* prescore_programme_id(const PrescoreModel* model) noexcept {
  return model == nullptr ? nullptr : model->programme.id.c_str();
}

std::size_t prescore_question_count(const PrescoreModel* model) noexcept {
  return model == nullptr ? 0 : model->question_count();
}

std::size_t prescore_offer_count(const PrescoreModel* model) noexcept {
  return model == nullptr ? 0 : model->programme.policy.offers.size();
}

std::int32_t prescore_get_question(const PrescoreModel* model, std::size_t question, PrescoreQuestion* out) noexcept {
  if (model == nullptr || out == nullptr) return PRESCORE_NULL_POINTER;
  if (question >= model->question_count()) return PRESCORE_BAD_INDEX;
  const prescore::Question& asked = model->programme.questionnaire.questions[question];
  const bool number = asked.kind == prescore::QuestionKind::number;
  *out = {asked.id.c_str(),
          number ? PRESCORE_NUMBER : PRESCORE_CHOICE,
          static_cast<std::uint32_t>(asked.options.size()),
          asked.unit.c_str(),
          asked.decimals,
          asked.minimum,
          asked.maximum};
  return PRESCORE_OK;
}

const char* prescore_option_id(const PrescoreModel* model, std::size_t question, std::size_t option) noexcept {
  if (question >= prescore_question_count(model)) return nullptr;
  const auto& options = model->programme.questionnaire.questions[question].options;
  return option < options.size() ? options[option].id.c_str() : nullptr;
}

const char* prescore_offer_id(const PrescoreModel* model, std::size_t offer) noexcept {
  return offer < prescore_offer_count(model) ? model->programme.policy.offers[offer].id.c_str() : nullptr;
}
