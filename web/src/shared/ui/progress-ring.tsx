interface Props {
  label: string;
  done: number;
  total: number;
  size?: number;
}

const RADIUS = 16;
const LENGTH = 2 * Math.PI * RADIUS;

export function ProgressRing({ label, done, total, size = 56 }: Props) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total || 1}
      aria-valuenow={Math.min(done, total || 1)}
      className="relative shrink-0"
      style={{ width: size, height: size }}
    >
      <svg viewBox="0 0 40 40" className="size-full -rotate-90" aria-hidden>
        <circle cx="20" cy="20" r={RADIUS} fill="none" strokeWidth="4" className="stroke-hairline" />
        <circle
          cx="20"
          cy="20"
          r={RADIUS}
          fill="none"
          strokeWidth="4"
          strokeLinecap="round"
          strokeDasharray={`${share * LENGTH} ${LENGTH}`}
          className={share > 0 ? "stroke-accent" : "stroke-transparent"}
        />
      </svg>
      <span className="figures absolute inset-0 flex items-center justify-center text-fine font-medium">
        {Math.floor(share * 100)}%
      </span>
    </div>
  );
}
