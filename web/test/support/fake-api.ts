/** Answers calls of the page from a table of "METHOD last part of the path", and remembers what was sent. */
import { vi } from "vitest";

interface Call {
  method: string;
  path: string;
  body: unknown;
  headers: Headers;
}

type Answer = (
  call: Call,
) => { status?: number; body: unknown } | Promise<{ status?: number; body: unknown }>;

export function fakeApi(answers: Record<string, Answer>) {
  const calls: Call[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    const request = input as Request;
    const path = new URL(request.url).pathname;
    const text = await request.text();
    const call = {
      method: request.method,
      path,
      body: text === "" ? undefined : JSON.parse(text),
      headers: request.headers,
    };
    calls.push(call);
    const answer = answers[`${request.method} ${path.split("/").pop()}`];
    if (answer === undefined) throw new Error(`No answer for ${request.method} ${path}`);
    const { status = 200, body } = await answer(call);
    const type = status < 400 ? "application/json" : "application/problem+json";
    return new Response(JSON.stringify(body), { status, headers: { "Content-Type": type } });
  });
  return calls;
}
