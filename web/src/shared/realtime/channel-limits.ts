/** How long the channel waits for what. */
export const CONNECT_DEADLINE_MS = 10_000;
export const WATCHDOG_MS = 50_000;
export const GOOD_LIFE_MS = 10_000;
/** After a tab comes back, a connection that is alive answers within this. */
export const ANSWER_MS = 5_000;
