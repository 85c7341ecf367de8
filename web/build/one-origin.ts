/** Leads from 127.0.0.1 to localhost in development: the server speaks to one development origin only. */
import type { Plugin } from "vite";

export function oneOrigin(): Plugin {
  return {
    name: "one-origin",
    apply: "serve",
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const [name, port] = (request.headers.host ?? "").split(":");
        const isPage = request.method === "GET" && request.headers.accept?.includes("text/html");
        if (name !== "127.0.0.1" || !isPage) return next();
        response.writeHead(302, { Location: `http://localhost:${port}${request.url}` });
        response.end();
      });
    },
  };
}
