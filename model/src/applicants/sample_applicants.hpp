// Made-up applications with known outcomes, so that everybody can try the tool and the tests need nobody's data.
#pragma once

#include <cstdint>
#include <iosfwd>

namespace prescore {

/// Writes a CSV file of `rows` made-up applications: one header line, then one line for each application, with the 19
/// columns that `model/instant-card` and `model/instant-card-full` read. Dates run from 1 January to 30 April 2014;
/// about 13 % default. The risk depends on the answers, so that a model has something to find.
/// The same `rows` and `seed` give the same bytes on every machine. Stops early if `output` fails.
void write_sample_applications(std::ostream& output, std::uint64_t rows, std::uint64_t seed);

}  // namespace prescore
