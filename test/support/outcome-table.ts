/** What each real agent did in each scenario, as a table in a document. Pure. */

export interface OutcomeColumn {
  /** The agent, as people know it. */
  name: string
  /** Packages with their versions. */
  versions: readonly string[]
  /** By scenario. */
  outcomes: ReadonlyMap<string, string>
}

const BEGIN = '<!-- agents:begin -->'
const END = '<!-- agents:end -->'

/** A Markdown table, rows in the order given; null if an agent lacks a scenario. */
export function outcomeTable(columns: readonly OutcomeColumn[], scenarios: readonly string[]): string | null {
  const rows = scenarios.map((scenario) => [scenario, ...columns.map(({ outcomes }) => outcomes.get(scenario))])
  if (rows.some((row) => row.includes(undefined))) return null
  const line = (cells: readonly (string | undefined)[]): string => `| ${cells.join(' | ')} |`
  return [
    line(['', ...columns.map(({ name }) => name)]),
    line(['---', ...columns.map(() => '---')]),
    line(['version', ...columns.map(({ versions }) => versions.join('<br>'))]),
    ...rows.map(line),
  ].join('\n')
}

/** The document with the block between the two markers replaced, or put at its end; a new document where there was none. */
export function withBlock(document: string | null, block: string): string {
  const marked = `${BEGIN}\n\n${block}\n\n${END}`
  if (document === null) return `# Agents\n\n${marked}\n`
  const begin = document.indexOf(BEGIN)
  const end = document.indexOf(END, begin)
  if (begin < 0 || end < 0) return `${document.trimEnd()}\n\n${marked}\n`
  return document.slice(0, begin) + marked + document.slice(end + END.length)
}
