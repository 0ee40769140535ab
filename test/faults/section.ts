/**
 * One part of `npm run faults`. A section injects one family of faults a counted number of times and says what came of it.
 * `test/faults/sections.ts` lists them all; `test/faults/faults.ts` runs them one after the other and writes docs/reliability.md.
 * They run on plain Node, without vitest: nothing that imports it (test/support/repository.ts, say) can be used in them.
 */
export interface FaultSection {
  /** One word, for `npm run faults -- --only <name>`. */
  readonly name: string
  /** The heading of its figures in docs/reliability.md. Like the title of a test it may end with the faults it stands for: `[fault 1, 6]`. */
  readonly title: string
  /** It has no short form of its own: the same is a test that `npm test` runs anyway. */
  readonly isFullOnly?: boolean
  /** It leaves a core to others and measures no time: in full, three of these are run at once, in processes of their own. */
  readonly usesOneCore?: boolean
  run(asked: FaultRun): Promise<Figure[]>
}

export interface FaultRun {
  /** Everything random is drawn from it, so that a run can be repeated. */
  readonly seed: number
  /** `short` belongs to `npm test`: all sections together have a minute on two cores; `full` has twelve, and takes ten. */
  readonly scale: 'short' | 'full'
  /** An empty folder of this section's own, removed afterwards if nothing was bad. */
  readonly folder: string
  /**
   * The same in memory, where the system has that; else it is `folder`. For what is killed and never loses its power: SIGKILL loses nothing
   * that the system had taken over, and waiting for a disk would only take time. Nothing can be confined there: /dev is a sandbox's own.
   */
  readonly memory: string
  /** A line for whoever watches. */
  say(line: string): void
}

/** "`bad` in `count`": what was tried how often, and how often it came out wrong. A section with `bad` above 0 has failed. */
export interface Figure {
  /** A sentence's subject without figures: "kills at named failpoints", "acknowledged events that were lost". */
  readonly what: string
  readonly count: number
  readonly bad: number
  /** For people: percentages, peaks, which ones were bad and how to see one again. */
  readonly detail?: string
  /** It could not be tried here, and why; `count` is 0 then. */
  readonly skipped?: string
}
