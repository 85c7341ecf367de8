import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toProblem } from "@/shared/api/problem";
import type { Provider } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { ProblemWords } from "@/shared/ui/problem-words";
import { showToast } from "@/shared/ui/toast";
import { modelKeys, removeProvider } from "../queries";
import { roleNames } from "./provider-row";

interface Props {
  provider: Provider;
  onClose: () => void;
}

/** Asks before a key is forgotten, which nobody can undo; and says where the provider is in use. */
export function RemoveDialog({ provider, onClose }: Props) {
  const t = useT();
  const client = useQueryClient();
  const { name } = provider;
  const isUsed = provider.used_by.length > 0;
  const remove = useMutation({
    mutationFn: () => removeProvider(provider.provider_id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: modelKeys.all });
      showToast("success", t("models.removed", { name }));
      onClose();
    },
    onError: () => client.invalidateQueries({ queryKey: modelKeys.all }),
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("models.remove.title", { name })}
      description={
        isUsed ? t("models.remove.inUse", { roles: roleNames(provider, t) }) : t("models.remove.text")
      }
      footer={
        <>
          <Button onClick={onClose}>{t("models.remove.keep")}</Button>
          {!isUsed && (
            <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
              {t("models.remove")}
            </Button>
          )}
        </>
      }
    >
      {remove.isError && (
        <p role="alert" className="text-failed">
          {t("models.remove.failed")}: <ProblemWords problem={toProblem(remove.error)} />
        </p>
      )}
    </Dialog>
  );
}
