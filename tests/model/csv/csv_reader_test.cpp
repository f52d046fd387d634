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
  CsvReader reader({input, "F.csv"});
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

/// ASCII as UTF-16.
std::string wide(const std::string& text, bool is_big_endian, bool has_mark) {
  std::string bytes = !has_mark ? "" : is_big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char character : text) {
    if (is_big_endian) bytes += '\0';
    bytes += character;
    if (!is_big_endian) bytes += '\0';
  }
  return bytes;
}

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
      {"CR alone", "a,b\r1,2\r3,4\r"},
      {"CR alone, cut off", "a,b\r1,2\r3,4"},
      {"semicolons", "a;b\n1;2\n3;4\n"},
      {"tabs", "a\tb\n1\t2\n3\t4\n"},
      {"bars", "a|b\n1|2\n3|4\n"},
      {"sep line", "sep=;\r\na;b\r\n1;2\r\n3;4\r\n"},
      {"commas beyond the header", "a,b\n1,2,\n3,4, ,\n"},
      {"a comma behind the header", "a,b,\n1,2\n3,4,\n"},
      {"blanks around names", " a , b\n1,2\n3,4\n"},
      {"blanks before quotes", "a, \"b\"\n1, \"2\" \n3,4\n"},
      {"UTF-16, little end first", wide("a,b\n1,2\n3,4\n", false, true)},
      {"UTF-16, big end first", wide("a,b\n1,2\n3,4\n", true, true)},
      {"UTF-16 without a mark", wide("a,b\n1,2\n3,4\n", false, false)},
  };
  for (const auto& [name, text] : spellings) {
    Table table = read_all(text);
    // The comma behind the header names a column without a name.
    for (auto& row : table) row.resize(2);
    EXPECT_EQ(table, kTwoByTwo) << name;
  }
}

TEST(CsvReader, ReadsWindows1251WhereverItsFirstLetterStands) {
  const std::string city = "\xCC\xEE\xF1\xEA\xE2\xE0";
  for (const std::size_t rows : {std::size_t{0}, std::size_t{50'000}}) {
    std::string text = "a,b\n";
    for (std::size_t row = 0; row < rows; ++row) text += "1,2\n";
    const Table table = read_all(text + city + ",2\n");
    ASSERT_EQ(table.size(), rows + 2);
    EXPECT_EQ(table.back().front(), "Москва");
  }
}

TEST(CsvReader, ReadsWhatIsStatedAndNotWhatItLooksLike) {
  std::istringstream input("a,b;c\n1,caf\xE9;3\n");
  CsvReader reader({input, "F.csv", 0, {';', DecimalMark::comma, CsvEncoding::windows_1252}});
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.header(), (std::vector<std::string>{"a,b", "c"}));
  EXPECT_EQ(reader.cells()[0], "1,café");
  EXPECT_EQ(reader.format().mark_of(0), DecimalMark::comma);
}

TEST(CsvReader, NotesOnceHowAnUnusualFileIsRead) {
  std::vector<std::string> notes;
  for (const char* text : {"a,b\n1.5,2\n", "a;b\n1,5;2\n"}) {
    std::istringstream input(text);
    CsvReader reader({input, "F.csv", 0, {}, [&](const std::string& line) { notes.push_back(line); }});
    while (reader.next()) continue;
  }
  EXPECT_EQ(notes, std::vector<std::string>{"F.csv: read as a file separated by \";\", with decimal commas"});
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

/// The reader's own chunks are kCsvChunkBytes: a filler in front moves every byte of the rows across that border.
TEST(CsvReader, ReadsTheSameAtEveryOffsetFromAChunkBorder) {
  const std::string tail = "\"x,\"\"y\r\nz\",2\r\n3,\"4\"\r\n";
  const std::string header = "a,b\r\n";
  constexpr std::size_t kChunk = kCsvChunkBytes;
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
      {"Excel workbook", "PK\x03\x04", "F.csv, header: this is XLSX, not CSV; save the table as CSV in UTF-8"},
      {"gzip that is damaged", "\x1F\x8B\x08", "F.csv: this gzip file is damaged or cut off; pack the CSV file again"},
      {"web page", " <!DOCTYPE html>", "F.csv, header: this is HTML, not CSV; save the table as CSV in UTF-8"},
      {"neither UTF-8 nor Cyrillic", "a,b\n1,caf\xE9\n",
       "F.csv, line 2 (row 1), column \"b\": \"caf?\" is not UTF-8; save the file as UTF-8, or name its encoding, as "
       "in "
       "--encoding windows-1252"},
      {"short row", "a,b\n1,2\n3\n", "F.csv, line 3 (row 2): the row has 1 cell, but the header names 2 columns"},
      {"long row", "a,b\n1,2,3\n", "F.csv, line 2 (row 1): the row has 3 cells, but the header names 2 columns"},
      {"open quote", "a,b\n1,\"2\n3,4\n", "F.csv, line 2 (row 1): a quote is never closed"},
      {"open quote in the header", "a,\"b\n", "F.csv, header: a quote is never closed"},
      {"text after a quote", "a,b\n1,\"2\"x\n", "F.csv, line 2 (row 1): text follows a closing quote"},
      {"blank line", "a,b\n1,2\n\n3,4\n", "F.csv, line 3 (row 2): the line is blank; remove it"},
  };
  for (const auto& [name, text, message] : faults) EXPECT_EQ(csv_error_of(text), message) << name;
}

TEST(CsvReader, RefusesATenMegabyteLineWithoutKeepingIt) {
  const std::string line(10'000'000, 'x');
  EXPECT_EQ(csv_error_of("a,b\n" + line + ",1\n"),
            "F.csv, line 2 (row 1): the line is longer than 1 MiB; this may not be a CSV file");
  EXPECT_EQ(csv_error_of(line), "F.csv, header: the line is longer than 1 MiB; this may not be a CSV file");
}

TEST(CsvReader, RefusesAQuoteThatSwallowsMegabytes) {
  std::string text = "a,b\n\"";
  for (int line = 0; line < 200'000; ++line) text += "1234567890\n";
  EXPECT_EQ(csv_error_of(text), "F.csv, line 2 (row 1): the row is longer than 1 MiB; a quote may never be closed");
}

TEST(CsvReader, CountsTheBytesBehindTheCurrentRecord) {
  const std::string text = "a,b\n1,2\n3,4\n";
  std::istringstream input(text);
  CsvReader reader({input, "F.csv"});
  EXPECT_EQ(reader.bytes_read(), 4U);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.bytes_read(), 8U);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.bytes_read(), text.size());
  EXPECT_EQ(reader.row(), 2U);
}

}  // namespace
}  // namespace prescore
