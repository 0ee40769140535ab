import { setTimeout as sleep } from 'node:timers/promises'
import { type ProcessEntry, readProcessTable } from './process-table.ts'

export const TERM_GRACE_MS = 3_000
/** Nothing survives SIGKILL but a process stuck in the kernel; after this long it is reported instead of waited for. */
const KILL_GRACE_MS = 10_000
const SCAN_PAUSE_MS = 40

/** A child of ours: its marker, which every process it starts inherits, and its first process. */
export interface ChildTree {
  marker: string
  /**
   * null: known only by its marker (a leftover). `exited`: its exit was reported, so its pid may be somebody else's now. `isSandbox`:
   * it and its own child only wait for the program inside, and the program ends at once when they do.
   */
  root: { pid: number; exited(): boolean; isSandbox?: boolean } | null
}

export interface EndedTree {
  /** Every process that was still there when the ladder began, or appeared during it. */
  ended: { pid: number; signal: 'SIGTERM' | 'SIGKILL' }[]
  /** Still there after SIGKILL; empty but for processes stuck in the kernel. */
  left: number[]
}

const keyOf = (entry: ProcessEntry): string => `${entry.pid}@${entry.startStamp}`

/** Whether the root's process group is still the child's own, and not that of a newer process with the same pid. */
function groupOf(tree: ChildTree, table: readonly ProcessEntry[]): number | null {
  if (tree.root === null) return null
  const { pid, exited } = tree.root
  return exited() && table.some((entry) => entry.pid === pid) ? null : pid
}

/**
 * Windows leaves the parent's pid with a process whose parent has ended, even when a newer process gets that pid: who was there before its
 * parent is no child of it. Elsewhere such a process has another parent by then. Windows' stamps count up; it has no groups.
 */
const isOlderThan = (entry: ProcessEntry, parent: ProcessEntry): boolean =>
  entry.groupId === null && BigInt(entry.startStamp) < BigInt(parent.startStamp)

/**
 * The processes of a child: those with its marker, those in the group of its root, those seen earlier (`seen` holds
 * `pid@startStamp`), and all their descendants. Never `ownPid`.
 */
export function membersOf(
  tree: ChildTree,
  table: readonly ProcessEntry[],
  seen: ReadonlySet<string> = new Set(),
  ownPid: number = process.pid,
): ProcessEntry[] {
  const group = groupOf(tree, table)
  const isOurs = (entry: ProcessEntry): boolean =>
    entry.marker === tree.marker ||
    seen.has(keyOf(entry)) ||
    (group !== null && entry.marker === null && (entry.groupId === group || entry.pid === group))
  const others = table.filter((entry) => entry.pid !== ownPid)
  const members = new Map(others.filter(isOurs).map((entry) => [entry.pid, entry]))
  for (let before = -1; before !== members.size; ) {
    before = members.size
    for (const entry of others) {
      const parent = members.get(entry.parentPid)
      if (parent !== undefined && !isOlderThan(entry, parent)) members.set(entry.pid, entry)
    }
  }
  return [...members.values()]
}

/**
 * Whether it needs no signal to end with the program in its sandbox: the sandbox's own processes, where SIGTERM would leave the program
 * no time, and whatever is still there when they have ended.
 */
function endsWithSandbox({ root }: ChildTree, { pid, parentPid }: ProcessEntry): boolean {
  return root?.isSandbox === true && (root.exited() || pid === root.pid || parentPid === root.pid)
}

/** ESRCH: it ended by itself, which is what was wanted. EPERM: another user's (`sudo`); it will be reported as left. */
function sendSignal(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code !== 'ESRCH' && code !== 'EPERM') throw error
  }
}

/**
 * Ends everything of a child: SIGTERM to all but the sandbox itself, after `termGraceMs` SIGKILL to what is left, and to whatever appears meanwhile,
 * until a look finds nothing.
 */
export async function endTree(
  tree: ChildTree,
  options: { termGraceMs?: number; readTable?: () => Promise<ProcessEntry[]> } = {},
): Promise<EndedTree> {
  const { termGraceMs = TERM_GRACE_MS, readTable = readProcessTable } = options
  const seen = new Set<string>()
  const signalled = new Map<number, 'SIGTERM' | 'SIGKILL'>()
  const result = (left: number[]): EndedTree => ({
    ended: [...signalled].flatMap(([pid, signal]) => (left.includes(pid) ? [] : [{ pid, signal }])),
    left,
  })
  for (const startMs = performance.now(); ; await sleep(SCAN_PAUSE_MS)) {
    const members = membersOf(tree, await readTable(), seen)
    if (members.length === 0) return result([])
    const passedMs = performance.now() - startMs
    if (passedMs > termGraceMs + KILL_GRACE_MS) return result(members.map((entry) => entry.pid))
    const signal = passedMs < termGraceMs ? 'SIGTERM' : 'SIGKILL'
    for (const entry of members) {
      seen.add(keyOf(entry))
      if (endsWithSandbox(tree, entry)) {
        if (signal === 'SIGKILL') sendSignal(entry.pid, signal)
        continue
      }
      // One signal of a kind each: some programs take a second SIGTERM as "drop everything".
      if (signalled.get(entry.pid) !== signal) sendSignal(entry.pid, signal)
      signalled.set(entry.pid, signal)
    }
  }
}
