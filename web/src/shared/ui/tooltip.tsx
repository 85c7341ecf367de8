import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

interface Props {
  text: string;
  /** One element that can take the focus. */
  children: ReactNode;
}

export function Tooltip({ text, children }: Props) {
  return (
    <Radix.Provider delayDuration={300}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            sideOffset={6}
            className="z-50 max-w-xs rounded-small bg-ink px-2 py-1 text-fine text-paper shadow-float"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
