/** The typed client of the HTTP API. Paths are written without the prefix, which is generated. */
import createClient from "openapi-fetch";
import { API_BASE } from "./generated/channel";
import type { paths } from "./generated/schema";
import { problemFromAnswer, toProblem } from "./problem";

export const api = createClient<paths>({
  baseUrl: location.origin + API_BASE,
  // Looked up at each call, so that a test can replace it.
  fetch: (request) => globalThis.fetch(request),
});

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The body of an answer, or the problem thrown. */
export async function unwrap<Data>(call: Promise<Answer<Data>>): Promise<NonNullable<Data>> {
  const answer = await call.catch((error: unknown) => {
    throw toProblem(error);
  });
  if (!answer.response.ok) throw problemFromAnswer(answer.response, answer.error);
  return answer.data as NonNullable<Data>;
}
