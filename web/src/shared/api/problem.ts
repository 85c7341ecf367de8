/** Every failure of a call as one kind of error, whether the server described it (RFC 9457) or nobody answered. */

export interface FieldProblem {
  /** JSON pointer into the body that was sent. */
  pointer: string;
  detail: string;
}

interface ProblemInit {
  /** The last part of the problem's type: `roadmap-not-found`; `network` when nobody answered. */
  type: string;
  status: number;
  detail: string;
  requestId?: string | undefined;
  errors?: readonly FieldProblem[];
  retryAfterSeconds?: number | undefined;
  body?: Readonly<Record<string, unknown>>;
}

export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly type: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly detail: string;
  readonly requestId: string | undefined;
  readonly errors: readonly FieldProblem[];
  readonly retryAfterSeconds: number | undefined;
  /** The whole body, for problems that carry more, such as the nearest goals. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(init: ProblemInit) {
    super(init.detail);
    this.type = init.type;
    this.status = init.status;
    this.detail = init.detail;
    this.requestId = init.requestId;
    this.errors = init.errors ?? [];
    this.retryAfterSeconds = init.retryAfterSeconds;
    this.body = init.body ?? {};
  }

  /** Whether the same call may succeed later without any change. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function retryAfter(response: Response): number | undefined {
  const header = response.headers.get("Retry-After");
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) ? seconds : undefined;
}

function fieldProblems(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((entry) => ({
    pointer: text(entry.pointer) ?? "",
    detail: text(entry.detail) ?? "",
  }));
}

/** Read the problem out of a refused answer; a body that is none (a proxy's page) still gives one. */
export function problemFromAnswer(response: Response, body: unknown): ProblemError {
  const known = isRecord(body) ? body : {};
  return new ProblemError({
    type: text(known.type)?.split("/").pop() || "unexpected",
    status: response.status,
    detail: text(known.detail) ?? text(known.title) ?? `${response.status} ${response.statusText}`.trim(),
    requestId: text(known.request_id) ?? response.headers.get("X-Request-ID") ?? undefined,
    errors: fieldProblems(known.errors),
    retryAfterSeconds: retryAfter(response),
    body: known,
  });
}

/** Any thrown thing as a problem: `fetch` throws a bare TypeError when nobody answers. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const nobodyAnswered = error instanceof TypeError && /fetch|network|load failed/i.test(detail);
  return new ProblemError({ type: nobodyAnswered ? "network" : "unexpected", status: 0, detail });
}
