#include "describing/file_description.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <sstream>

#include "base/input_error.hpp"
#include "describing/description_text.hpp"
#include "describing/header_copy.hpp"

namespace prescore {
namespace {

FileDescription describe(const std::string& text, const DescribeOptions& options = {}) {
  std::istringstream stream(text);
  return describe_file({stream, "F.csv"}, options);
}

/// A file of `rows` rows whose cells `row_of` writes.
std::string table(const std::string& header, int rows, const std::function<std::string(int)>& row_of) {
  std::string text = header + "\n";
  for (int row = 0; row < rows; ++row) text += row_of(row) + "\n";
  return text;
}

ColumnKind kind_of(const std::string& header, int rows, const std::function<std::string(int)>& row_of) {
  return describe(table(header + ",x", rows, [&](int row) { return row_of(row) + "," + std::to_string(row % 7); }))
      .columns.front()
      .kind;
}

TEST(DescribeFile, KnowsTheKindsOfColumns) {
  const auto number = [](int row) { return std::to_string(row * 37 % 100); };
  EXPECT_EQ(kind_of("age", 300, number), ColumnKind::number);
  EXPECT_EQ(kind_of("region", 300, number), ColumnKind::number) << "three rows a value are too few for a category";
  EXPECT_EQ(kind_of("region", 3000, [](int row) { return std::to_string(row % 20); }), ColumnKind::choice);
  EXPECT_EQ(kind_of("open_accounts", 3000, [](int row) { return std::to_string(row % 20); }), ColumnKind::number);
  EXPECT_EQ(kind_of("flag", 300, [](int row) { return std::to_string(row % 2); }), ColumnKind::choice);
  EXPECT_EQ(kind_of("home", 300, [](int row) { return row % 3 == 0   ? "none"
                                                      : row % 3 == 1 ? "own"
                                                                     : "rent"; }),
            ColumnKind::choice);
  EXPECT_EQ(kind_of("number", 300, [](int row) { return std::to_string(1000 + row); }), ColumnKind::identifier);
  EXPECT_EQ(kind_of("code", 300, [](int row) { return "x" + std::to_string(row); }), ColumnKind::identifier);
  EXPECT_EQ(kind_of("comment", 300, [](int row) { return "said " + std::to_string(row) + " words to us"; }),
            ColumnKind::text);
  EXPECT_EQ(kind_of("day", 300, [](int row) { return "2024-01-" + std::string(row % 9 == 0 ? "10" : "21"); }),
            ColumnKind::date);
  EXPECT_EQ(kind_of("one", 300, [](int) { return "same"; }), ColumnKind::constant);
  EXPECT_EQ(kind_of("nothing", 300, [](int row) { return row % 2 == 0 ? "NA" : ""; }), ColumnKind::empty);
}

TEST(DescribeFile, CountsMissingCellsByTheirWords) {
  const FileDescription file = describe(table("n,x", 400, [](int row) {
    return (row % 40 == 0 ? "unknown" : row % 20 == 1 ? "NA" : row % 20 == 2 ? "" : std::to_string(row % 90)) + ",1";
  }));
  const ColumnDescription& column = file.columns.front();
  EXPECT_EQ(column.kind, ColumnKind::number);
  EXPECT_EQ(column.missing, 50U);
  ASSERT_EQ(column.missing_words.size(), 2U);
  EXPECT_EQ(column.missing_words[0].value, "NA");
  EXPECT_EQ(column.missing_words[1].value, "unknown");
}

TEST(DescribeFile, RecognisesThatThereIsNoHeader) {
  const auto row_of = [](int row) { return std::string(row % 2 == 0 ? "a" : "b") + "," + std::to_string(row % 50); };
  const FileDescription headless = describe(table("a,31", 200, row_of));
  EXPECT_FALSE(headless.has_header);
  EXPECT_EQ(headless.rows, 201U);
  EXPECT_EQ(headless.columns[1].name, "column_2");
  EXPECT_TRUE(describe(table("kind,b", 200, row_of)).has_header) << "a word above numbers is a name";
  DescribeOptions stated;
  stated.header = HeaderLine::present;
  EXPECT_TRUE(describe(table("a,31", 200, row_of), stated).has_header);
  stated.header = HeaderLine::absent;
  EXPECT_FALSE(describe(table("kind,age", 200, row_of), stated).has_header);
}

TEST(DescribeFile, ReadsFilesWithBlanksBetweenCells) {
  const FileDescription file = describe(table("A11 6 A34 1", 50, [](int row) {
    return "A1" + std::to_string(row % 4) + " " + std::to_string(row) + " A34 " + std::to_string(1 + row % 2);
  }));
  EXPECT_EQ(file.format.delimiter, ' ');
  EXPECT_EQ(file.columns.size(), 4U);
  EXPECT_EQ(describe("a\none word here\nand two others more\n").columns.size(), 1U);
}

TEST(DescribeFile, CountsRowsThatRepeatAndRowsThatCannotBeRead) {
  const FileDescription file = describe("a,b\n1,2\n1,2\n3,4\n1,2,3\n");
  EXPECT_EQ(file.rows, 3U);
  EXPECT_EQ(file.repeated_rows, 1U);
  EXPECT_EQ(file.unreadable.rows, 1U);
  ASSERT_EQ(file.unreadable.examples.size(), 1U);
  EXPECT_NE(file.unreadable.examples.front().find("line 5"), std::string::npos);
}

TEST(DescribeFile, NamesTheNearestColumnIfTheTargetDoesNotExist) {
  DescribeOptions options;
  options.target = "defualt";
  try {
    (void)describe("a,default\n1,0\n", options);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_NE(std::string(error.what()).find("\"default\""), std::string::npos) << error.what();
  }
}

TEST(DescribeFile, ShowsHostileCellsHarmlessly) {
  const std::string text = described(describe(table(
      "\x1b[31mred,\xE2\x80\xAEx", 100, [](int row) { return std::string(row % 2 == 0 ? "\x1b[2J" : "b") + ",1"; })));
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos);
}

TEST(CopyWithHeader, WritesCommasAndNames) {
  std::istringstream stream("a b,c 2\nd \"x, y\" 3\n");
  std::istringstream spaced("1 \"x, y\" 3\n4 5 6\n7 8 9\n");
  std::ostringstream copy;
  copy_with_header({spaced, "F.data"}, copy);
  EXPECT_EQ(copy.str(), "column_1,column_2,column_3\n1,\"x, y\",3\n4,5,6\n7,8,9\n");
}

}  // namespace
}  // namespace prescore
