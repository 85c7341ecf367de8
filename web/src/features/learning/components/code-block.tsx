import { useQuery } from "@tanstack/react-query";
import { cx } from "@/shared/lib/cx";
import { Scroller } from "@/shared/ui/scroller";
import { highlight } from "../highlight";

/** Few kinds have a look of their own: weight and slant first, colour only beside them. */
const LOOKS: Record<string, string> = {
  keyword: "text-accent font-semibold",
  built_in: "text-accent",
  literal: "text-accent",
  string: "text-done",
  number: "text-running",
  comment: "text-muted italic",
  meta: "text-muted",
  title: "font-semibold",
  section: "font-semibold",
  addition: "text-done",
  deletion: "text-failed",
};

interface Props {
  text: string;
  language: string | undefined;
}

export function CodeBlock({ text, language }: Props) {
  const { data } = useQuery({
    queryKey: ["highlight", language, text],
    queryFn: async () => (await highlight(text, language ?? "")) ?? null,
    enabled: language !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (
    <Scroller className="my-4 rounded-card bg-sunken p-4 font-code text-fine leading-normal">
      <pre>
        <code>
          {data
            ? data.map(({ text: piece, kind }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never move.
                <span key={index} className={cx(kind && LOOKS[kind.split(".")[0] ?? ""])}>
                  {piece}
                </span>
              ))
            : text}
        </code>
      </pre>
    </Scroller>
  );
}
