interface Props {
  /** What is being counted, in words; it is shown and read aloud. */
  label: string;
  done: number;
  total: number;
  labelHidden?: boolean;
}

/** A thin line that fills, with words. Without a total it stays empty rather than pretend. */
export function ProgressLine({ label, done, total, labelHidden = false }: Props) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <div className="flex flex-col gap-1.5">
      {!labelHidden && <p className="figures text-fine text-muted">{label}</p>}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total || 1}
        aria-valuenow={Math.min(done, total || 1)}
        className="h-1 overflow-hidden rounded-full bg-hairline"
      >
        <div
          className="h-full rounded-full bg-accent transition-[width] duration-200"
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
