"""A resolver that knows one name, and an HTTPS server behind it that answers with one file.

serve.py ADDRESS NAME CERTIFICATE KEY ANSWER LOG prints the server's port and serves until it is ended.
"""

import http.server
import socket
import ssl
import struct
import sys
import threading

address, name, certificate, key, answer, log_path = sys.argv[1:]
body = open(answer, "rb").read()


def log(line):
    with open(log_path, "a") as out:
        out.write(line + "\n")


def reply(query):
    """The answer to one question: A of our name is loopback, everything else is not there."""
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1 : at + 1 + query[at]].decode())
        at += 1 + query[at]
    kind = struct.unpack("!H", query[at + 1 : at + 3])[0]
    asked = ".".join(labels)
    log(f"dns {asked} {({1: 'A', 28: 'AAAA'}).get(kind, kind)}")
    known = asked.lower() == name
    answers = 1 if known and kind == 1 else 0
    head = query[:2] + struct.pack("!HHHHH", 0x8580 if known else 0x8583, 1, answers, 0, 0)
    record = struct.pack("!HHHIH", 0xC00C, 1, 1, 60, 4) + socket.inet_aton("127.0.0.1")
    return head + query[12 : at + 5] + record * answers


def resolve():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((address, 53))
        while True:
            query, client = server.recvfrom(4096)
            server.sendto(reply(query), client)


class Api(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        bearer = "with" if self.headers.get("Authorization", "").startswith("Bearer ") else "without"
        log(f"http GET {self.path} for {self.headers['Host'].split(':')[0]} {bearer} a token")
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


threading.Thread(target=resolve, daemon=True).start()
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api)
server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
server.serve_forever()
