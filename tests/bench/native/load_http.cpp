// usage: load_http PORT CONNECTIONS SECONDS RATE FILE [TOKEN]
// Sends POST requests to 127.0.0.1:PORT on CONNECTIONS connections for SECONDS, on one thread, and prints JSON. FILE
// has one body a line, sent in turns. RATE 0, closed loop: every connection asks again once it is answered. Otherwise
// open loop: RATE requests a second fall due at even times, whether or not the server keeps up, and a time of answer
// counts from when its request fell due; a request that finds no free connection waits for one, and its wait counts.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Settings {
  int port = 0;
  std::size_t connections = 1;
  double seconds = 1;
  double rate = 0;
  std::vector<std::string> bodies;
  std::string token;
};

struct Connection {
  int socket = -1;
  std::string received;
  Clock::time_point due;
};

class Load {
 public:
  explicit Load(const Settings& settings) : settings_(settings), epoll_(epoll_create1(0)), start_(Clock::now()) {
    for (std::size_t index = 0; index < settings.connections; ++index) connections_.push_back(open());
    for (std::size_t index = 0; index < connections_.size(); ++index) {
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.u64 = index;
      if (epoll_ctl(epoll_, EPOLL_CTL_ADD, connections_[index].socket, &event) != 0) throw std::runtime_error("epoll");
      free_.push_back(index);
    }
  }

  void run() {
    start_ = Clock::now();
    const auto end =
        start_ + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(settings_.seconds));
    std::array<epoll_event, 256> events{};
    while (Clock::now() < end || free_.size() < connections_.size()) {
      if (Clock::now() < end) send_due();
      if (Clock::now() > end + std::chrono::seconds(5)) break;
      const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), settings_.rate > 0 ? 0 : 10);
      for (int index = 0; index < count; ++index) receive(events[static_cast<std::size_t>(index)].data.u64);
    }
    seconds_ = std::chrono::duration<double>(Clock::now() - start_).count();
  }

  void print() {
    std::ranges::sort(times_);
    const auto at = [this](double part) {
      return times_.empty() ? 0.0
                            : times_[std::min(times_.size() - 1,
                                              static_cast<std::size_t>(part * static_cast<double>(times_.size())))];
    };
    std::printf(R"({"answers":%zu,"others":%zu,"seconds":%.6f,"p50_ms":%.4f,"p99_ms":%.4f,"p999_ms":%.4f})"
                "\n",
                times_.size(), others_, seconds_, at(0.5), at(0.99), at(0.999));
  }

 private:
  [[nodiscard]] Connection open() const {
    Connection connection;
    connection.socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(settings_.port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(connection.socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
      throw std::runtime_error("nobody listens on the port");
    }
    const int on = 1;
    setsockopt(connection.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    return connection;
  }

  void send_due() {
    while (!free_.empty()) {
      Clock::time_point due = Clock::now();
      if (settings_.rate > 0) {
        const auto after = std::chrono::duration<double>(static_cast<double>(sent_) / settings_.rate);
        due = start_ + std::chrono::duration_cast<Clock::duration>(after);
        if (due > Clock::now()) return;
      }
      // The one that is free for longest, so that all are used.
      const std::size_t index = free_.front();
      free_.erase(free_.begin());
      send_on(connections_[index], due);
    }
  }

  void send_on(Connection& connection, Clock::time_point due) {
    std::array<char, 40> key{};
    std::snprintf(key.data(), key.size(), "bench-%d-%012zu", getpid(), sent_);
    const std::string& body = settings_.bodies[sent_++ % settings_.bodies.size()];
    const std::string request =
        "POST /v1/decisions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nIdempotency-Key: " +
        std::string(key.data()) + "\r\nAuthorization: Bearer " + settings_.token +
        "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    connection.due = due;
    if (write(connection.socket, request.data(), request.size()) != static_cast<ssize_t>(request.size())) {
      throw std::runtime_error("the server does not take a request");
    }
  }

  void receive(std::size_t index) {
    Connection& connection = connections_[index];
    std::array<char, 16384> bytes{};
    const ssize_t size = read(connection.socket, bytes.data(), bytes.size());
    if (size <= 0) throw std::runtime_error("the server ended a connection");
    connection.received.append(bytes.data(), static_cast<std::size_t>(size));
    const std::size_t head = connection.received.find("\r\n\r\n");
    if (head == std::string::npos || connection.received.size() < head + 4 + length_of(connection.received, head))
      return;
    if (connection.received.starts_with("HTTP/1.1 200 ")) {
      times_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - connection.due).count());
    } else {
      ++others_;
    }
    connection.received.clear();
    free_.push_back(index);
  }

  static std::size_t length_of(const std::string& text, std::size_t head) {
    for (const char* name : {"Content-Length: ", "content-length: "}) {
      const std::size_t place = text.find(name);
      if (place < head) return std::strtoul(text.c_str() + place + 16, nullptr, 10);
    }
    throw std::runtime_error("an answer has no Content-Length");
  }

  const Settings& settings_;
  int epoll_;
  Clock::time_point start_;
  std::vector<Connection> connections_;
  std::vector<std::size_t> free_;
  std::vector<double> times_;
  std::size_t sent_ = 0;
  std::size_t others_ = 0;
  double seconds_ = 0;
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 6) return EXIT_FAILURE;
  Settings settings{std::atoi(arguments[1]),
                    std::strtoul(arguments[2], nullptr, 10),
                    std::atof(arguments[3]),
                    std::atof(arguments[4]),
                    {},
                    count > 6 ? arguments[6] : "none"};
  std::ifstream file(arguments[5]);
  for (std::string line; std::getline(file, line);) settings.bodies.push_back(line);
  try {
    if (settings.bodies.empty()) throw std::runtime_error("the file of bodies is empty");
    Load load(settings);
    load.run();
    load.print();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "load_http: %s\n", error.what());
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
