#include "base/printable.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/file_error.hpp"

namespace prescore {
namespace {

TEST(Printable, LeavesTextOfAnyLanguageAsItIs) {
  for (const char* text : {"", "GRD", "Ёжик, 50 000 ₽", "日本語", "naïve 🙂", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(printable(text), text);
  }
}

TEST(Printable, ReplacesWhatATerminalObeys) {
  EXPECT_EQ(printable("a\x1b[31mb"), "a?[31mb");
  EXPECT_EQ(printable("a\x7f"), "a?");
  // U+009B is "escape [" in one character, U+0080 and U+009F are the ends of its range.
  EXPECT_EQ(printable("a\xC2\x9B[31mb"), "a?[31mb");
  EXPECT_EQ(printable("\xC2\x80\xC2\x9F\xC2\xA0"), "??\xC2\xA0");
  // U+202E and U+2066 change the direction of text; U+2028 ends a line.
  EXPECT_EQ(printable("a\xE2\x80\xAE z\xE2\x81\xA6\xE2\x80\xA8"), "a? z??");
  EXPECT_EQ(printable("two\nlines"), "two?lines");
  EXPECT_EQ(printable_lines("two\nli\tnes"), "two\nli?nes");
}

TEST(Printable, ReplacesEachByteThatIsNotUtf8) {
  // A lone C1 byte, an overlong "/", a surrogate, above U+10FFFF, a cut character, windows-1251.
  EXPECT_EQ(printable("\x9B"), "?");
  EXPECT_EQ(printable("\xC0\xAF"), "??");
  EXPECT_EQ(printable("\xE0\x80\xAF"), "???");
  EXPECT_EQ(printable("\xED\xA0\x80"), "???");
  EXPECT_EQ(printable("\xF4\x90\x80\x80"), "????");
  EXPECT_EQ(printable("a\xE2\x82"), "a??");
  EXPECT_EQ(printable("\xC2\xFB\xF1\xF8\xE5\xE5"), "??????");
}

TEST(ShownText, IsPrintableAndCutBetweenCharacters) {
  EXPECT_EQ(shown_text("G\xC2\x9BRD"), "G?RD");
  const std::string long_text = std::string(kLongestShownText - 1, 'x') + "Ё";
  EXPECT_EQ(shown_text(long_text), std::string(kLongestShownText - 1, 'x') + "...");
}

}  // namespace
}  // namespace prescore
