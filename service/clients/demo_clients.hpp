// Made-up clients, so that client data can be tried without anybody's.
#pragma once

#include <cstdint>
#include <ostream>

#include "prescore/programme.hpp"

namespace prescore::service {

/// The column of the references in the file.
inline constexpr const char* kDemoId = "client";

/// Writes a CSV file: the column `client` ("c-0000001" and so on) and the columns of `questionnaire`, which holds some
/// of the programme's questions. Each client is like one of the programme's reference people, chosen by their weights,
/// with numbers from the same bands: so the values are such as the model was trained on. The same arguments give the
/// same bytes on every machine. Stops early if `output` fails.
void write_demo_clients(std::ostream& output, const Programme& programme, const Questionnaire& questionnaire,
                        std::uint64_t clients, std::uint64_t seed);

}  // namespace prescore::service
