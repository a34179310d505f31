package dev.berth.scenario;

/** Servers of single protocols, in bare Python, in apps whose versions come one after the other. */
final class WirePage {
  /** WebSocket, server-sent events, uploads, and what the request bore. */
  static final String HTTP =
      """
      import asyncio, base64, hashlib, os, signal, struct
      V = os.environ["V"]
      async def source(r):
          if "PROXY" not in os.environ: return ""
          head = await r.readexactly(16)
          body = await r.readexactly(struct.unpack(">H", head[14:])[0])
          return ".".join(str(b) for b in body[:4])
      async def echo(r, w, key):
          accept = hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
          w.write(b"HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n"
                  b"Sec-WebSocket-Accept: " + base64.b64encode(accept) + b"\\r\\n\\r\\n")
          while True:
              kind, size = await r.readexactly(2)
              mask, data = await r.readexactly(4), await r.readexactly(size & 127)
              said = V.encode() + b" " + bytes(b ^ mask[i % 4] for i, b in enumerate(data))
              if kind & 15 == 8: return
              w.write(bytes([0x81, len(said)]) + said)
              await w.drain()
      async def events(w):
          w.write(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/event-stream\\r\\nConnection: close\\r\\n\\r\\n")
          for number in range(10000):
              w.write(f"data: {V} {number}\\n\\n".encode())
              await w.drain()
              await asyncio.sleep(0.1)
      async def serve(r, w):
          try:
              src = await source(r)
              while True:
                  lines = (await r.readuntil(b"\\r\\n\\r\\n")).decode().split("\\r\\n")
                  h = {k.lower(): v.strip() for k, v in (l.split(":", 1) for l in lines[1:] if ":" in l)}
                  if h.get("upgrade", "").lower() == "websocket":
                      return await echo(r, w, h["sec-websocket-key"])
                  if lines[0].split()[1] == "/events": return await events(w)
                  left, digest = int(h.get("content-length", 0)), hashlib.sha256()
                  while left:
                      part = await r.read(min(left, 65536))
                      if not part: return
                      left -= len(part)
                      digest.update(part)
                  names = ("x-forwarded-for", "x-forwarded-proto", "x-forwarded-host")
                  body = " ".join([V, digest.hexdigest(), "[" + src + "]"] + [h.get(n, "-") for n in names]).encode()
                  w.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(body) + body)
                  await w.drain()
          except (asyncio.IncompleteReadError, ConnectionError):
              pass
          finally:
              w.close()
      async def main():
          await (await asyncio.start_server(serve, "0.0.0.0", 80)).serve_forever()
      signal.signal(signal.SIGTERM, lambda *signal: os._exit(0))
      asyncio.run(main())
      """;

  /** A call of gRPC is answered with the version, in HTTP/2 without TLS. */
  static final String GRPC =
      """
      import asyncio, os, signal
      V = os.environ["V"].encode()
      def frame(kind, flags, stream, body):
          return len(body).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + body
      def field(name, value):
          return b"\\0" + bytes([len(name)]) + name + bytes([len(value)]) + value
      def answer(stream):
          return (frame(1, 4, stream, b"\\x88" + field(b"content-type", b"application/grpc"))
                  + frame(0, 0, stream, b"\\0" + len(V).to_bytes(4, "big") + V)
                  + frame(1, 5, stream, field(b"grpc-status", b"0")))
      async def serve(r, w):
          try:
              await r.readexactly(24)
              w.write(frame(4, 0, 0, b""))
              while True:
                  head = await r.readexactly(9)
                  body = await r.readexactly(int.from_bytes(head[:3], "big"))
                  kind, flags, stream = head[3], head[4], int.from_bytes(head[5:], "big")
                  if kind in (4, 6) and not flags & 1:
                      w.write(frame(kind, 1, 0, b"" if kind == 4 else body))
                  if kind == 0 and body:
                      for of in (0, stream): w.write(frame(8, 0, of, len(body).to_bytes(4, "big")))
                  if kind in (0, 1) and flags & 1: w.write(answer(stream))
                  await w.drain()
          except (asyncio.IncompleteReadError, ConnectionError):
              pass
          finally:
              w.close()
      async def main():
          await (await asyncio.start_server(serve, "0.0.0.0", 80)).serve_forever()
      signal.signal(signal.SIGTERM, lambda *signal: os._exit(0))
      asyncio.run(main())
      """;

  private WirePage() {}

  /** An app at one version; {@code more} are further lines. */
  static String manifest(String app, String program, String version, String more) {
    return """
    name: %s
    build:
      files:
        Dockerfile: |
          FROM python:3-slim
          COPY page.py /
          CMD ["python3", "/page.py"]
        page.py: |
    %s
    environment: {V: %s}
    stop_grace_period: 5s
    rollout: {strategy: Rolling, maxUnavailable: 0, drainTimeout: 60s}
    %s
    """
        .formatted(app, program.indent(6).stripTrailing(), version, more);
  }
}
