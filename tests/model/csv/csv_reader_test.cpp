#include "csv/csv_reader.hpp"

#include <sstream>

#include "model/support.hpp"

namespace prescore {
namespace {

using test::input_error_of;

using Table = std::vector<std::vector<std::string>>;

/// Hands out a text in pieces of a chosen size, as a pipe may do.
class Pieces : public std::streambuf {
 public:
  Pieces(std::string text, std::size_t size) : text_(std::move(text)), size_(size) {}

 protected:
  int_type underflow() override {
    if (position_ == text_.size()) return traits_type::eof();
    const std::size_t size = std::min(size_, text_.size() - position_);
    char* begin = text_.data() + position_;
    setg(begin, begin, begin + size);
    position_ += size;
    return traits_type::to_int_type(*begin);
  }

 private:
  std::string text_;
  std::size_t size_;
  std::size_t position_ = 0;
};

/// The header and all records.
Table read_all(std::istream& input) {
  CsvReader reader(input, "F.csv");
  Table table = {reader.header()};
  while (reader.next()) table.emplace_back(reader.cells().begin(), reader.cells().end());
  return table;
}

Table read_all(const std::string& text) {
  std::istringstream input(text);
  return read_all(input);
}

std::string csv_error_of(const std::string& text) {
  return input_error_of([&] { (void)read_all(text); });
}

const Table kTwoByTwo = {{"a", "b"}, {"1", "2"}, {"3", "4"}};

struct Spelling {
  const char* name;
  std::string text;
};

TEST(CsvReader, TakesEverySpellingOfOneTable) {
  const std::vector<Spelling> spellings = {
      {"plain", "a,b\n1,2\n3,4\n"},
      {"no line end at the end", "a,b\n1,2\n3,4"},
      {"CRLF", "a,b\r\n1,2\r\n3,4\r\n"},
      {"CRLF, cut off", "a,b\r\n1,2\r\n3,4\r"},
      {"byte order mark",
       "\xEF\xBB\xBF"
       "a,b\n1,2\n3,4\n"},
      {"quotes", "\"a\",\"b\"\n\"1\",2\n3,\"4\"\n"},
      {"byte order mark and quotes", "\xEF\xBB\xBF\"a\",b\r\n1,\"2\"\r\n3,4\r\n"},
      {"blank lines at the end", "a,b\n1,2\n3,4\n\n\r\n\n"},
  };
  for (const auto& [name, text] : spellings) EXPECT_EQ(read_all(text), kTwoByTwo) << name;
}

TEST(CsvReader, KeepsWhatQuotesProtect) {
  EXPECT_EQ(read_all("a,b\n\"x,y\",\"say \"\"no\"\"\"\n\"two\nlines\",\"\"\n"),
            (Table{{"a", "b"}, {"x,y", "say \"no\""}, {"two\nlines", ""}}));
}

TEST(CsvReader, KeepsSpacesAndEmptyCells) {
  EXPECT_EQ(read_all("a,b\n 1 ,\n,\n"), (Table{{"a", "b"}, {" 1 ", ""}, {"", ""}}));
}

TEST(CsvReader, ReadsTheSameHoweverTheInputIsCutIntoPieces) {
  const std::string text =
      "\xEF\xBB\xBF"
      "a,b\r\n\"x,\"\"y\r\nz\",2\r\n3,\"4\"\r\n";
  const Table whole = read_all(text);
  ASSERT_EQ(whole.size(), 3U);
  for (std::size_t size = 1; size <= text.size(); ++size) {
    Pieces pieces(text, size);
    std::istream input(&pieces);
    EXPECT_EQ(read_all(input), whole) << "pieces of " << size << " bytes";
  }
}

/// The reader's own chunks are 64 KiB: a filler in front moves every byte of the rows across that border.
TEST(CsvReader, ReadsTheSameAtEveryOffsetFromAChunkBorder) {
  const std::string tail = "\"x,\"\"y\r\nz\",2\r\n3,\"4\"\r\n";
  const std::string header = "a,b\r\n";
  constexpr std::size_t kChunk = std::size_t{64} << 10;
  for (std::size_t offset = 0; offset <= tail.size() + 2; ++offset) {
    const std::string filler(kChunk - header.size() - offset - 4, 'f');
    const Table table = read_all(header + filler + ",1\r\n" + tail);
    ASSERT_EQ(table.size(), 4U) << offset;
    EXPECT_EQ(table[2], (std::vector<std::string>{"x,\"y\nz", "2"})) << offset;
    EXPECT_EQ(table[3], (std::vector<std::string>{"3", "4"})) << offset;
  }
}

struct CsvFault {
  const char* name;
  std::string text;
  const char* message;
};

TEST(CsvReader, NamesTheRowOfEveryFault) {
  const std::vector<CsvFault> faults = {
      {"empty file", "", "F.csv, header: the file is empty; its first line must name the columns"},
      {"only a byte order mark", "\xEF\xBB\xBF",
       "F.csv, header: the file is empty; its first line must name the columns"},
      {"UTF-16, little end first",
       std::string("\xFF\xFE"
                   "a\0",
                   4),
       "F.csv, header: the file is UTF-16; save it as UTF-8"},
      {"UTF-16, big end first", std::string("\xFE\xFF\0a", 4), "F.csv, header: the file is UTF-16; save it as UTF-8"},
      {"short row", "a,b\n1,2\n3\n", "F.csv, row 2: the row has 1 cell, but the header names 2 columns"},
      {"long row", "a,b\n1,2,3\n", "F.csv, row 1: the row has 3 cells, but the header names 2 columns"},
      {"open quote", "a,b\n1,\"2\n3,4\n", "F.csv, row 1: a quote is never closed"},
      {"open quote in the header", "a,\"b\n", "F.csv, header: a quote is never closed"},
      {"text after a quote", "a,b\n1,\"2\"x\n", "F.csv, row 1: text follows a closing quote"},
      {"blank line", "a,b\n1,2\n\n3,4\n", "F.csv, row 2: the line is blank; remove it"},
  };
  for (const auto& [name, text, message] : faults) EXPECT_EQ(csv_error_of(text), message) << name;
}

TEST(CsvReader, RefusesATenMegabyteLineWithoutKeepingIt) {
  const std::string line(10'000'000, 'x');
  EXPECT_EQ(csv_error_of("a,b\n" + line + ",1\n"),
            "F.csv, row 1: the line is longer than 1 MiB; this may not be a CSV file");
  EXPECT_EQ(csv_error_of(line), "F.csv, header: the line is longer than 1 MiB; this may not be a CSV file");
}

TEST(CsvReader, RefusesAQuoteThatSwallowsMegabytes) {
  std::string text = "a,b\n\"";
  for (int line = 0; line < 200'000; ++line) text += "1234567890\n";
  EXPECT_EQ(csv_error_of(text), "F.csv, row 1: the row is longer than 1 MiB; a quote may never be closed");
}

TEST(CsvReader, CountsTheBytesBehindTheCurrentRecord) {
  const std::string text = "a,b\n1,2\n3,4\n";
  std::istringstream input(text);
  CsvReader reader(input, "F.csv");
  EXPECT_EQ(reader.bytes_read(), 4U);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.bytes_read(), 8U);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.bytes_read(), text.size());
  EXPECT_EQ(reader.row(), 2U);
}

}  // namespace
}  // namespace prescore
