#include "applicants/choice_cells.hpp"

#include <gtest/gtest.h>

#include <deque>

#include "prescore/applicant.hpp"
#include "support/random.hpp"

namespace prescore {
namespace {

/// What `read` returns for an answer that no option means.
constexpr std::int32_t kUnknown = -100;

using RowsOfCells = std::vector<std::vector<std::string>>;

Question question_of(std::size_t columns, const std::vector<RowsOfCells>& options, int any_other = -1) {
  Question question;
  question.id = "home";
  question.kind = QuestionKind::choice;
  question.columns.resize(columns, "c");
  for (const RowsOfCells& rows : options) {
    const auto place = static_cast<int>(question.options.size());
    question.options.push_back({"o" + std::to_string(place), rows, place == any_other});
  }
  return question;
}

class ChoiceOfFile {
 public:
  explicit ChoiceOfFile(Question question, std::optional<std::vector<std::string>> missing = std::nullopt)
      : question_(std::move(question)),
        missing_(missing),
        cells_(question_, places(question_.columns.size()), missing_) {}

  std::int32_t read(const std::vector<std::string>& cells) const {
    std::deque<std::string> padded;
    CellTexts texts;
    for (const std::string& cell : cells) {
      padded.push_back(cell + "paddedxx");
      texts.push_back(std::string_view(padded.back()).substr(0, cell.size()));
    }
    const auto read = cells_.read(texts);
    return read.ok() ? read.value() : kUnknown;
  }

 private:
  static std::vector<std::size_t> places(std::size_t columns) {
    std::vector<std::size_t> places;
    for (std::size_t column = 0; column < columns; ++column) places.push_back(column);
    return places;
  }

  Question question_;
  MissingWords missing_;
  ChoiceCells cells_;
};

TEST(ChoiceCells, TakeEachCellOfAnOption) {
  const ChoiceOfFile choice(question_of(1, {{{"RENT"}}, {{"OWN"}, {"OWNED OUTRIGHT"}}, {{"MORTGAGE"}}}));
  EXPECT_EQ(choice.read({"RENT"}), 0);
  EXPECT_EQ(choice.read({"OWN"}), 1);
  EXPECT_EQ(choice.read({"OWNED OUTRIGHT"}), 1);
  EXPECT_EQ(choice.read({" OWNED OUTRIGHT\t"}), 1);
  EXPECT_EQ(choice.read({"OWNED OUTRIGHt"}), kUnknown);
  EXPECT_EQ(choice.read({"own"}), kUnknown);
  EXPECT_EQ(choice.read({""}), kMissing);
}

TEST(ChoiceCells, TakeEachRowOfCellsOverSeveralColumns) {
  const ChoiceOfFile choice(question_of(2, {{{"0", "0"}}, {{"1", "0"}, {"0", "1"}}, {{"1", ""}}}));
  EXPECT_EQ(choice.read({"0", "0"}), 0);
  EXPECT_EQ(choice.read({"1", "0"}), 1);
  EXPECT_EQ(choice.read({"0", "1"}), 1);
  EXPECT_EQ(choice.read({"1", "NA"}), 2);
  EXPECT_EQ(choice.read({"1", "1"}), kUnknown);
  EXPECT_EQ(choice.read({"NA", " "}), kMissing);
}

TEST(ChoiceCells, TakeAnyOtherValueThatIsNotMissing) {
  const ChoiceOfFile choice(question_of(1, {{{"RENT"}}, {{"X"}}, {{"none"}}}, 1));
  EXPECT_EQ(choice.read({"RENT"}), 0);
  EXPECT_EQ(choice.read({"X"}), 1);
  EXPECT_EQ(choice.read({"a castle"}), 1);
  EXPECT_EQ(choice.read({"none"}), 2);
  EXPECT_EQ(choice.read({"null"}), kMissing);
  EXPECT_EQ(choice.read({"   "}), kMissing);
  const ChoiceOfFile rows(question_of(2, {{{"0", "0"}}, {}}, 1));
  EXPECT_EQ(rows.read({"0", "0"}), 0);
  EXPECT_EQ(rows.read({"0", "7"}), 1);
  EXPECT_EQ(rows.read({"NA", "7"}), 1);
  EXPECT_EQ(rows.read({"NA", ""}), kMissing);
}

TEST(ChoiceCells, UseTheWordsOfTheProgramme) {
  const ChoiceOfFile choice(question_of(1, {{{"A"}}, {{"NA"}}}), std::vector<std::string>{"Нет данных", "-1"});
  EXPECT_EQ(choice.read({"нЕТ ДАННЫХ "}), kMissing);
  EXPECT_EQ(choice.read({"-1"}), kMissing);
  EXPECT_EQ(choice.read({"NA"}), 1);
  EXPECT_EQ(choice.read({"NULL"}), kUnknown);
}

TEST(ChoiceCells, TellAThousandOptionsApart) {
  std::vector<RowsOfCells> options;
  const auto city = [](std::size_t index) { return "city of the number " + std::to_string(index); };
  for (std::size_t index = 0; index < 1024; ++index)
    options.push_back({{city(index), "x"}, {std::to_string(index), ""}});
  const ChoiceOfFile choice(question_of(2, options));
  for (std::size_t index = 0; index < 1024; ++index) {
    const auto option = static_cast<std::int32_t>(index);
    ASSERT_EQ(choice.read({city(index), "x"}), option);
    ASSERT_EQ(choice.read({std::to_string(index), ""}), option);
    ASSERT_EQ(choice.read({" " + std::to_string(index), "NA"}), option);
    ASSERT_EQ(choice.read({city(index), ""}), kUnknown);
  }
  EXPECT_EQ(choice.read({"1024", ""}), kUnknown);
}

/// Without tables and tricks.
std::int32_t read_naively(const Question& question, const std::vector<std::string>& cells) {
  for (std::size_t option = 0; option < question.options.size(); ++option) {
    for (const auto& row : question.options[option].rows_of_cells) {
      if (row == cells) return static_cast<std::int32_t>(option);
    }
  }
  return kUnknown;
}

TEST(ChoiceCells, AgreeWithASlowReader) {
  test::Random random(7);
  for (const std::size_t options : {3U, 40U, 65U, 300U}) {
    // Short and long texts with the same start, so that heads and sizes often agree.
    const auto text = [&] { return std::string(random.below(11), 'a') + static_cast<char>('a' + random.below(3)); };
    std::vector<RowsOfCells> rows(options);
    for (RowsOfCells& of_option : rows) {
      for (std::size_t left = 1 + random.below(2); left > 0; --left) of_option.push_back({text(), text()});
    }
    const Question question = question_of(2, rows);
    const ChoiceOfFile choice(question, std::vector<std::string>{});
    for (int round = 0; round < 2000; ++round) {
      const std::vector<std::string> cells = {text(), text()};
      ASSERT_EQ(choice.read(cells), read_naively(question, cells)) << cells[0] << " " << cells[1];
    }
  }
}

TEST(MissingWords, KnowCapitalsOfSeveralAlphabets) {
  const MissingWords built_in(std::nullopt);
  for (const char* word : {"", " ", "NA", "n/a", "NaN", "nUlL", "?", "Н/Д", "н/Д", "\u2014", "\xC2\xA0", "None "}) {
    EXPECT_TRUE(built_in.contain(word)) << word;
  }
  for (const char* word : {"0", "nano", "n a", "Нет", "missing value"}) EXPECT_FALSE(built_in.contain(word)) << word;
  EXPECT_FALSE(built_in.has_digits());
  const MissingWords own(std::vector<std::string>{" Не указано", "KEINE ÄNDERUNG", "Ελλάς", "-9999"});
  for (const char* word : {"не УКАЗАНО", "keine änderung", "ελλάς", "-9999 ", ""})
    EXPECT_TRUE(own.contain(word)) << word;
  for (const char* word : {"NA", "null", "9999", "-9999.0"}) EXPECT_FALSE(own.contain(word)) << word;
  EXPECT_TRUE(own.has_digits());
  EXPECT_FALSE(MissingWords(std::vector<std::string>{}).contain("NA"));
}

}  // namespace
}  // namespace prescore
