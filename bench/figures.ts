/** Figures of a measurement, and whether they hold. Pure. */

/** The value below which so many of a hundred lie; of no values 0. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = Math.ceil((percent / 100) * sorted.length) - 1
  return sorted[Math.max(0, Math.min(sorted.length - 1, place))] ?? 0
}

export const median = (values: readonly number[]): number => percentile(values, 50)

/** A goal that a figure is held against: at most so much. */
export interface Figure {
  what: string
  /** What was found, and its unit ("" for a ratio). */
  value: number
  unit: 'ms' | '×' | 'rows' | 'MB'
  /** What it is a ratio of, or what stands beside it; in words with its number. */
  beside: string
  /** Null: it is only told. */
  atMost: number | null
}

export const holds = ({ value, atMost }: Figure): boolean => atMost === null || value <= atMost

/** "1.32 ×", "16.8 ms". */
export const valueText = ({ value, unit }: Pick<Figure, 'value' | 'unit'>): string =>
  `${unit === 'rows' ? value : value.toFixed(unit === '×' ? 2 : 1)} ${unit}`

/** The figures as a table in Markdown, each with its goal and whether it holds. */
export function figureTable(groups: readonly { title: string; figures: readonly Figure[] }[]): string {
  const rows = groups.flatMap(({ title, figures }) =>
    figures.map((figure, place) => {
      const goal = figure.atMost === null ? '' : `≤ ${valueText({ value: figure.atMost, unit: figure.unit })}`
      const end = figure.atMost === null ? '' : holds(figure) ? 'holds' : '**does not hold**'
      return `| ${place === 0 ? title : ''} | ${figure.what} | ${valueText(figure)} | ${figure.beside} | ${goal} | ${end} |`
    }),
  )
  return ['| view | what | found | beside | goal | |', '|---|---|---|---|---|---|', ...rows].join('\n')
}
