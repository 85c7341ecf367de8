import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import { readAgain } from "./read-again";

it("does not take a first answer for new that was on its way before", async () => {
  const client = new QueryClient();
  const answers: ((text: string) => void)[] = [];
  const queryFn = () => new Promise<string>((answer) => answers.push(answer));
  const observer = new QueryObserver(client, { queryKey: ["plan", 1], queryFn });
  const stop = observer.subscribe(() => {});
  await vi.waitFor(() => expect(answers).toHaveLength(1));

  const read = readAgain(client, ["plan"]);
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.("after");
  await read;
  answers[0]?.("before");
  await Promise.resolve();

  expect(observer.getCurrentResult().data).toBe("after");
  stop();
});
