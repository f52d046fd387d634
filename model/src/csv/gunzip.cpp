#include "csv/gunzip.hpp"

#include "base/input_error.hpp"

#ifdef __EMSCRIPTEN__

namespace prescore {

std::unique_ptr<Gunzip> make_gunzip(const std::string& /*source*/) { return nullptr; }

}  // namespace prescore

#else

#include <zlib.h>

#include <array>
#include <new>
#include <utility>

namespace prescore {
namespace {

/// Several packed files in a row are one file, as gzip has it.
class ZlibGunzip : public Gunzip {
 public:
  explicit ZlibGunzip(std::string source) : source_(std::move(source)) {
    // 16: a gzip header and no other.
    if (inflateInit2(&zlib_, 16 + MAX_WBITS) != Z_OK) throw std::bad_alloc();
  }
  ~ZlibGunzip() override { inflateEnd(&zlib_); }
  ZlibGunzip(const ZlibGunzip&) = delete;
  ZlibGunzip& operator=(const ZlibGunzip&) = delete;

  std::size_t read(std::istream& packed, char* room, std::size_t size) override {
    zlib_.next_out = reinterpret_cast<Bytef*>(room);
    zlib_.avail_out = static_cast<uInt>(size);
    while (zlib_.avail_out > 0) {
      if (zlib_.avail_in == 0 && !refill(packed)) {
        if (!is_between_) fail();
        break;
      }
      is_between_ = false;
      const int status = inflate(&zlib_, Z_NO_FLUSH);
      if (status == Z_STREAM_END) {
        is_between_ = true;
        inflateReset(&zlib_);
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        fail();
      }
    }
    return size - zlib_.avail_out;
  }

 private:
  bool refill(std::istream& packed) {
    packed.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    if (packed.bad()) throw FileError(source_ + ": reading failed");
    zlib_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
    zlib_.avail_in = static_cast<uInt>(packed.gcount());
    return zlib_.avail_in > 0;
  }

  [[noreturn]] void fail() const {
    throw InputError(source_ + ": this gzip file is damaged or cut off; pack the CSV file again");
  }

  std::string source_;
  z_stream zlib_{};
  std::array<char, 64 << 10> buffer_{};
  /// Whether one packed file has ended and no other has begun.
  bool is_between_ = false;
};

}  // namespace

std::unique_ptr<Gunzip> make_gunzip(const std::string& source) { return std::make_unique<ZlibGunzip>(source); }

}  // namespace prescore

#endif
