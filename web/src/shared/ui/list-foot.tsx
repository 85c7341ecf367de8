import { useT } from "@/shared/i18n/i18n";
import { Button } from "./button";

interface Props {
  /** How many there are in all, in words. */
  count: string;
  /** The list, of which not everything may have been asked for. */
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => void };
}

/** What stands below a list that comes in pages. */
export function ListFoot({ count, list }: Props) {
  const t = useT();
  return (
    <>
      <p className="figures text-fine text-muted">{count}</p>
      {list.hasNextPage && (
        <Button className="self-start" busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {t("action.more")}
        </Button>
      )}
    </>
  );
}
