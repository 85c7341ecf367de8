import { Link } from "@tanstack/react-router";
import { useT } from "@/shared/i18n/i18n";
import { buttonClass } from "./button";

/** To where models are set up: the way out of what only they can mend. */
export function ModelsLink({ size }: { size?: "small" }) {
  const t = useT();
  return (
    <Link to="/app/settings" hash="models" className={buttonClass("secondary", size)}>
      {t("models.open")}
    </Link>
  );
}
