import { useT } from "@/shared/i18n/i18n";
import { type Shortcut, useBoundShortcuts } from "@/shared/lib/shortcuts";
import { Dialog } from "@/shared/ui/dialog";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const KEY_CLASS = "rounded-small border border-edge bg-sunken px-1.5 py-0.5 font-code text-fine";

/** `"g n"` as two keys one after the other, `"1|2|3"` as the first and the last. */
function Keys({ keys }: { keys: string }) {
  const t = useT();
  const isRange = keys.includes("|");
  const parts = keys.split(isRange ? "|" : " ");
  const [first, last] = [parts[0], parts.length > 1 ? parts.at(-1) : undefined];
  return (
    <span className="flex items-center gap-1.5">
      <kbd className={KEY_CLASS}>{first}</kbd>
      {last && (
        <>
          <span className="text-fine text-muted">{isRange ? "–" : t("keys.then")}</span>
          <kbd className={KEY_CLASS}>{last}</kbd>
        </>
      )}
    </span>
  );
}

function Group({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }) {
  const t = useT();
  if (shortcuts.length === 0) return null;
  return (
    <section>
      <h3 className="mb-2 text-fine text-muted">{title}</h3>
      <dl className="flex flex-col gap-2">
        {shortcuts.map(({ keys, label }) => (
          <div key={keys} className="flex items-baseline justify-between gap-4">
            <dt>{(t as (key: string) => string)(label)}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function KeysDialog({ open, onOpenChange }: Props) {
  const t = useT();
  const shortcuts = useBoundShortcuts();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("keys.title")}>
      <Group title={t("keys.group.page")} shortcuts={shortcuts.filter(({ group }) => group === "page")} />
      <Group
        title={t("keys.group.everywhere")}
        shortcuts={shortcuts.filter(({ group }) => group === "everywhere")}
      />
    </Dialog>
  );
}

// `lazy` asks for a default export.
// biome-ignore lint/style/noDefaultExport: see above.
export default KeysDialog;
