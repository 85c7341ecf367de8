import { afterEach, describe, expect, it, vi } from "vitest";
import { activate, t } from "@/shared/i18n/i18n";
import { api, unwrap } from "./client";
import { ProblemError, problemFromAnswer, toProblem } from "./problem";
import { problemDetail, problemText } from "./problem-text";
import { createSubmission } from "./submission";

const answer = (status: number, body: string, headers: Record<string, string> = {}) =>
  new Response(body, { status, headers });

const notFound = {
  type: "/problems/roadmap-not-found",
  title: "Roadmap not found",
  status: 404,
  detail: "No roadmap has the id 'rmp_1'.",
  instance: "/x",
  request_id: "req_7",
};

async function failureOf(call: Promise<unknown>): Promise<ProblemError> {
  const error = await call.then(
    () => new Error("It did not fail."),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProblemError);
  return error as ProblemError;
}

const readRoadmap = () =>
  unwrap(api.GET("/roadmaps/{roadmap_id}", { params: { path: { roadmap_id: "rmp_1" } } }));

describe("a refused call", () => {
  it("becomes a problem with its type, detail and request id", async () => {
    vi.spyOn(globalThis, "fetch").mockResolvedValue(
      answer(404, JSON.stringify(notFound), { "Content-Type": "application/problem+json" }),
    );
    const problem = await failureOf(readRoadmap());
    expect(problem).toMatchObject({ type: "roadmap-not-found", status: 404, requestId: "req_7" });
    expect(problem.isTransient).toBe(false);
  });

  it("is a network problem when nobody answers", async () => {
    vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("Failed to fetch"));
    const problem = await failureOf(readRoadmap());
    expect(problem).toMatchObject({ type: "network", status: 0, isTransient: true });
  });

  it("is still a problem when a proxy answers with a page of its own", async () => {
    vi.spyOn(globalThis, "fetch").mockResolvedValue(answer(502, "<h1>Bad gateway</h1>"));
    expect(await failureOf(readRoadmap())).toMatchObject({ type: "unexpected", status: 502 });
  });

  it("keeps field errors, extra members and the time to wait", () => {
    const body = { ...notFound, errors: [{ pointer: "/goal", detail: "too long" }], nearest: ["git"] };
    const problem = problemFromAnswer(answer(429, "", { "Retry-After": "7" }), body);
    expect(problem.errors).toEqual([{ pointer: "/goal", detail: "too long" }]);
    expect(problem.retryAfterSeconds).toBe(7);
    expect(problem.body.nearest).toEqual(["git"]);
  });
});

describe("the text of a problem", () => {
  afterEach(() => activate("en"));

  it("is in the learner's language when the type is known", async () => {
    const problem = problemFromAnswer(answer(404, ""), notFound);
    expect(problemText(problem, t)).toBe("There is no such roadmap. It may have been deleted.");
    await activate("zh");
    expect(problemText(problem, t)).toBe("没有这张路线图，可能已被删除。");
  });

  it("is the server's own detail when the type is new", () => {
    const problem = problemFromAnswer(answer(409, ""), { ...notFound, type: "/problems/brand-new" });
    expect(problemText(problem, t)).toBe(notFound.detail);
  });

  it("is followed by what it concerns, at its place, where only the server can name that", () => {
    const errors = [{ pointer: "/operations/0", detail: "'A' cannot need itself." }];
    const body = {
      type: "/problems/operation-refused",
      detail: "Operation 1: 'A' cannot need itself.",
      errors,
    };
    expect(problemDetail(problemFromAnswer(answer(422, ""), body))).toBe("'A' cannot need itself.");
    expect(problemDetail(problemFromAnswer(answer(404, ""), notFound))).toBeUndefined();
  });

  it("exists for anything that is thrown", () => {
    expect(toProblem("odd")).toMatchObject({ type: "unexpected", detail: "odd" });
  });
});

describe("a submission", () => {
  it("repeats its key for the same body and takes another for a changed one", () => {
    const submission = createSubmission();
    const first = submission.headers({ goal: "git" });
    expect(submission.headers({ goal: "git" })).toEqual(first);
    const changed = submission.headers({ goal: "python" });
    expect(changed).not.toEqual(first);
    submission.settle();
    expect(submission.headers({ goal: "python" })).not.toEqual(changed);
  });
});
