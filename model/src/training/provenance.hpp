// What a model records of the run that made it, so that a validator can judge it and repeat it.
#pragma once

#include "applicants/training_rows.hpp"
#include "json/json_place.hpp"
#include "prescore/programme.hpp"
#include "training/calibration.hpp"
#include "training/held_out_rows.hpp"
#include "training/programme_folder.hpp"

namespace prescore {

/// The trainer, the rows, the settings, what the level of the PDs rests on ("level"), and the figures on rows that
/// trees did not see ("held_out"). Nothing in it depends on the machine, the number of threads or the time.
[[nodiscard]] Json describe_run(const TrainingRows& rows, const HeldOutRows& held_out, const Calibration& calibration,
                                const Programme& programme, const ProgrammeFolder& folder, const GrownForest& grown,
                                std::uint64_t seed);

}  // namespace prescore
