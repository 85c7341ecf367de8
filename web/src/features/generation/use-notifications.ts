/** A notification when the run needs its owner or has ended; the browser is asked only after a press. */
import { useCallback, useState } from "react";
import type { TaskEvent } from "@/shared/api/types";
import { type Translate, useT } from "@/shared/i18n/i18n";
import { readSetting, writeSetting } from "@/shared/lib/settings";

export type NotificationState = "unsupported" | "off" | "on" | "blocked";

function presentState(): NotificationState {
  if (!("Notification" in window)) return "unsupported";
  if (Notification.permission === "denied") return "blocked";
  return Notification.permission === "granted" && readSetting("notify") === "on" ? "on" : "off";
}

function words(event: TaskEvent, isRetry: boolean, t: Translate): string | undefined {
  switch (event.type) {
    case "human_review_required":
      return t("live.notify.review");
    case "completed":
      // A retry may have been of one part of many: it says nothing of the whole roadmap.
      return t(isRetry ? "live.notify.retried" : "live.notify.completed");
    case "partial_failure":
      return t("live.notify.partial");
    case "failed":
      return t("live.notify.failed");
    default:
      return undefined;
  }
}

export function useNotifications() {
  const t = useT();
  const [state, setState] = useState(presentState);
  const [refused, setRefused] = useState(false);

  const turnOn = useCallback(async () => {
    const permission = await Notification.requestPermission();
    if (permission === "granted") writeSetting("notify", "on");
    setRefused(permission !== "granted");
    setState(presentState());
  }, []);
  const turnOff = useCallback(() => {
    writeSetting("notify", undefined);
    setState(presentState());
  }, []);

  /** Tell about an event, unless the page is being looked at. */
  function tell(event: TaskEvent, title: string, isRetry = false): void {
    const text = words(event, isRetry, t);
    if (state !== "on" || text === undefined || !document.hidden) return;
    const notification = new Notification(text, { body: title, tag: event.task_id });
    notification.onclick = () => {
      window.focus();
      notification.close();
    };
  }

  return { state, refused, turnOn, turnOff, tell };
}

export type Notifications = ReturnType<typeof useNotifications>;
