/** When to try again: full jitter, and a bucket that no shortcut can get past. */

export const FIRST_DELAY_MS = 500;
export const LONGEST_DELAY_MS = 30_000;

/** `random` is in [0, 1). The whole range, so that clients which fell together do not come back together. */
export function jitteredDelay(failures: number, random: number): number {
  return random * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures, 16));
}

export interface Bucket {
  tokens: number;
  filledAt: number;
}

const BURST = 4;
const REFILL_MS = 10_000;

export const fullBucket = (now: number): Bucket => ({ tokens: BURST, filledAt: now });

/** Take a token, or say how long until there is one. Holds attempts to 10 in any 60 seconds. */
export function takeToken(bucket: Bucket, now: number): { bucket: Bucket; waitMs: number } {
  const elapsed = Math.max(0, now - bucket.filledAt);
  const tokens = Math.min(BURST, bucket.tokens + elapsed / REFILL_MS);
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, filledAt: now }, waitMs: 0 };
  return { bucket: { tokens, filledAt: now }, waitMs: Math.ceil((1 - tokens) * REFILL_MS) };
}
