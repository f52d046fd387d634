// From bytes to bytes: random programmes and rows, scored in blocks by any number of threads, are compared with a
// textbook implementation.
#include "scoring/scoring.hpp"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <sstream>

#include "base/input_error.hpp"
#include "model/support.hpp"
#include "prescore/encoding.hpp"
#include "prescore/policy.hpp"
#include "rows/row_feed.hpp"
#include "scoring/score_lines.hpp"
#include "support/naive_forest.hpp"
#include "support/random_programme.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::input_error_of;

/// A value as a data file writes it; with all decimals, some of them or a sign before a zero, all of which mean it.
std::string cell_of(const Question& question, std::int32_t value, test::Random& random) {
  if (value == kMissing) return "";
  if (question.kind == QuestionKind::choice)
    return question.options[static_cast<std::size_t>(value)].rows_of_cells.front().front();
  const std::int64_t distance = value < 0 ? -std::int64_t{value} : value;
  std::string digits = std::to_string(distance);
  if (digits.size() <= question.decimals) digits.insert(0, question.decimals + 1 - digits.size(), '0');
  std::string text = digits.substr(0, digits.size() - question.decimals);
  std::string fraction = digits.substr(text.size());
  while (!fraction.empty() && fraction.back() == '0' && random.chance(500)) fraction.pop_back();
  if (!fraction.empty()) text += "." + fraction;
  if (random.chance(50)) text.insert(0, 1 + random.below(12), '0');
  return (value < 0 ? "-" : "") + text;
}

/// The line of a textbook implementation: each row alone, the trees walked node by node.
std::string naive_line(const Programme& programme, std::uint64_t row, const Applicant& applicant) {
  const Features features = encode(programme.questionnaire, programme.encoding, applicant);
  std::optional<std::int32_t> pd_ppm;
  if (features.not_covered == 0) {
    const std::int64_t score = test::naive_score(programme.forest, features.codes);
    pd_ppm = programme.pd_table.pd_ppm(static_cast<std::int32_t>(score));
  }
  const Choice choice = choose(programme.policy, find_eligibility(programme.policy, applicant), pd_ppm);
  std::string line = std::to_string(row) + ",";
  if (pd_ppm) {
    std::array<char, 16> pd{};
    std::snprintf(pd.data(), pd.size(), "%d.%06d", *pd_ppm / kWholePpm, *pd_ppm % kWholePpm);
    line += pd.data();
  }
  line += "," + std::string(name(choice.outcome)) + ",";
  if (choice.offers != 0) line += programme.policy.offers[static_cast<std::size_t>(std::countr_zero(choice.offers))].id;
  return line + "\n";
}

struct Scored {
  std::string scores;
  std::string rejects;
  StreamCounts counts;
};

Scored score(const Programme& programme, const std::string& text, const ScoringOptions& options,
             bool keeps_going = false) {
  std::istringstream input(text);
  std::ostringstream output;
  std::ostringstream rejects;
  const auto counts = score_rows(programme, {input, "F.csv"}, output, keeps_going ? &rejects : nullptr, options);
  return {output.str(), rejects.str(), counts};
}

/// The same, by a feed that gets the file in pieces of any size up to `longest`.
Scored feed(const Programme& programme, const std::string& text, std::size_t longest, test::Random& random,
            bool keeps_going = false) {
  BatchDecider decider(programme);
  RowFeed rows({programme.questionnaire, kScoreHeader, "scoring",
                [&] { return std::make_unique<ScoreLines>(programme, decider); }},
               "F.csv", keeps_going ? OnRowError::keep_going : OnRowError::stop);
  Scored scored;
  BlockLines lines;
  for (std::size_t place = 0; place <= text.size();) {
    const std::size_t size = std::min(random.below(longest) + 1, text.size() - place);
    text.copy(rows.make_room(longest), size, place);
    place += size;
    const bool is_last = place == text.size();
    rows.read(size, is_last, lines);
    if (lines.error) throw InputError(sentence(*lines.error, rows.source()));
    scored.scores += lines.lines;
    scored.rejects += lines.rejects;
    scored.counts.rows += lines.rows;
    scored.counts.refused += lines.refused;
    if (is_last) break;
  }
  return scored;
}

TEST(ScoreRows, EqualsATextbookImplementationOnRandomProgrammesInBlocksOfAnySize) {
  test::Random random(11);
  for (int round = 0; round < 60; ++round) {
    const Programme programme = test::random_programme(random);
    const auto& questions = programme.questionnaire.questions;
    std::string text = "note";
    for (auto question = questions.rbegin(); question != questions.rend(); ++question) {
      text += "," + question->columns.front();
    }
    std::string expected = "row,pd,outcome,offer\n";
    for (std::uint64_t row = 1; row <= 600; ++row) {
      const Applicant applicant = test::random_applicant(programme, random);
      text += random.chance(100) ? "\n\"a, \"\"b\"\"\nc\"" : "\nx";
      for (std::size_t index = questions.size(); index-- > 0;) {
        const std::string cell = cell_of(questions[index], applicant.values[index], random);
        text += "," + (random.chance(20) ? "\"" + cell + "\"" : cell);
      }
      expected += naive_line(programme, row, applicant);
    }
    const std::size_t chunk = 1 + random.below(4096);
    ASSERT_EQ(feed(programme, text, chunk, random).scores, expected) << "round " << round;
    for (const std::size_t max_cells : {std::size_t{0}, kMaxTableCells}) {
      for (const unsigned threads : {1U, 2U, 5U}) {
        ASSERT_EQ(score(programme, text, {{threads, chunk}, max_cells}).scores, expected) << "round " << round;
        ASSERT_EQ(score(programme, text, {{threads, kCsvChunkBytes}, max_cells}).scores, expected) << "round " << round;
      }
    }
  }
}

const std::string kScoredHeader = "age,income,education,stable_job\n";
const std::string kGood = "33,50000,higher,yes\n";

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int time = 0; time < times; ++time) all += text;
  return all;
}

TEST(ScoreRows, ReportsTheFirstErrorOfTheFileOnAnyNumberOfThreads) {
  const Programme programme = test::small_programme();
  const std::string text = kScoredHeader + repeated(kGood, 500) + "33,many,higher,yes\n" + repeated("33\n", 500);
  for (const unsigned threads : {1U, 4U}) {
    for (int time = 0; time < 20; ++time) {
      EXPECT_EQ(input_error_of([&] {
                  (void)score(programme, text, {{threads, 64}});
                }),
                "F.csv, line 502 (row 501), column \"income\": \"many\" is not a number");
    }
  }
}

TEST(ScoreRows, KeepsGoingAndReportsRowLineColumnAndReason) {
  const std::string text = kScoredHeader + kGood + "33,many,higher,yes\n" + "\"3\n3\",1,higher,yes\n" + kGood + "33\n" +
                           "\"33\"x,50000,higher,yes\n" + "\n\n" + kGood + "\"33,50000,higher,yes\n" + kGood;
  const std::string rejects =
      "row,line,column,reason\n"
      "2,3,\"income\",\"\"\"many\"\" is not a number\"\n"
      "3,4,\"age\",\"\"\"3?3\"\" is not a number\"\n"
      "5,7,,\"the row has 1 cell, but the header names 4 columns\"\n"
      "6,8,,\"text follows a closing quote\"\n"
      "7,9,,\"the line is blank; remove it\"\n"
      "10,12,,\"a quote is never closed\"\n";
  test::Random random(12);
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}, std::size_t{50}, kCsvChunkBytes}) {
    const Scored fed = feed(test::small_programme(), text, chunk, random, true);
    EXPECT_EQ(fed.rejects, rejects) << chunk;
    EXPECT_EQ(fed.counts.rows, 4U);
    EXPECT_EQ(fed.counts.refused, 6U);
    EXPECT_EQ(input_error_of([&] { (void)feed(test::small_programme(), text, chunk, random); }),
              "F.csv, line 3 (row 2), column \"income\": \"many\" is not a number");
    const Scored scored = score(test::small_programme(), text, {{3, chunk}}, true);
    EXPECT_EQ(scored.rejects, rejects) << chunk;
    EXPECT_EQ(scored.counts.rows, 4U);
    EXPECT_EQ(scored.counts.refused, 6U);
    EXPECT_EQ(scored.counts.bytes, text.size());
    for (const char* row : {"\n1,", "\n4,", "\n9,", "\n11,"})
      EXPECT_NE(scored.scores.find(row), std::string::npos) << row;
  }
}

TEST(ScoreRows, KeepsGoingPastLinesThatAreTooLong) {
  const std::string long_line(std::size_t{3} << 20U, 'x');
  const std::string swallowed = "\"" + repeated("1234567890\n", 200'000);
  const std::string text = kScoredHeader + long_line + "\n" + kGood + swallowed + kGood;
  const Scored scored = score(test::small_programme(), text, {}, true);
  EXPECT_TRUE(
      scored.rejects.starts_with("row,line,column,reason\n"
                                 "1,2,,\"the line is longer than 1 MiB; this may not be a CSV file\"\n"
                                 "3,4,,\"the row is longer than 1 MiB; a quote may never be closed\"\n"
                                 "4,5,,\"the row has 1 cell,"))
      << scored.rejects.substr(0, 200);
  EXPECT_EQ(scored.counts.rows, 2U);
  EXPECT_EQ(scored.counts.refused, 200'001U);
}

TEST(ScoreRows, DoesNotTryEveryLineOfAFileWhoseRecordsNeverEnd) {
  // Begun at any of these lines, a record runs on to the end of the file: each try would read a mebibyte.
  const std::string text = kScoredHeader + kGood + repeated("a\",b,\"c\n", 400'000) + kGood;
  for (const std::size_t chunk : {std::size_t{100'000}, kCsvChunkBytes}) {
    const Scored scored = score(test::small_programme(), text, {{3, chunk}}, true);
    EXPECT_EQ(scored.counts.rows, 1U);
    // A hundred lines, then three whole mebibytes and the rest.
    EXPECT_EQ(scored.counts.refused, 104U);
    EXPECT_EQ(scored.counts.bytes, text.size());
    // 131,072 lines of eight bytes fill a mebibyte; the one that it ends in belongs to it.
    const std::string last = "105," + std::to_string(3 + 100 + 3 * 131'072) + ",,\"a quote is never closed\"\n";
    EXPECT_EQ(scored.rejects.substr(scored.rejects.size() - last.size()), last) << chunk;
  }
}

TEST(ScoreRows, TakesAnyNumberOfBlankLinesAtTheEnd) {
  const std::string text = kScoredHeader + kGood + repeated("\r\n", 2'000'000);
  EXPECT_EQ(score(test::small_programme(), text, {{2}}).counts.rows, 1U);
  EXPECT_EQ(input_error_of([&] { (void)score(test::small_programme(), text + kGood, {{2}}); }),
            "F.csv, line 3 (row 2): the line is blank; remove it");
}

TEST(ScoreRows, RefusesABrokenHeaderEvenWhenItKeepsGoing) {
  EXPECT_EQ(input_error_of([] { (void)score(test::small_programme(), "\n" + kScoredHeader, {}, true); }),
            "F.csv, header: the line is blank; remove it");
  EXPECT_EQ(input_error_of([] { (void)score(test::small_programme(), "age\n", {}, true); }),
            "F.csv, header: the column \"income\" is missing; the column \"education\" is missing; the column "
            "\"stable_job\" is missing; the file has the columns age");
}

TEST(ScoreRows, CountsTheSameOnAnyNumberOfThreads) {
  // Row 2 has two unknown values, row 3 is too young, row 4 cannot be read, row 5 has no answers that are covered.
  const std::string rows = kGood + "33,50000,PhD,often\n" + "1,50000,higher,yes\n" + "x,1,higher,yes\n" + ",,,\n";
  const std::string text = kScoredHeader + repeated(rows, 300);
  for (const unsigned threads : {1U, 2U, 5U}) {
    const RowCounts counts = score(test::small_programme(), text, {{threads, 100}}, true).counts.of_rows;
    EXPECT_EQ(counts.with_issue, 600U);
    EXPECT_EQ(counts.outcomes[0] + counts.outcomes[1] + counts.outcomes[2], 600U);
    EXPECT_EQ(counts.not_covered, 300U);
    const auto& table = counts.issues.table();
    ASSERT_EQ(table.size(), 3U);
    const IssueCount& young = table.at({0, IssueCode::below_minimum});
    const IssueCount& education = table.at({2, IssueCode::unknown_option});
    const IssueCount& job = table.at({3, IssueCode::unknown_option});
    EXPECT_EQ(young.rows, 300U);
    EXPECT_EQ(education.rows, 300U);
    EXPECT_EQ(education.first_row, 2U);
    EXPECT_EQ(education.example, "\"PhD\"");
    EXPECT_EQ(job.rows, 300U);
    EXPECT_EQ(job.example, "\"often\"");
  }
}

TEST(ScoreRows, CarriesTheKeyIntoLinesAndRejects) {
  const std::string text = "age,\"client, id\",income,education,stable_job\n33,\"7, \"\"b\"\"\",50000,higher,yes\n" +
                           std::string("x, 8,50000,higher,yes\n33,9\n33,Ё,50000,PhD,yes\n");
  for (const unsigned threads : {1U, 3U}) {
    const Scored scored =
        score(test::small_programme(), text, {{threads, 30}, kMaxTableCells, std::string("client, id")}, true);
    EXPECT_TRUE(scored.scores.starts_with("row,\"client, id\",pd,outcome,offer\n1,\"7, \"\"b\"\"\",0."))
        << scored.scores;
    EXPECT_TRUE(scored.scores.ends_with("\n4,Ё,,unknown_option,\n")) << scored.scores;
    EXPECT_EQ(scored.rejects,
              "row,\"client, id\",line,column,reason\n2,\" 8\",3,\"age\",\"\"\"x\"\" is not a number\"\n"
              "3,,4,,\"the row has 2 cells, but the header names 5 columns\"\n");
  }
}

TEST(ScoreRows, NamesTheColumnsIfTheKeyIsMissing) {
  const auto score_with = [](const std::string& key) {
    return input_error_of([&] {
      (void)score(test::small_programme(), kScoredHeader + kGood, {{1}, kMaxTableCells, key});
    });
  };
  EXPECT_EQ(score_with("id"),
            "F.csv, header: the key column \"id\" is missing; the file has the columns \"age\", \"income\", "
            "\"education\", \"stable_job\"");
}

/// Takes a few bytes, then reports that the disk is full.
class FullDisk : public std::streambuf {
 protected:
  int_type overflow(int_type /*character*/) override { return traits_type::eof(); }
};

TEST(ScoreRows, StopsEveryThreadWhereWritingFails) {
  FullDisk disk;
  std::ostream output(&disk);
  std::istringstream input(kScoredHeader + repeated(kGood, 10'000));
  EXPECT_THROW(score_rows(test::small_programme(), {input, "F.csv"}, output, nullptr, {{4, 256}}), FileError);
}

}  // namespace
}  // namespace prescore
