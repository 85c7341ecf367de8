import { type RefObject, useRef } from "react";
import { useShortcut } from "@/shared/lib/shortcuts";

/** The box for changes in words, and what leads to it, by the key C too. */
export function useWordsBox(): { box: RefObject<HTMLDivElement | null>; ask: () => void } {
  const box = useRef<HTMLDivElement>(null);
  const ask = () => {
    box.current?.scrollIntoView({ block: "center" });
    box.current?.querySelector("textarea")?.focus();
  };
  useShortcut({ keys: "c", label: "review.key.ask", group: "page" }, ask);
  return { box, ask };
}
