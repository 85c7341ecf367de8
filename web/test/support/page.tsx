/** A page as the router shows it, with a server of fixed answers behind it. */
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import axe from "axe-core";
import { expect, vi } from "vitest";
import { createQueryClient } from "@/app/query-client";
import { createAppRouter } from "@/app/router";

export type Answer = { status?: number; body: unknown };
/** By method and path below the API's prefix: `GET /tasks`. */
export type Answers = Record<string, Answer | Answer[]>;

export interface Call {
  call: string;
  body: unknown;
  headers: Headers;
}

/** Stand in for the server. Several answers to one call are given in turn, the last one again and again. */
export function serve(answers: Answers): Call[] {
  const calls: Call[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    const request = input as Request;
    const path = new URL(request.url).pathname.replace(/^\/[^/]+\/v\d+/, "");
    const call = `${request.method} ${path}`;
    const text = await request.clone().text();
    calls.push({ call, body: text ? JSON.parse(text) : undefined, headers: request.headers });
    const found = answers[call];
    const answer = Array.isArray(found) ? (found.length > 1 ? found.shift() : found[0]) : found;
    if (answer === undefined) throw new TypeError(`Failed to fetch: no answer for ${call}`);
    const type = (answer.status ?? 200) >= 400 ? "application/problem+json" : "application/json";
    return new Response(JSON.stringify(answer.body), {
      status: answer.status ?? 200,
      headers: { "Content-Type": type },
    });
  });
  return calls;
}

export const problem = (type: string, status: number, more: object = {}): Answer => ({
  status,
  body: {
    type: `/problems/${type}`,
    title: type,
    status,
    detail: type,
    instance: "/",
    request_id: "req_9",
    ...more,
  },
});

export function showPage(address: string) {
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { ...client.getDefaultOptions().queries, retryDelay: 1 } });
  const router = createAppRouter(client, createMemoryHistory({ initialEntries: [address] }));
  const view = render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { ...view, router };
}

/** Everything the checker can see without a real layout. */
export async function expectAccessible(container: Element): Promise<void> {
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}
