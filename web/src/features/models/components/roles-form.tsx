import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { previewKeys } from "@/shared/api/preview-query";
import { toProblem } from "@/shared/api/problem";
import type { ModelRoles, Provider } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import { ProblemWords } from "@/shared/ui/problem-words";
import { showToast } from "@/shared/ui/toast";
import { modelKeys, rolesQuery, saveRoles } from "../queries";
import { draftsOf, faultsOf, ROLES, rolesOf } from "../role-form";
import { RoleRow } from "./role-row";

interface Props {
  saved: ModelRoles;
  providers: readonly Provider[];
}

/** Which model plans, which writes, and which is asked when one of them does not answer. */
export function RolesForm({ saved, providers }: Props) {
  const t = useT();
  const client = useQueryClient();
  const before = draftsOf(saved);
  const [drafts, setDrafts] = useState(before);
  // Said only once somebody wants to save: while one still types, everything is incomplete.
  const [isTold, setTold] = useState(false);
  const isFaulty = ROLES.some((role) => Object.values(faultsOf(drafts[role])).includes(true));
  const save = useMutation({
    mutationFn: () => saveRoles(rolesOf(drafts)),
    onSuccess: async (roles) => {
      showToast("success", t("models.roles.saved"));
      client.setQueryData(rolesQuery.queryKey, roles);
      setDrafts(draftsOf(roles));
      setTold(false);
      await Promise.all(
        // Who plans a goal, and for how much, is another matter now.
        [modelKeys.all, previewKeys.all].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
    },
  });
  return (
    <form
      className="mt-4 flex flex-col gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (!isFaulty && !save.isPending) save.mutate();
      }}
    >
      <h3 className="text-read font-semibold">{t("models.roles.title")}</h3>
      {ROLES.map((role) => (
        <RoleRow
          key={role}
          role={role}
          draft={drafts[role]}
          providers={providers}
          faults={isTold ? faultsOf(drafts[role]) : undefined}
          onChange={(part) => setDrafts({ ...drafts, [role]: { ...drafts[role], ...part } })}
        />
      ))}
      {save.isError && (
        <p role="alert" className="text-failed">
          {t("models.roles.saveFailed")}: <ProblemWords problem={toProblem(save.error)} />
        </p>
      )}
      <Button
        look="primary"
        type="submit"
        className="self-start"
        busy={save.isPending}
        disabled={JSON.stringify(drafts) === JSON.stringify(before)}
      >
        {t("models.roles.save")}
      </Button>
    </form>
  );
}
