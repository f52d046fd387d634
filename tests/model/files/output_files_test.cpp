#include "files/output_files.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "base/input_error.hpp"
#include "files/file_state.hpp"
#include "files/files.hpp"

namespace prescore {
namespace {

namespace fs = std::filesystem;

/// A process number that no process has: Linux gives none above 2^22.
constexpr const char* kNoProcess = "1999999999";

class OutputFilesTest : public testing::Test {
 protected:
  OutputFilesTest() : folder_(fs::temp_directory_path() / ("prescore-outputs-" + std::to_string(getpid()))) {
    fs::create_directories(folder_);
  }
  ~OutputFilesTest() override { fs::remove_all(folder_); }

  [[nodiscard]] fs::path path(const std::string& name) const { return folder_ / name; }
  void put(const std::string& name, const std::string& content) const { std::ofstream(path(name)) << content; }
  [[nodiscard]] std::string content(const std::string& name) const { return read_file(path(name)); }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

 private:
  fs::path folder_;
};

TEST_F(OutputFilesTest, AppearTogetherOnCommit) {
  put("a", "old");
  OutputFiles outputs;
  outputs.open(path("a")) << "new";
  outputs.open(path("b")) << "second";
  EXPECT_EQ(content("a"), "old");
  EXPECT_FALSE(fs::exists(path("b")));
  outputs.commit();
  EXPECT_EQ(content("a"), "new");
  EXPECT_EQ(content("b"), "second");
  EXPECT_EQ(files(), 2U);
}

TEST_F(OutputFilesTest, LeaveNothingWithoutCommit) {
  put("a", "old");
  {
    OutputFiles outputs;
    outputs.open(path("a")) << "new";
    outputs.open(path("b")) << "second";
    EXPECT_EQ(files(), 3U);
  }
  EXPECT_EQ(content("a"), "old");
  EXPECT_EQ(files(), 1U);
}

TEST_F(OutputFilesTest, PutEveryTargetBackIfALaterRenameFails) {
  put("old", "old");
  OutputFiles outputs;
  outputs.open(path("old")) << "new";
  outputs.open(path("created")) << "second";
  outputs.open(path("blocked")) << "third";
  // A file cannot replace a folder.
  fs::create_directories(path("blocked") / "inside");
  EXPECT_THROW(outputs.commit(), FileError);
  EXPECT_EQ(content("old"), "old");
  EXPECT_FALSE(fs::exists(path("created")));
  EXPECT_TRUE(fs::is_directory(path("blocked")));
}

TEST_F(OutputFilesTest, ReportTheRenameThatFailed) {
  OutputFiles outputs;
  outputs.open(path("blocked"));
  fs::create_directories(path("blocked") / "inside");
  try {
    outputs.commit();
    FAIL();
  } catch (const FileError& error) {
    EXPECT_EQ(std::string(error.what()), "cannot write " + path("blocked").string() + ": Is a directory");
  }
}

TEST_F(OutputFilesTest, FollowLinksAlsoToAFileThatDoesNotExist) {
  fs::create_symlink("target", path("link"));
  EXPECT_EQ(target_of_links(path("link")), target_of_links(path("target")));
  OutputFiles outputs;
  outputs.open(path("link")) << "new";
  outputs.commit();
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(content("target"), "new");
}

TEST_F(OutputFilesTest, RemoveWhatAKilledRunLeft) {
  put("a", "old");
  for (const char* end : {"", ".older"}) put(std::string("a.partial-") + kNoProcess + end, "half");
  write_file(path("a"), "new");
  EXPECT_EQ(files(), 1U);
}

TEST_F(OutputFilesTest, LeaveThePartialFilesOfOthersAlone) {
  // Of a process that lives (the first of the machine), of another target, and what only looks like one.
  const std::string others[] = {"a.partial-1", std::string("ab.partial-") + kNoProcess, "a.partial-", "a.partial-x",
                                std::string("a.partial-") + kNoProcess + "x"};
  for (const std::string& name : others) put(name, "theirs");
  write_file(path("a"), "new");
  for (const std::string& name : others) EXPECT_EQ(content(name), "theirs") << name;
}

TEST_F(OutputFilesTest, LeaveAPartialFileThatIsLockedAlone) {
  // As of a live process in another container, whose number means nothing here.
  const std::string name = std::string("a.partial-") + kNoProcess;
  put(name, "theirs");
  const int descriptor = open(path(name).c_str(), O_WRONLY | O_CLOEXEC);
  ASSERT_EQ(flock(descriptor, LOCK_EX), 0);
  write_file(path("a"), "new");
  EXPECT_EQ(content(name), "theirs");
  close(descriptor);
  write_file(path("a"), "newer");
  EXPECT_FALSE(fs::exists(path(name)));
}

TEST_F(OutputFilesTest, KeepAnOlderFileThatHasNoOtherName) {
  const std::string older = std::string("a.partial-") + kNoProcess + ".older";
  put(older, "the only copy");
  write_file(path("a"), "new");
  EXPECT_EQ(content(older), "the only copy");
}

TEST(FileState, ShowsThatAFileChanged) {
  const fs::path path = fs::temp_directory_path() / ("prescore-state-" + std::to_string(getpid()));
  std::ofstream(path) << "one";
  const auto before = file_state(path);
  EXPECT_EQ(before, file_state(path));
  std::ofstream(path, std::ios::app) << "two";
  EXPECT_NE(before, file_state(path));
  EXPECT_TRUE(before->is_same_file(*file_state(path)));
  fs::remove(path);
  EXPECT_EQ(file_state(path), std::nullopt);
}

TEST(CopyToUnnamedFile, CanBeReadTwice) {
  std::ifstream none("/dev/null");
  std::ifstream empty = copy_to_unnamed_file(none, "nothing");
  EXPECT_EQ(sha256_of(empty), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace prescore
