import { InlineCode } from "./inline-code";

/** Plain text in which `backticks` mark code, as in outcomes, questions and reasons. Nothing else is read into it. */
export function InlineText({ text }: { text: string }) {
  const pieces = text.split(/(`[^`]+`)/);
  return (
    <>
      {pieces.map((piece, index) =>
        piece.length > 2 && piece.startsWith("`") && piece.endsWith("`") ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never move.
          <InlineCode key={index}>{piece.slice(1, -1)}</InlineCode>
        ) : (
          piece
        ),
      )}
    </>
  );
}
