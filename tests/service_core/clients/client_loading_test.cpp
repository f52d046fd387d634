// Files of clients: CSV in, the table that decisions read out.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "base/input_error.hpp"
#include "service/clients/client_csv.hpp"
#include "service/clients/client_problems.hpp"
#include "service/clients/demo_clients.hpp"
#include "service/connectors/client_file.hpp"
#include "service/store/store.hpp"
#include "service_core/support.hpp"
#include "support/small_programme.hpp"

namespace prescore::service {
namespace {

constexpr Moment kOneDay = 86'400'000'000;
constexpr const char* kCsvHeader = "client,score_bki,addr,car,car_type\n";

/// A number with two decimals, a choice in one column, and one in two.
Questionnaire questions() {
  Question score = prescore::test::number_question("score", -2000, 2000);
  score.columns = {"score_bki"};
  score.decimals = 2;
  Question home = prescore::test::choice_question("home", {"near", "far"});
  home.columns = {"addr"};
  home.options[0].rows_of_cells = {{"1"}};
  home.options[1].rows_of_cells = {{"2"}};
  Question car = prescore::test::choice_question("car", {"none", "own"});
  car.columns = {"car", "car_type"};
  car.options[0].rows_of_cells = {{"N", "N"}};
  car.options[1].rows_of_cells = {{"Y", "N"}, {"Y", "Y"}};
  return {{score, home, car}};
}

class ClientLoadingTest : public testing::Test {
 protected:
  LoadedClients load(const std::string& csv, const LoadOrder& order = {"core", 10 * kOneDay}, bool keep_going = false) {
    std::istringstream stream(csv);
    const Questionnaire questionnaire = questions();
    const auto target = open_client_file_target(database_, order);
    return load_clients({{stream, "F.csv"}, questionnaire, "client", keep_going}, *target);
  }
  std::string error_of(const std::string& csv) {
    try {
      load(csv);
    } catch (const InputError& error) {
      return error.what();
    }
    return "loaded";
  }
  std::string answers(const std::string& client) {
    ClientFile file(clients_file_of(database_));
    std::string text;
    for (const ClientRow& row : file.find(client)) {
      text += row.source + "@" + std::to_string(row.as_of / kOneDay) + row.answers;
    }
    return text;
  }
  std::vector<std::string> files() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(database_).parent_path())) {
      names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
  }

  test::TemporaryFolder folder_;
  std::string database_ = folder_.at("decisions.sqlite");
};

TEST_F(ClientLoadingTest, KeepsValuesAsTheEngineReadsThem) {
  const LoadedClients loaded = load(std::string(kCsvHeader) +
                                    "c-1,-1.25,1,Y,Y\n"
                                    "c-2,NA,,N,N\n"
                                    "\" c-3 \",3,2,Y,N\n");
  EXPECT_EQ(loaded.clients, 3U);
  EXPECT_EQ(loaded.table_rows, 3U);
  EXPECT_EQ(answers("c-1"), R"(core@10{"score":"-1.25","home":"near","car":"own"})");
  EXPECT_EQ(answers("c-2"), R"(core@10{"score":"","home":"","car":"none"})");
  EXPECT_EQ(answers("c-3"), R"(core@10{"score":"3","home":"far","car":"own"})");
  EXPECT_EQ(answers("c-4"), "");
  EXPECT_EQ(loaded.notes, (std::vector<std::string>{"\"score\" is not known of 1 of 3 clients",
                                                    "\"home\" is not known of 1 of 3 clients"}));
}

TEST_F(ClientLoadingTest, ReadsTheDialectsOfTheTool) {
  load("sep=;\r\nclient;score_bki;addr;car;car_type;more\r\nc-1;-1,25;1;Y;Y;x\r\nc-2;0,5;2;N;N;y\r\n");
  EXPECT_EQ(answers("c-1"), R"(core@10{"score":"-1.25","home":"near","car":"own"})");
}

TEST_F(ClientLoadingTest, OnlyItsOwnerMayReadTheFile) {
  load(std::string(kCsvHeader) + "c-1,1,1,Y,Y\n");
  struct stat state {};
  ASSERT_EQ(stat(clients_file_of(database_).c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777U, 0600U);
}

TEST_F(ClientLoadingTest, ReplaceAndUpdateKeepOtherSources) {
  load(std::string(kCsvHeader) + "c-1,1,1,N,N\nc-2,2,1,N,N\n", {"core", 10 * kOneDay});
  load(std::string(kCsvHeader) + "c-1,5,2,N,N\n", {"bureau", 20 * kOneDay});
  const std::string of_core = R"(core@10{"score":"1","home":"near","car":"none"})";
  const std::string of_bureau = R"(bureau@20{"score":"5","home":"far","car":"none"})";
  EXPECT_EQ(answers("c-1"), of_bureau + of_core);

  const LoadedClients updated =
      load(std::string(kCsvHeader) + "c-2,3,1,N,N\nc-3,4,1,N,N\n", {"core", 30 * kOneDay, LoadMode::update});
  EXPECT_EQ(updated.table_rows, 4U);
  EXPECT_EQ(answers("c-1"), of_bureau + of_core);
  EXPECT_EQ(answers("c-2"), R"(core@30{"score":"3","home":"near","car":"none"})");
  EXPECT_EQ(answers("c-3"), R"(core@30{"score":"4","home":"near","car":"none"})");

  const LoadedClients replaced = load(std::string(kCsvHeader) + "c-3,6,1,N,N\n", {"core", 40 * kOneDay});
  EXPECT_EQ(replaced.table_rows, 2U);
  EXPECT_EQ(answers("c-1"), of_bureau);
  EXPECT_EQ(answers("c-2"), "");
}

TEST_F(ClientLoadingTest, CountsEveryProblemWithoutQuotingACell) {
  const std::string error = error_of(std::string(kCsvHeader) +
                                     "c-1,many,1,N,N\n"  // line 2
                                     "c-2,many,9,N,N\n"  // 3
                                     "c-3,99,1,N,N\n"    // 4
                                     ",1,1,N,N\n"        // 5
                                     "c-5,1,1,X,N\n"     // 6
                                     "c-6,1\n"           // 7
                                     "c-7,1,1,N,N\n" +
                                     std::string(200, 'z') + ",1,1,N,N\n");
  for (const char* part :
       {"nothing was loaded", "column \"score_bki\": text that is not a number",
        "in 2 rows, first in the lines 2 and 3",
        "column \"addr\": a value that no option of \"home\" has in 1 row, in line 3",
        "column \"score_bki\": a number above 20 in 1 row, in line 4",
        "column \"client\": no reference of the client in 1 row, in line 5", "column \"car, car_type\"", "line 6",
        "another number of cells than the header has in 1 row, in line 7",
        "column \"client\": a reference of more than 128 bytes in 1 row, in line 9"}) {
    EXPECT_NE(error.find(part), std::string::npos) << part << "\nin " << error;
  }
  for (const char* secret : {"many", "99", "c-1", "zz"}) EXPECT_EQ(error.find(secret), std::string::npos) << secret;
  EXPECT_EQ(files(), std::vector<std::string>{"decisions.sqlite.clients.lock"});
}

TEST_F(ClientLoadingTest, LeavesRowsOutIfAsked) {
  const LoadedClients loaded =
      load(std::string(kCsvHeader) + "c-1,many,1,N,N\nc-2,1,1,N,N\n", {"core", 10 * kOneDay}, true);
  EXPECT_EQ(loaded.clients, 1U);
  EXPECT_EQ(loaded.left_out, 1U);
  EXPECT_EQ(loaded.notes.front(), "1 of 2 rows were left out");
  EXPECT_EQ(answers("c-1"), "");
  EXPECT_NE(answers("c-2"), "");
}

TEST_F(ClientLoadingTest, FindsRepeatedReferences) {
  std::string csv = kCsvHeader;
  for (int client = 0; client < 20; ++client) csv += "c-" + std::to_string(client % 15) + ",1,1,N,N\n";
  EXPECT_NE(error_of(csv).find("column \"client\": the reference of an earlier row in 5 rows, first in the lines 17, 18"
                               " and 19"),
            std::string::npos)
      << error_of(csv);
}

TEST_F(ClientLoadingTest, AFileThatBreaksLateLeavesAllAsItWas) {
  load(std::string(kCsvHeader) + "c-1,1,1,N,N\n");
  const std::string before = answers("c-1");
  std::string csv = kCsvHeader;
  for (int client = 0; client < 20'000; ++client) csv += "n-" + std::to_string(client) + ",1,1,N,N\n";
  EXPECT_NE(error_of(csv + "n-x,1\n").find("line 20002"), std::string::npos);
  EXPECT_NE(error_of(csv + "\"n-x,1,1,N,N\n").find("a quote that is never closed"), std::string::npos);
  EXPECT_NE(error_of(csv + "n-\xff,1,1,N,N\n").find("bytes"), std::string::npos);
  EXPECT_EQ(answers("c-1"), before);
  EXPECT_EQ(answers("n-1"), "");
  EXPECT_EQ(files().size(), 2U) << "the table and its lock";
}

TEST_F(ClientLoadingTest, RefusesAFileWithoutItsColumns) {
  EXPECT_NE(error_of("client,score_bki,adr,car\nc-1,1,1,N\n").find("addr"), std::string::npos);
  EXPECT_NE(error_of("id,score_bki,addr,car,car_type\nc-1,1,1,N,N\n").find("\"client\" is missing"), std::string::npos);
  EXPECT_NE(error_of("").find("empty"), std::string::npos);
}

TEST_F(ClientLoadingTest, TwoLoadsAtATimeAreOneTooMany) {
  const auto first = open_client_file_target(database_, {"core", 10 * kOneDay});
  EXPECT_THROW((void)open_client_file_target(database_, {"core", 10 * kOneDay}), InputError);
}

TEST_F(ClientLoadingTest, AReaderSeesTheNewFileAtOnceAndNeverHalfOfIt) {
  load(std::string(kCsvHeader) + "c-1,1,1,N,N\n");
  ClientFile file(clients_file_of(database_));
  EXPECT_EQ(file.find("c-1").at(0).answers, R"({"score":"1","home":"near","car":"none"})");
  const auto target = open_client_file_target(database_, {"core", 11 * kOneDay});
  target->add(2, "c-1", R"({"score":"2"})");
  EXPECT_EQ(file.find("c-1").at(0).as_of, 10 * kOneDay);
  EXPECT_EQ(target->finish().rows, 0U);
  EXPECT_EQ(file.find("c-1").at(0).as_of, 10 * kOneDay);
  EXPECT_EQ(target->commit(), 1U);
  EXPECT_EQ(file.find("c-1").at(0).as_of, 11 * kOneDay);
}

TEST_F(ClientLoadingTest, WhatWasReplacedIsInNoFile) {
  load(std::string(kCsvHeader) + "canary-client,1,1,N,N\n");
  load(std::string(kCsvHeader) + "c-1,1,1,N,N\n");
  for (const std::string& name : files()) {
    std::ifstream stream(folder_.at(name));
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_EQ(bytes.find("canary-client"), std::string::npos) << name;
  }
}

TEST_F(ClientLoadingTest, AClientThatIsTakenOutIsInNoFile) {
  load(std::string(kCsvHeader) + "c-1,1,1,N,N\ncanary-client,2,1,N,N\nc-3,3,1,N,N\n");
  load(std::string(kCsvHeader) + "canary-client,5,1,N,N\n", {"bureau", 20 * kOneDay});
  EXPECT_EQ(remove_from_client_file(database_, "canary-client", true), 2U);
  EXPECT_NE(answers("canary-client"), "");
  EXPECT_EQ(remove_from_client_file(database_, "canary-client", false), 2U);
  EXPECT_EQ(remove_from_client_file(database_, "canary-client", false), 0U);
  EXPECT_EQ(answers("canary-client"), "");
  EXPECT_EQ(answers("c-3"), R"(core@10{"score":"3","home":"near","car":"none"})");
  for (const std::string& name : files()) {
    std::ifstream stream(folder_.at(name));
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_EQ(bytes.find("canary-client"), std::string::npos) << name;
  }
}

TEST_F(ClientLoadingTest, AFileOfAnotherProgramIsNotReadAndNotReplaced) {
  std::ofstream(clients_file_of(database_)) << "hello";
  ClientFile file(clients_file_of(database_));
  EXPECT_THROW((void)file.find("c-1"), SqliteError);
  EXPECT_THROW(load(std::string(kCsvHeader) + "c-1,1,1,N,N\n"), StoreUnusable);
  EXPECT_EQ(std::filesystem::file_size(clients_file_of(database_)), 5U);
}

TEST(DecimalText, WritesNumbersAsProgramsDo) {
  EXPECT_EQ(decimal_text(0, 0), "0");
  EXPECT_EQ(decimal_text(-125, 2), "-1.25");
  EXPECT_EQ(decimal_text(5, 8), "0.00000005");
  EXPECT_EQ(decimal_text(-50, 2), "-0.5");
  EXPECT_EQ(decimal_text(100, 2), "1");
  EXPECT_EQ(decimal_text(100, 0), "100");
  EXPECT_EQ(decimal_text(-2'000'000'000, 8), "-20");
}

TEST(WriteDemoClients, WritesClientsThatLoad) {
  const Programme programme = prescore::test::small_programme();
  std::ostringstream one;
  std::ostringstream same;
  std::ostringstream other;
  write_demo_clients(one, programme, programme.questionnaire, 500, 7);
  write_demo_clients(same, programme, programme.questionnaire, 500, 7);
  write_demo_clients(other, programme, programme.questionnaire, 500, 8);
  EXPECT_EQ(one.str(), same.str());
  EXPECT_NE(one.str(), other.str());

  const test::TemporaryFolder folder;
  const auto target = open_client_file_target(folder.at("d.sqlite"), {"demo", kOneDay});
  std::istringstream stream(one.str());
  const LoadedClients loaded = load_clients({{stream, "F.csv"}, programme.questionnaire, kDemoId, false}, *target);
  EXPECT_EQ(loaded.clients, 500U);
  EXPECT_EQ(ClientFile(clients_file_of(folder.at("d.sqlite"))).find("c-0000500").size(), 1U);
}

}  // namespace
}  // namespace prescore::service
