/** The formatters of format.ts for components: a component that uses them is drawn again when the language changes. */
import * as format from "./format";
import { useLanguage } from "./i18n";

export function useFormat(): typeof format {
  useLanguage();
  return format;
}
