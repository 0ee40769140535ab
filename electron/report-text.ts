/** What a report is about. */
export interface Fault {
  where: string
  message: string
  stack: string | null
}

export interface ReportFacts {
  fault: Fault
  version: string
  /** Name and version of what it runs on. */
  parts: Readonly<Record<string, string>>
  now: Date
  /** The last lines of the log, the newest last. */
  log: readonly string[]
  /** Folders that tell who somebody is: the home, and what it leads to. */
  homes: readonly string[]
  /** Hides what is secret. */
  redact(text: string): string
}

/** Pure. What helps to mend a fault, for the person to read first: no goal, no text of an agent, no environment is put into it. */
export function reportText({ fault, version, parts, now, log, homes, redact }: ReportFacts): string {
  const lines = [
    `Triptych ${version}, ${now.toISOString()}`,
    Object.entries(parts)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
    '',
    `Where: ${fault.where}`,
    `What: ${fault.message}`,
    ...(fault.stack === null ? [] : ['', fault.stack]),
    ...(log.length === 0 ? [] : ['', 'The last lines of the log:', ...log]),
  ]
  return `${shortenHomes(redact(lines.join('\n')), homes)}\n`
}

/** Pure. Each home as `~`, however it is written: with the separators of the system, of addresses, or doubled as in JSON. */
export function shortenHomes(text: string, homes: readonly string[]): string {
  const spellings = homes
    .filter((home) => home.length > 1)
    .flatMap((home) => [
      home,
      home.replaceAll('\\', '/'),
      home.replaceAll('\\', '\\\\'),
      encodeURI(home.replaceAll('\\', '/')),
    ])
  return [...new Set(spellings)]
    .sort((one, other) => other.length - one.length)
    .reduce((shortened, home) => shortened.replace(new RegExp(`${literal(home)}(?![\\w-])`, 'gi'), '~'), text)
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** Pure. With what caused it. */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\nCaused by: ${stackOf(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}
