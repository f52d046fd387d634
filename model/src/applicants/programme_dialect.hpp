// How a programme's data files are written.
#pragma once

#include "csv/csv_dialect.hpp"
#include "csv/named_stream.hpp"
#include "prescore/questionnaire.hpp"

namespace prescore {

/// What a person states of a file, and what the programme states where the person does not.
[[nodiscard]] CsvDialect with_programme(const CsvDialect& stated, const DataFormat& programme);

/// The same stream, read as the programme states where a person does not.
[[nodiscard]] NamedStream with_programme(const NamedStream& input, const DataFormat& programme);

}  // namespace prescore
