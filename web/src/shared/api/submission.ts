/**
 * One thing the learner submits. Sending it again after a failure repeats its key, so that the server makes it once;
 * a changed body is another thing and gets another key.
 */
export interface Submission {
  /** Headers for this body. */
  headers: (body: unknown) => { "Idempotency-Key": string };
  /** It has been made: the next press is a new submission, even with the same body. */
  settle: () => void;
}

export function createSubmission(newKey: () => string = () => crypto.randomUUID()): Submission {
  let current: { body: string; key: string } | undefined;
  return {
    headers(body) {
      const text = JSON.stringify(body) ?? "";
      if (current?.body !== text) current = { body: text, key: newKey() };
      return { "Idempotency-Key": current.key };
    },
    settle() {
      current = undefined;
    },
  };
}
