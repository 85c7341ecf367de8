// Peer: the `ws` package with one Redis connection per process and one subscription per watched task.
import { createServer } from "node:http";
import { createClient } from "redis";
import { WebSocketServer } from "ws";

const [port, redisUrl] = process.argv.slice(2);
const asBuffers = true;

const subscriber = createClient({ url: redisUrl });
const store = createClient({ url: redisUrl });
await Promise.all([subscriber.connect(), store.connect()]);

/** Task id to the sockets that watch it and the promise of its subscription. */
const rooms = new Map();

function join(taskId, socket) {
  let room = rooms.get(taskId);
  if (!room) {
    const sockets = new Set();
    const pass = (message) => {
      for (const one of sockets) one.send(message, { binary: false });
    };
    room = { sockets, subscribed: subscriber.subscribe(taskId, pass, asBuffers) };
    rooms.set(taskId, room);
  }
  room.sockets.add(socket);
  return room;
}

const http = createServer((_request, response) => response.end("ok"));
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
server.on("connection", async (socket, request) => {
  const address = new URL(request.url, "http://localhost");
  const taskId = address.pathname.slice(1);
  const room = join(taskId, socket);
  socket.isAlive = true;
  socket.on("pong", () => {
    socket.isAlive = true;
  });
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    room.sockets.delete(socket);
    if (room.sockets.size === 0 && rooms.get(taskId) === room) {
      rooms.delete(taskId);
      subscriber.unsubscribe(taskId);
    }
  });
  await room.subscribed;
  if (address.searchParams.has("replay")) {
    for (const text of await store.lRange(`log:${taskId}`, 0, -1)) socket.send(text);
  }
  socket.send('{"type":"ready"}');
});
// As its documentation advises, and as often as the others ask whether a peer is there.
setInterval(() => {
  for (const socket of server.clients) {
    if (!socket.isAlive) {
      socket.terminate();
      continue;
    }
    socket.isAlive = false;
    socket.ping();
  }
}, 20_000);

http.listen({ port: Number(port), host: "127.0.0.1", backlog: 2048 });
