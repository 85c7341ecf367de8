import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "./button";

interface Props {
  /** What is copied; a long text is made when it is asked for. */
  text: string | (() => string);
  label?: string;
  size?: "medium" | "small";
}

export function CopyButton({ text, label, size = "small" }: Props) {
  const t = useT();
  const [outcome, setOutcome] = useState<"copied" | "failed">();
  useEffect(() => {
    if (outcome === undefined) return undefined;
    const timer = setTimeout(() => setOutcome(undefined), 4000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () =>
    navigator.clipboard.writeText(typeof text === "string" ? text : text()).then(
      () => setOutcome("copied"),
      () => setOutcome("failed"),
    );
  return (
    <span className="inline-flex flex-wrap items-center">
      <Button size={size} onClick={copy}>
        {outcome === "copied" ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
        {label ?? t("action.copy")}
      </Button>
      <span role="status" className="text-fine text-muted not-empty:ml-2">
        {outcome === "copied" && t("action.copied")}
        {outcome === "failed" && t("action.copyFailed")}
      </span>
    </span>
  );
}
