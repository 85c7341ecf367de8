/** Which task the open page is about, for *Report a problem*. */
import { useEffect } from "react";

let subject: string | undefined;

export const reportSubject = (): string | undefined => subject;

export function useReportSubject(taskId: string | undefined): void {
  useEffect(() => {
    subject = taskId;
    return () => {
      if (subject === taskId) subject = undefined;
    };
  }, [taskId]);
}
