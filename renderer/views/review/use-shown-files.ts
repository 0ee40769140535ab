import { useCallback, useMemo, useRef, useState } from 'react'
import type { RpcError } from '../../../shared/contract.ts'
import { useAppData } from '../../data/app-data.tsx'
import type { DiffFile } from '../../viewers/diff.ts'
import { canExpand, type Expansion, expanded, expandFile, textLines } from '../../viewers/diff-expand.ts'
import { withoutSpaceChanges } from '../../viewers/diff-space.ts'
import * as TEXT from '../../words/texts/review.ts'

export interface ShownFiles {
  files: readonly DiffFile[]
  /** How many changed lines are not shown, because only white space in them differs. */
  hiddenLines: number
  more(file: DiffFile, gap: number, end: 'top' | 'bottom' | 'all', skipped: number | null): void
  /** Why no more of a file can be shown. */
  problem: RpcError | null
}

interface Opened {
  /** Of the new file, by path. */
  lines: ReadonlyMap<string, readonly string[]>
  expansions: ReadonlyMap<string, Expansion>
  problem: RpcError | null
}
const UNEXPANDED: Expansion = new Map()
const NOTHING: Opened = { lines: new Map(), expansions: new Map(), problem: null }

/** The files as they are drawn: without changes of white space where that is wished, with as much around each hunk as was asked for. */
export function useShownFiles(gateId: string, files: readonly DiffFile[], hidesSpace: boolean): ShownFiles {
  const { client } = useAppData()
  const [opened, setOpened] = useState(NOTHING)
  const asked = useRef(new Set<string>())
  const plain = useMemo(() => (hidesSpace ? files.map(withoutSpaceChanges) : files), [files, hidesSpace])
  const shown = useMemo(
    () =>
      plain.map((file) =>
        canExpand(file)
          ? expandFile(file, opened.lines.get(file.path) ?? null, opened.expansions.get(file.path) ?? UNEXPANDED)
          : file,
      ),
    [plain, opened],
  )
  const more = useCallback<ShownFiles['more']>(
    (file, gap, end, skipped) => {
      const { path } = file
      const open = (lines: readonly string[] | null): void =>
        setOpened((before) => withMore(before, { path, gap, end, skipped, lines }))
      if (asked.current.has(path)) {
        open(null)
        return
      }
      asked.current.add(path)
      void client.call('gates.file', { gateId, path, side: 'new' }).then((reply) => {
        const text = reply.ok ? (reply.value?.text ?? null) : null
        if (text !== null) {
          open(textLines(text))
          return
        }
        asked.current.delete(path)
        setOpened((before) => ({ ...before, problem: reply.ok ? tooLarge(path) : reply.error }))
      })
    },
    [client, gateId],
  )
  const changed = (list: readonly DiffFile[]): number =>
    list.reduce((sum, { additions, deletions }) => sum + additions + deletions, 0)
  return { files: shown, hiddenLines: changed(files) - changed(plain), more, problem: opened.problem }
}

const tooLarge = (path: string): RpcError => ({
  code: 'unavailable',
  message: TEXT.noMoreOfCanBeShownHere(path),
  remedy: TEXT.openItInWorktreeWithAnotherProgram,
})

function withMore(
  before: Opened,
  wish: {
    path: string
    gap: number
    end: 'top' | 'bottom' | 'all'
    skipped: number | null
    lines: readonly string[] | null
  },
): Opened {
  const { path, gap, end, skipped, lines } = wish
  const known = before.expansions.get(path) ?? UNEXPANDED
  // Of the rest of a file nobody knows how long it is before it was read.
  const length = skipped ?? Number.MAX_SAFE_INTEGER
  return {
    lines: lines === null ? before.lines : new Map(before.lines).set(path, lines),
    expansions: new Map(before.expansions).set(path, expanded(known, gap, end, length)),
    problem: null,
  }
}
