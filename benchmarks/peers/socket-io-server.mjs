// Peer: Socket.IO with its Redis adapter and a room per task; only its WebSocket transport is offered.
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";

const [port, redisUrl] = process.argv.slice(2);

const publisher = createClient({ url: redisUrl });
const subscriber = publisher.duplicate();
await Promise.all([publisher.connect(), subscriber.connect()]);

const http = createServer((_request, response) => response.end("ok"));
const server = new Server(http, {
  adapter: createAdapter(publisher, subscriber),
  transports: ["websocket"],
  perMessageDeflate: false,
  serveClient: false,
});
server.on("connection", (socket) => {
  socket.on("join", async (taskId, replay, joined) => {
    await socket.join(taskId);
    if (replay) {
      const texts = await publisher.lRange(`log:${taskId}`, 0, -1);
      for (const text of texts) socket.emit("event", JSON.parse(text));
    }
    joined();
  });
});
http.listen({ port: Number(port), host: "127.0.0.1", backlog: 2048 });
