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

type FloatingProps = Omit<Props, "footer"> & { className: string };

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

/** What floats above the page until it is closed. */
function Floating({ open, onOpenChange, title, description, children, className }: FloatingProps) {
  const focusBack = useFocusBack();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={OVERLAY} />
        <Radix.Content
          onCloseAutoFocus={focusBack}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cx(
            "fixed z-50 flex flex-col gap-4 overflow-y-auto border-hairline bg-raised p-5 shadow-float",
            className,
          )}
        >
          <Head title={title} description={description} />
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A question in the middle of the page. */
export function Dialog({ children, footer, ...head }: Props) {
  return (
    <Floating
      {...head}
      className="top-1/2 left-1/2 max-h-[88dvh] w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 -translate-y-1/2 rounded-card border"
    >
      {children}
      {footer && <div className="flex flex-wrap justify-end gap-2">{footer}</div>}
    </Floating>
  );
}

/** A panel at the right for the thing one looks into; the whole width on a phone. */
export function Drawer({ children, footer, ...head }: Props) {
  return (
    <Floating {...head} className="inset-y-0 right-0 w-full max-w-md border-l">
      {children}
      {footer && <div className="mt-auto flex flex-wrap gap-2 pt-4">{footer}</div>}
    </Floating>
  );
}
