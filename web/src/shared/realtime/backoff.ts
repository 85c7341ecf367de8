/** When to try again: full jitter, and a bucket that no shortcut can get past. */
import { CLIENT_PACE as PACE } from "@/shared/api/generated/channel";

/** `random` is in [0, 1). The whole range, so that clients which fell together do not come back together. */
export function jitteredDelay(failures: number, random: number): number {
  return random * Math.min(PACE.longest_delay_ms, PACE.first_delay_ms * 2 ** Math.min(failures, 16));
}

/** Tokens for attempts; its burst and refill hold them to ten in any sixty seconds. */
export interface Bucket {
  tokens: number;
  filledAt: number;
}

export const fullBucket = (now: number): Bucket => ({ tokens: PACE.bucket_burst, filledAt: now });

function filled({ tokens, filledAt }: Bucket, now: number): Bucket {
  const gained = Math.max(0, now - filledAt) / PACE.bucket_refill_ms;
  return { tokens: Math.min(PACE.bucket_burst, tokens + gained), filledAt: now };
}

/** How long until there are so many tokens; 0 when there are. */
export function waitForTokens(bucket: Bucket, now: number, tokens = 1): number {
  return Math.max(0, Math.ceil((tokens - filled(bucket, now).tokens) * PACE.bucket_refill_ms));
}

export function takeToken(bucket: Bucket, now: number): Bucket {
  const before = filled(bucket, now);
  return { ...before, tokens: before.tokens - 1 };
}
