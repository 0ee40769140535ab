import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { CommentPlace, DiffFile, DiffLine } from './diff.ts'
import {
  type DiffRow,
  headerRow,
  lineOf,
  nextChange,
  nextComments,
  nextFile,
  nextLine,
  placeOfRows,
} from './diff-rows.ts'
import type { DiffRows } from './row-list.ts'
import type { ScrollTarget } from './rows-window.ts'

export interface DiffCursor {
  /** The line that the keys act on. */
  current: DiffLine | null
  /** Whether a row is one of several that were marked together. */
  isMarked: (index: number) => boolean
  target: ScrollTarget | undefined
  /** `extend`: all lines from the current one to this one are marked. */
  pick: (line: DiffLine, extend: boolean) => void
  moveFile: (step: 1 | -1) => void
  moveChange: (step: 1 | -1) => void
  moveComment: (step: 1 | -1) => void
  show: (path: string, newLine: number | null) => void
  /** The row that keys act on; without a current line, the one at the top of the view. */
  row: () => number
  /** Of the marked lines, else of the current one; without one, of the first change from here on, which becomes current. */
  placeToComment: () => CommentPlace | null
  onTopRow: (index: number, byPerson: boolean) => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

/** The current line and the file in view, moved by keys, pointer, scrolling and the list of files. `isNamedAbove`: a file is shown from below its header. */
export function useDiffCursor(
  files: readonly DiffFile[],
  rows: DiffRows,
  selectedPath: string | null,
  onSelectPath: (path: string) => void,
  isNamedAbove: boolean,
): DiffCursor {
  const targetOf = useCallback(
    (path: string | null) => fileTarget(files, rows, path, isNamedAbove),
    [files, rows, isNamedAbove],
  )
  const [current, setCurrent] = useState<DiffLine | null>(null)
  /** Where the marking began; null: one line. */
  const [anchor, setAnchor] = useState<DiffLine | null>(null)
  const [target, setTarget] = useState(() => targetOf(selectedPath))
  const inView = useRef(selectedPath)
  const top = useRef(0)

  const settle = useCallback((line: DiffLine | null): void => {
    setCurrent(line)
    setAnchor(null)
  }, [])
  const report = (path: string): void => {
    if (path === inView.current) return
    inView.current = path
    onSelectPath(path)
  }
  useEffect(() => {
    if (selectedPath === inView.current) return
    inView.current = selectedPath
    const next = targetOf(selectedPath)
    if (!next) return
    setTarget(next)
    settle(null)
  }, [selectedPath, targetOf, settle])

  const rowOf = (line: DiffLine | null): number => (line === null ? -1 : rows.indexOf(line))
  const start = (): number => {
    const at = rowOf(current)
    return at >= 0 ? at : Math.max(headerRow(files, rows, inView.current), top.current - 1)
  }
  const moveTo = (index: number | null, at: ScrollTarget['at'], extend = false): DiffLine | null => {
    const line = index === null ? null : lineOf(rows.at(index))
    if (index === null || line === null) return null
    setAnchor(extend ? (anchor ?? current) : null)
    setCurrent(line)
    setTarget({ row: index, at })
    const file = files[rows.at(index)?.file ?? -1]
    if (file) report(file.path)
    return line
  }
  const onTopRow = useCallback(
    (index: number, byPerson: boolean) => {
      top.current = index
      const path = files[rows.at(index)?.file ?? -1]?.path
      // A short last file that was asked for never reaches the top, and stays the one in view.
      const isAsked = !byPerson && inView.current !== null
      if (isAsked || path === undefined || path === inView.current) return
      inView.current = path
      settle(null)
      onSelectPath(path)
    },
    [files, rows, onSelectPath, settle],
  )
  const marked = anchor === null || current === null ? null : [rowOf(anchor), rowOf(current)].sort((a, b) => a - b)
  return {
    current,
    isMarked: (index) => marked !== null && index >= (marked[0] ?? 0) && index <= (marked[1] ?? -1),
    target,
    pick: (line, extend) => {
      setAnchor(extend && current !== null && current !== line ? (anchor ?? current) : null)
      setCurrent(line)
    },
    moveFile(step) {
      const path = nextFile(files, inView.current, step)
      const next = path === null ? undefined : targetOf(path)
      if (path === null || !next) return
      settle(null)
      setTarget(next)
      report(path)
    },
    show(path, newLine) {
      const isMeant = (row: DiffRow): boolean =>
        newLine !== null && lineOf(row)?.newLine === newLine && files[row.file]?.path === path
      const at = rows.findIndex(isMeant)
      const header = targetOf(path)
      if (at >= 0) moveTo(at, 'center')
      else if (header) {
        settle(null)
        setTarget(header)
        report(path)
      }
    },
    moveChange: (step) => void moveTo(nextChange(rows, start(), step), 'center'),
    moveComment(step) {
      const index = nextComments(rows, commentStart(rows, start(), step), step)
      if (index === null) return
      // The line that it stands under becomes the current one; one that stands under the file's header has none.
      const line = lineOf(rows.at(index - 1))
      settle(line)
      setTarget({ row: index, at: 'center' })
      const file = files[rows.at(index)?.file ?? -1]
      if (file) report(file.path)
      if (line === null) top.current = index + 1
    },
    row: start,
    placeToComment() {
      const at = start()
      if (lineOf(rows.at(at)) !== null) return placeOfRows(files, rows, marked === null ? at : rowOf(anchor), at)
      const next = nextChange(rows, at, 1)
      return next === null || moveTo(next, 'center') === null ? null : placeOfRows(files, rows, next, next)
    },
    onTopRow,
    onKeyDown(event) {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
      const isForUs = event.target === event.currentTarget && !event.altKey && !event.ctrlKey && !event.metaKey
      if (step === null || !isForUs) return
      event.preventDefault()
      moveTo(nextLine(rows, start(), step), 'nearest', event.shiftKey)
    },
  }
}

/** Comments under the current line were seen already when going on, and are the next ones when going back from the line below. */
const commentStart = (rows: DiffRows, at: number, step: 1 | -1): number =>
  step === 1 && rows.at(at + 1)?.kind === 'comments' && lineOf(rows.at(at)) !== null ? at + 1 : at

/** Where a file begins: at its header, or at the row below it. Undefined: there is no such file. */
export function fileTarget(
  files: readonly DiffFile[],
  rows: DiffRows,
  path: string | null,
  isNamedAbove: boolean,
): ScrollTarget | undefined {
  const header = headerRow(files, rows, path)
  const isBelow = isNamedAbove && rows.at(header + 1)?.file === rows.at(header)?.file
  return header < 0 ? undefined : { row: isBelow ? header + 1 : header, at: 'start' }
}
