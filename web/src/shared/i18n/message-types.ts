/** The names of the values a text needs, read from the text itself, so that a forgotten value fails the build. */

type Name<Inner extends string> = Inner extends `${infer Before},${string}`
  ? Name<Before>
  : Identifier<Inner>;
type Identifier<Word extends string> = Word extends `${string} ${string}` | `${string}#${string}` | ""
  ? never
  : Word;

/** `"{done} of {total}"` → `"done" | "total"`. Branches of a plural hold a `#` or a space, so they are no names. */
export type ValueNames<Text extends string> = Text extends `${string}{${infer Rest}`
  ? (Rest extends `${infer Inner}}${string}` ? Name<Inner> : never) | ValueNames<Rest>
  : never;

export type MessageValue = string | number;

/** The arguments after the key: none when the text has no values. */
export type ValuesOf<Text extends string> = [ValueNames<Text>] extends [never]
  ? []
  : [values: Record<ValueNames<Text>, MessageValue>];
