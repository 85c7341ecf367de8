import { Bell, BellOff } from "lucide-react";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import type { Notifications } from "../use-notifications";

export function NotifyButton({ notifications }: { notifications: Notifications }) {
  const t = useT();
  const { state, refused, turnOn, turnOff } = notifications;
  if (state === "unsupported") return null;
  if (state === "blocked")
    return refused ? (
      <p role="status" className="text-fine text-muted">
        {t("live.notify.blocked")}
      </p>
    ) : null;
  return state === "on" ? (
    <Button look="quiet" size="small" onClick={turnOff} title={t("live.notify.off")}>
      <BellOff size={16} aria-hidden />
      {t("live.notify.off")}
    </Button>
  ) : (
    <Button look="quiet" size="small" onClick={turnOn}>
      <Bell size={16} aria-hidden />
      {t("live.notify")}
    </Button>
  );
}
