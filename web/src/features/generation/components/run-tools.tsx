import type { TaskView } from "@/shared/realtime/task-view";
import type { Notifications } from "../use-notifications";
import { CancelButton } from "./cancel-button";
import { NotifyButton } from "./notify-button";

/** What can be done with a run that has not ended, whatever it is doing. */
export function RunTools({ task, notifications }: { task: TaskView; notifications: Notifications }) {
  return (
    <div className="flex w-full flex-row-reverse flex-wrap items-center justify-end gap-2 sm:w-auto sm:flex-row">
      <NotifyButton notifications={notifications} />
      <CancelButton task={task} />
    </div>
  );
}
