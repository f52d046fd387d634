// The packed model reader. Half of the mutations also correct length and checksum, so that they get past the header.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "fuzz/fuzz.hpp"
#include "packed/pack.hpp"
#include "prescore/evaluate.hpp"
#include "prescore/packed.hpp"
#include "support/packer.hpp"
#include "support/random_programme.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace prescore::test {
namespace {

constexpr int kApplicants = 8;

/// What an accepted programme owes: its own bytes again, and decisions that hold together.
void use(const Programme& programme, std::span<const std::uint8_t> bytes) {
  const std::vector<std::uint8_t> again = pack(programme);
  const bool is_current = bytes[sizeof kPackedMagic] == kPackedVersion;
  require(!is_current || std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()),
          "packing an accepted model gives its bytes");
  const auto reread = read_packed(again);
  require(reread.ok() && pack(reread.value()) == again, "a packed model is accepted");
  Random random(bytes.size());
  for (int count = 0; count < kApplicants; ++count) {
    const Decision decision = decide(programme, random_applicant(programme, random));
    if (decision.pd_ppm) require(0 <= *decision.pd_ppm && *decision.pd_ppm <= kWholePpm, "the PD is a probability");
    require((decision.outcome == Outcome::manual_review) == (decision.offers == 0), "only a review has no offer");
  }
}

}  // namespace
}  // namespace prescore::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> bytes(data, size);
  const auto loaded = prescore::read_packed(bytes);
  if (loaded.ok()) {
    prescore::test::use(loaded.value(), bytes);
  } else {
    prescore::test::require(loaded.error().offset <= size, "an error lies within the file");
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  using prescore::kPackedHeaderSize;
  if (seed % 2 == 0 || size < kPackedHeaderSize) return LLVMFuzzerMutate(data, size, max_size);
  const std::size_t payload_size =
      LLVMFuzzerMutate(data + kPackedHeaderSize, size - kPackedHeaderSize, max_size - kPackedHeaderSize);
  const prescore::test::Bytes payload(data + kPackedHeaderSize, data + kPackedHeaderSize + payload_size);
  const prescore::test::Bytes file = prescore::test::file_of(payload);
  std::copy(file.begin(), file.end(), data);
  return file.size();
}
