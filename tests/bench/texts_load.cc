// A bare load generator on Kannel's sendsms: as many texts as it takes over some connections, with
// the delivery reports that the dispatcher asks for. The baseline of texts a second.
// usage: texts_load --url http://HOST:PORT/cgi-bin/sendsms --key-file FILE --reports URL --contacts
// N
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>
#include <vector>

#include "tests/bench/arguments.h"
#include "tests/bench/measure.h"

namespace bench {
namespace {

constexpr int kConnections = 16;
constexpr std::size_t kRead = 4'096;

// http://HOST:PORT/PATH, HOST an address.
struct Target {
  sockaddr_in address{};
  std::string host;
  std::string path;
};

Target Parse(const std::string& url) {
  Target target;
  const std::size_t host = url.find("//") + 2;
  const std::size_t colon = url.find(':', host);
  const std::size_t path = url.find('/', host);
  target.host = url.substr(host, path - host);
  target.path = url.substr(path);
  target.address.sin_family = AF_INET;
  target.address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(url.c_str() + colon + 1)));
  if (inet_pton(AF_INET, url.substr(host, colon - host).c_str(), &target.address.sin_addr) != 1) {
    Die("not an address: " + url);
  }
  return target;
}

int Connect(const Target& target) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(socket, reinterpret_cast<const sockaddr*>(&target.address), sizeof target.address)) {
    Die("no connection to Kannel");
  }
  return socket;
}

// Sends the request and reads its answer; returns its status.
int Exchange(int socket, const std::string& request) {
  if (send(socket, request.data(), request.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(request.size())) {
    return 0;
  }
  std::string answer;
  char bytes[kRead];
  while (true) {
    const ssize_t got = recv(socket, bytes, sizeof bytes, 0);
    if (got <= 0) return 0;
    answer.append(bytes, static_cast<std::size_t>(got));
    const std::size_t head = answer.find("\r\n\r\n");
    const std::size_t length = answer.find("Content-Length: ");
    if (head == std::string::npos || length == std::string::npos) continue;
    const auto body = static_cast<std::size_t>(std::atoll(answer.c_str() + length + 16));
    if (answer.size() >= head + 4 + body) return std::atoi(answer.c_str() + 9);
  }
}

void Run(const Arguments& arguments) {
  const Target target = Parse(arguments.url);
  std::string password;
  std::ifstream(arguments.key_file) >> password;
  std::atomic<std::uint32_t> next = 0;
  const auto work = [&] {
    const int socket = Connect(target);
    for (std::uint32_t i = next++; i < arguments.contacts; i = next++) {
      const std::string text = "Hello from Bench Shop, text " + std::to_string(i);
      char number[16];
      std::snprintf(number, sizeof number, "+1201555%04u", 100 + i % 100);
      const std::string request =
          "POST " + target.path + " HTTP/1.1\r\nHost: " + target.host +
          "\r\nX-Kannel-Username: consent\r\nX-Kannel-Password: " + password +
          "\r\nX-Kannel-From: 13013\r\nX-Kannel-To: " + number +
          "\r\nContent-Type: text/plain; charset=UTF-8\r\nX-Kannel-Coding: 0" +
          "\r\nX-Kannel-Validity: 10\r\nX-Kannel-DLR-Mask: 19\r\nX-Kannel-DLR-Url: " +
          arguments.reports + "\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n" +
          text;
      if (Exchange(socket, request) != 202) Die("Kannel did not take a text");
    }
    close(socket);
  };
  const Cost cost = Measure([&] {
    std::vector<std::thread> connections;
    for (int i = 0; i < kConnections; ++i) connections.emplace_back(work);
    for (std::thread& connection : connections) connection.join();
  });
  std::printf("%u texts taken by Kannel in %.2f s\n", arguments.contacts, cost.seconds);
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  bench::Run(bench::ParseArguments(argc, argv));
  return 0;
}
