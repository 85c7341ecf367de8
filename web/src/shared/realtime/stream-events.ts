/**
 * One event stream, read by `fetch` and not by EventSource: that one hides comments, so silence could not be told
 * from death; comes back by itself, past the bucket; and says nothing of why it was refused.
 */
import { problemFromAnswer, toProblem } from "@/shared/api/problem";
import { streamUrl } from "./address";
import { createEventStreamParser, type StreamItem } from "./event-stream";

const MEDIA_TYPE = "text/event-stream";

/** What the stream brings, to its end. Throws a `ProblemError` when it is not one, or breaks. */
export async function* streamEvents(
  taskId: string,
  after: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<StreamItem> {
  const options: RequestInit = { headers: { Accept: MEDIA_TYPE }, cache: "no-store", signal };
  const answer = await fetch(streamUrl(taskId, after), options).catch((error: unknown) => {
    throw toProblem(error);
  });
  // The log has ended and the cursor has all of it.
  if (answer.status === 204) return;
  if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith(MEDIA_TYPE) || answer.body === null)
    throw problemFromAnswer(answer, await answer.json().catch(() => undefined));
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  const parse = createEventStreamParser();
  while (true) {
    const { done, value } = await reader.read();
    if (done) return;
    yield* parse(value);
  }
}
