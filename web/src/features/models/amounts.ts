/** Money and tokens as people type them, and as the server counts them: in millionths of a dollar, and one by one. */

const MICROS = 1_000_000;
const LARGEST = 10 ** 12;

/** Undefined for what is no amount; null for an empty field, which sets no bound. */
export type Read = number | null | undefined;

function read(text: string, unit: number): Read {
  const typed = text.trim().replace(",", ".");
  if (typed === "") return null;
  if (!/^\d+(\.\d+)?$/.test(typed)) return undefined;
  const amount = Math.round(Number(typed) * unit);
  return amount <= LARGEST ? amount : undefined;
}

/** `2.5` or `2,5` → 2,500,000. */
export const readMoney = (text: string): Read => read(text, MICROS);

/** Tokens, which no one has half of: `200 000` and `200000` are the same. */
export const readTokens = (text: string): Read => {
  const digits = text.replace(/[\s_]/g, "");
  return digits === "" || /^\d+$/.test(digits) ? read(digits, 1) : undefined;
};

export const moneyText = (micros: number | null | undefined): string =>
  micros === null || micros === undefined ? "" : String(micros / MICROS);

export const tokensText = (tokens: number | null | undefined): string =>
  tokens === null || tokens === undefined ? "" : String(tokens);
