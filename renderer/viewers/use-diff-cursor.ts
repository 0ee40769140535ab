import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { DiffFile, DiffLine } from './diff.ts'
import { type DiffRow, headerRow, nextChange, nextFile, nextLine } from './diff-rows.ts'
import type { ScrollTarget } from './rows-window.ts'

export interface DiffCursor {
  /** The line that the keys act on. */
  current: DiffLine | null
  target: ScrollTarget | undefined
  pick: (line: DiffLine) => void
  moveFile: (step: 1 | -1) => void
  moveChange: (step: 1 | -1) => void
  show: (path: string, newLine: number | null) => void
  /** The current line's row; without one, that of the first change from here on, which becomes current. */
  rowToComment: () => DiffRow | undefined
  onTopRow: (index: number, byPerson: boolean) => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

/** The current line and the file in view, moved by keys, pointer, scrolling and the list of files. */
export function useDiffCursor(
  files: readonly DiffFile[],
  rows: readonly DiffRow[],
  selectedPath: string | null,
  onSelectPath: (path: string) => void,
): DiffCursor {
  const [current, setCurrent] = useState<DiffLine | null>(null)
  const [target, setTarget] = useState(() => targetOf(files, rows, selectedPath))
  const inView = useRef(selectedPath)
  const top = useRef(0)

  const report = (path: string): void => {
    if (path === inView.current) return
    inView.current = path
    onSelectPath(path)
  }
  useEffect(() => {
    if (selectedPath === inView.current) return
    inView.current = selectedPath
    const next = targetOf(files, rows, selectedPath)
    if (!next) return
    setTarget(next)
    setCurrent(null)
  }, [selectedPath, files, rows])

  const start = (): number => {
    const at = current === null ? -1 : rows.findIndex((row) => row.kind === 'line' && row.line === current)
    return at >= 0 ? at : Math.max(headerRow(files, rows, inView.current), top.current - 1)
  }
  const moveTo = (index: number | null, at: ScrollTarget['at']): DiffRow | undefined => {
    const row = index === null ? undefined : rows[index]
    if (index === null || row?.kind !== 'line') return undefined
    setCurrent(row.line)
    setTarget({ row: index, at })
    const file = files[row.file]
    if (file) report(file.path)
    return row
  }
  const onTopRow = useCallback(
    (index: number, byPerson: boolean) => {
      top.current = index
      const path = files[rows[index]?.file ?? -1]?.path
      // A short last file that was asked for never reaches the top, and stays the one in view.
      const isAsked = !byPerson && inView.current !== null
      if (isAsked || path === undefined || path === inView.current) return
      inView.current = path
      setCurrent(null)
      onSelectPath(path)
    },
    [files, rows, onSelectPath],
  )
  return {
    current,
    target,
    pick: setCurrent,
    moveFile(step) {
      const path = nextFile(files, inView.current, step)
      const next = path === null ? undefined : targetOf(files, rows, path)
      if (path === null || !next) return
      setCurrent(null)
      setTarget(next)
      report(path)
    },
    show(path, newLine) {
      const isMeant = (row: DiffRow): boolean =>
        row.kind === 'line' && row.line.newLine === newLine && files[row.file]?.path === path
      const at = newLine === null ? -1 : rows.findIndex(isMeant)
      const header = targetOf(files, rows, path)
      if (at >= 0) moveTo(at, 'center')
      else if (header) {
        setCurrent(null)
        setTarget(header)
        report(path)
      }
    },
    moveChange: (step) => void moveTo(nextChange(rows, start(), step), 'center'),
    rowToComment() {
      const at = start()
      return rows[at]?.kind === 'line' ? rows[at] : moveTo(nextChange(rows, at, 1), 'center')
    },
    onTopRow,
    onKeyDown(event) {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
      const isForUs = event.target === event.currentTarget && !event.altKey && !event.ctrlKey && !event.metaKey
      if (step === null || !isForUs) return
      event.preventDefault()
      moveTo(nextLine(rows, start(), step), 'nearest')
    },
  }
}

function targetOf(files: readonly DiffFile[], rows: readonly DiffRow[], path: string | null): ScrollTarget | undefined {
  const row = headerRow(files, rows, path)
  return row < 0 ? undefined : { row, at: 'start' }
}
