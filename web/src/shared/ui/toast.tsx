/** Short messages about something that just happened. The library arrives with the first of them. */
import { lazy, Suspense, useSyncExternalStore } from "react";

type Tone = "success" | "error" | "info";

let wanted = false;
const listeners = new Set<() => void>();
const Toaster = lazy(() => import("./toaster"));

interface Action {
  label: string;
  onPress: () => void;
}

/** Long enough to read it, and to reach its button by keys. */
const WITH_ACTION_MS = 10_000;

export async function showToast(tone: Tone, message: string, action?: Action): Promise<void> {
  if (!wanted) {
    wanted = true;
    for (const listener of listeners) listener();
  }
  const { toast } = await import("sonner");
  toast[tone](
    message,
    action && { duration: WITH_ACTION_MS, action: { label: action.label, onClick: action.onPress } },
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Mounted once, by the frame. */
export function ToastHost() {
  const mounted = useSyncExternalStore(subscribe, () => wanted);
  return mounted ? (
    <Suspense>
      <Toaster />
    </Suspense>
  ) : null;
}
