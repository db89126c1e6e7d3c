"""A vendor on loopback that immediately answers every request with one campaign. Prints its port."""

import asyncio
import json

CAMPAIGN = {"id": "019df1c9-6180-7ee5-b890-41c98ac3d99e", "name": "Spring fair", "status": 1, "timestamp_created": "2026-05-04T08:00:00.000Z"}
BODY = json.dumps({"items": [CAMPAIGN]}).encode()
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(BODY), BODY)


class Vendor(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.received = transport, b""

    def data_received(self, data):
        self.received += data
        while (end := self.received.find(b"\r\n\r\n")) >= 0:
            length = 0
            for line in self.received[:end].lower().split(b"\r\n"):
                if line.startswith(b"content-length:"):
                    length = int(line[15:])
            if len(self.received) < end + 4 + length:
                return
            self.received = self.received[end + 4 + length :]
            self.transport.write(ANSWER)


async def main():
    server = await asyncio.get_running_loop().create_server(Vendor, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
