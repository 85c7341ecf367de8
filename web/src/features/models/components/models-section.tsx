import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Provider } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { SkeletonLines } from "@/shared/ui/skeleton";
import { capsQuery, providersQuery, rolesQuery } from "../queries";
import { CapsForm } from "./caps-form";
import { ProviderDialog } from "./provider-dialog";
import { ProviderRow } from "./provider-row";
import { RemoveDialog } from "./remove-dialog";
import { RolesForm } from "./roles-form";

/** What is open above the list. */
type Open = { kind: "add" } | { kind: "change" | "remove"; provider: Provider };

/** Providers of models, which model plays which part, and what they may spend. */
export function ModelsSection() {
  const t = useT();
  const providers = useQuery(providersQuery);
  const roles = useQuery(rolesQuery);
  const caps = useQuery(capsQuery);
  const [open, setOpen] = useState<Open>();
  // Saving a provider is followed by trying it; the number makes the same one tried again.
  const [saved, setSaved] = useState<{ providerId: string; times: number }>();
  const failed = [providers, roles, caps].find(({ isError }) => isError);
  const section = useRef<HTMLElement>(null);
  const isThere = [providers, roles, caps].every(({ isPending }) => !isPending);
  useEffect(() => {
    // The page is long enough to scroll to it only now.
    if (isThere && location.hash === `#${section.current?.id}`) section.current?.scrollIntoView?.();
  }, [isThere]);
  const close = () => setOpen(undefined);
  const tryNow = ({ provider_id }: Provider) => {
    close();
    setSaved((before) => ({ providerId: provider_id, times: (before?.times ?? 0) + 1 }));
  };
  return (
    <section
      ref={section}
      id="models"
      className="flex max-w-2xl scroll-mt-6 flex-col gap-3"
      aria-labelledby="models-title"
    >
      <h2 id="models-title" className="text-title font-semibold">
        {t("models.title")}
      </h2>
      <p className="text-muted">{t("models.text")}</p>
      {failed ? (
        <ErrorState title={t("models.loadFailed")} error={failed.error} onRetry={() => failed.refetch()} />
      ) : !providers.data || !roles.data || !caps.data ? (
        <SkeletonLines lines={4} />
      ) : (
        <>
          {providers.data.items.length === 0 ? (
            <p className="rounded-card bg-sunken px-4 py-3">{t("models.none")}</p>
          ) : (
            <ul aria-label={t("models.list")} className="border-t border-hairline">
              {providers.data.items.map((provider) => (
                <ProviderRow
                  key={provider.provider_id}
                  provider={provider}
                  trials={saved?.providerId === provider.provider_id ? saved.times : 0}
                  onChange={() => setOpen({ kind: "change", provider })}
                  onRemove={() => setOpen({ kind: "remove", provider })}
                />
              ))}
            </ul>
          )}
          <Button
            className="self-start"
            look={providers.data.items.length === 0 ? "primary" : "secondary"}
            onClick={() => setOpen({ kind: "add" })}
          >
            {t("models.add")}
          </Button>
          {providers.data.items.length > 0 && (
            <>
              <RolesForm saved={roles.data} providers={providers.data.items} />
              <CapsForm saved={caps.data} />
            </>
          )}
          {open?.kind === "add" && (
            <ProviderDialog
              presets={providers.data.presets}
              taken={providers.data.items.map(({ name }) => name)}
              onSaved={tryNow}
              onClose={close}
            />
          )}
          {open?.kind === "change" && (
            <ProviderDialog
              presets={providers.data.presets}
              provider={open.provider}
              taken={[]}
              onSaved={tryNow}
              onClose={close}
            />
          )}
          {open?.kind === "remove" && <RemoveDialog provider={open.provider} onClose={close} />}
        </>
      )}
    </section>
  );
}
