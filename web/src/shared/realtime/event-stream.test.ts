import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEventStreamParser } from "./event-stream";

const STREAM =
  'retry: 2000\n\n: hello\n\nid: e1.1\ndata: {"a":"\u2028"}\r\n\r\ndata:two\rdata: lines\r\r:\n\ndata: cut off';
const ITEMS = [null, '{"a":"\u2028"}', "two\nlines", null];

describe("an event stream", () => {
  it("gives its messages and comments, and nothing that is incomplete", () => {
    expect(createEventStreamParser()(STREAM)).toEqual(ITEMS);
  });

  it("reads the same however it is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(STREAM.length), { maxLength: 8 }), (cuts) => {
        const parse = createEventStreamParser();
        const ends = [...cuts.sort((a, b) => a - b), STREAM.length];
        expect(ends.flatMap((end, n) => parse(STREAM.slice(ends[n - 1] ?? 0, end)))).toEqual(ITEMS);
      }),
    );
  });
});
