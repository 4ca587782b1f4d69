/** One measurement, beside the limit that it is compared to in the same run. */
export type Measurement = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The bound measured in the same run, or a fixed budget; null where there is none. */
  readonly limit: number | null;
  /** value / limit, where there is a limit. */
  readonly ratio: number | null;
  readonly note?: string;
};

export function measured(
  name: string,
  value: number,
  unit: string,
  limit: number | null,
  note?: string,
): Measurement {
  return {
    name,
    value: rounded(value),
    unit,
    limit: limit === null ? null : rounded(limit),
    ratio: limit === null || limit === 0 ? null : Math.round((value / limit) * 1000) / 1000,
    ...(note === undefined ? {} : { note }),
  };
}

function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}

export function shown(m: Measurement): string {
  const limit = m.limit === null ? '' : `  limit ${m.limit} ${m.unit}  ratio ${m.ratio}`;
  return `${m.name.padEnd(26)} ${String(m.value).padStart(10)} ${m.unit}${limit}${m.note === undefined ? '' : `  (${m.note})`}`;
}
