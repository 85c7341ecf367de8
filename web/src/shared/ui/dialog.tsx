import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { useT } from "@/shared/i18n/i18n";
import { cx } from "@/shared/lib/cx";
import { IconButton } from "./icon-button";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  children?: ReactNode;
  /** Buttons at the foot. */
  footer?: ReactNode;
}

const OVERLAY = "fixed inset-0 z-40 bg-sunken/75";
const HEAD = "flex items-start justify-between gap-4";

function Head({ title, description }: { title: string; description: string | undefined }) {
  const t = useT();
  return (
    <>
      <div className={HEAD}>
        <Radix.Title className="text-title font-semibold">{title}</Radix.Title>
        <Radix.Close asChild>
          <IconButton icon={X} label={t("action.close")} className="-mt-1 -mr-2" />
        </Radix.Close>
      </div>
      {description && <Radix.Description className="text-muted">{description}</Radix.Description>}
    </>
  );
}

/** Gives the focus back to what had it when the dialog opened; a dialog without a trigger of its own loses it otherwise. */
function useFocusBack(): (event: Event) => void {
  const [opener] = useState(() => document.activeElement);
  return (event) => {
    event.preventDefault();
    if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus();
  };
}

/** A question in the middle of the page. */
export function Dialog({ open, onOpenChange, title, description, children, footer }: Props) {
  const focusBack = useFocusBack();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={OVERLAY} />
        <Radix.Content
          onCloseAutoFocus={focusBack}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cx(
            "fixed top-1/2 left-1/2 z-50 flex max-h-[88dvh] w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 -translate-y-1/2",
            "flex-col gap-4 overflow-y-auto rounded-card border border-hairline bg-raised p-5 shadow-float",
          )}
        >
          <Head title={title} description={description} />
          {children}
          {footer && <div className="flex flex-wrap justify-end gap-2">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A panel at the right for the thing one looks into; the whole width on a phone. */
export function Drawer({ open, onOpenChange, title, description, children, footer }: Props) {
  const focusBack = useFocusBack();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={OVERLAY} />
        <Radix.Content
          onCloseAutoFocus={focusBack}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cx(
            "fixed inset-y-0 right-0 z-50 flex w-full max-w-md flex-col gap-4 overflow-y-auto",
            "border-l border-hairline bg-raised p-5 shadow-float",
          )}
        >
          <Head title={title} description={description} />
          {children}
          {footer && <div className="mt-auto flex flex-wrap gap-2 pt-4">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
