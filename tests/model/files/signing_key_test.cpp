#include "files/signing_key.hpp"

#include <gtest/gtest.h>

#include "base/input_error.hpp"

namespace prescore {
namespace {

TEST(PemFiles, NamesAFolderThatCannotBeListed) {
  try {
    (void)pem_files("/no/such/folder");
    FAIL();
  } catch (const FileError& error) {
    EXPECT_STREQ(error.what(), "cannot list /no/such/folder: No such file or directory");
  }
}

}  // namespace
}  // namespace prescore
