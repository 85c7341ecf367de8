import type { LucideIcon } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "@/shared/lib/cx";

export interface MenuItem {
  label: string;
  onSelect: () => void;
  icon?: LucideIcon;
  disabled?: boolean;
  danger?: boolean;
}

interface Props {
  /** The button that opens it. */
  trigger: ReactNode;
  items: readonly MenuItem[];
}

export function Menu({ trigger, items }: Props) {
  return (
    // Not modal: it would hide the rest of the page from screen readers while its links can still be reached.
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={document.querySelector("main")}>
        <Radix.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          // What scrolls can be reached by keys.
          tabIndex={0}
          className={cx(
            "z-50 min-w-44 rounded-card border border-hairline bg-raised p-1 shadow-float",
            // On a phone a long menu is higher than what is left above or below its button.
            "max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto",
          )}
        >
          {items.map(({ label, onSelect, icon: Icon, disabled, danger }) => (
            <Radix.Item
              key={label}
              onSelect={onSelect}
              disabled={disabled ?? false}
              className={cx(
                "flex min-h-9 cursor-pointer items-center gap-2 rounded-small px-3 outline-none",
                "data-disabled:cursor-not-allowed data-disabled:opacity-55 data-highlighted:bg-sunken",
                danger && "text-failed",
              )}
            >
              {Icon && <Icon size={16} aria-hidden />}
              {label}
            </Radix.Item>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
