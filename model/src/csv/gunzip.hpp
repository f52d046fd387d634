// Files that gzip made, unpacked while they are read.
#pragma once

#include <cstddef>
#include <istream>
#include <memory>
#include <string>

namespace prescore {

inline constexpr int kGzipFirstByte = 0x1F;

class Gunzip {
 public:
  Gunzip() = default;
  virtual ~Gunzip() = default;
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

  /// Fills `room` with the next `size` bytes; fewer only at the end. Throws InputError where the file is damaged or cut
  /// off, FileError where reading fails.
  [[nodiscard]] virtual std::size_t read(std::istream& packed, char* room, std::size_t size) = 0;
};

/// `source` names the file in messages. Null where the program has no zlib, as in the browser, which unpacks by itself.
[[nodiscard]] std::unique_ptr<Gunzip> make_gunzip(const std::string& source);

}  // namespace prescore
