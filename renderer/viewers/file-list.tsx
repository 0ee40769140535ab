import { type KeyboardEvent, type ReactElement, type ReactNode, useCallback, useId, useMemo, useState } from 'react'
import type { DiffFile } from './diff.ts'
import { FileCounts } from './diff-row.tsx'
import { folderKey, stepTo, type TreeRow, treeRows } from './file-groups.ts'
import { FixedRows } from './rows.tsx'
import { showHidden } from './text.ts'

export interface FileListProps {
  files: readonly DiffFile[]
  selectedPath: string | null
  onSelect: (path: string) => void
  /** What else there is to say of a file, before its counts; nothing that can be pressed. */
  note?: (file: DiffFile) => ReactNode
  label?: string
}

const ROW = 28

/** The changed files as a tree of their folders: one Tab stop; ↑ and ↓ move, ← and → close and open folders. Its parent gives it its height. */
export function FileList(props: FileListProps): ReactElement {
  const { files, selectedPath, onSelect, note, label = 'Changed files' } = props
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  /** A folder that the keys are on; null: they are on the selected file. */
  const [folder, setFolder] = useState<string | null>(null)
  const rows = useMemo(() => treeRows(files, closed), [files, closed])
  const selected = useMemo(() => rowOf(rows, files, selectedPath), [rows, files, selectedPath])
  const onFolder = rows.findIndex((row) => row.kind === 'folder' && folderKey(row) === folder)
  const active = onFolder >= 0 ? onFolder : selected
  const target = useMemo(() => ({ row: Math.max(0, active), at: 'nearest' as const }), [active])
  const id = useId()
  const idOf = useCallback((index: number) => `${id}-${index}`, [id])
  const open = (row: Extract<TreeRow, { kind: 'folder' }>, isOpen: boolean): void => {
    setFolder(folderKey(row))
    setClosed((before) => withKey(before, folderKey(row), !isOpen))
  }
  const goTo = (row: TreeRow | undefined): void => {
    if (row?.kind === 'folder') setFolder(folderKey(row))
    const file = row?.kind === 'file' ? files[row.index] : undefined
    if (!file) return
    setFolder(null)
    onSelect(file.path)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const row = rows[active]
    const next = stepTo(event.key, active, rows.length)
    const side = event.key === 'ArrowLeft' ? false : event.key === 'ArrowRight' ? true : null
    if (next !== null) goTo(rows[next])
    else if (side !== null && row?.kind === 'folder' && row.isOpen !== side) open(row, side)
    else if (side === false && row) goTo(rows[parentOf(rows, active)])
    else return
    event.preventDefault()
  }
  return (
    <nav aria-label={label} className="h-full min-h-0">
      <FixedRows
        className="h-full focus-visible:-outline-offset-2"
        count={rows.length}
        rowHeight={ROW}
        label={label}
        tree={{ activeRow: active, idOf }}
        scrollToRow={target}
        onKeyDown={onKeyDown}
        renderRow={(index) => {
          const row = rows[index]
          const shared = { id: idOf(index), isActive: index === active }
          if (row?.kind === 'folder') return <FolderRow {...shared} row={row} onOpen={() => open(row, !row.isOpen)} />
          const file = row && files[row.index]
          if (!row || !file) return null
          return (
            <TreeFileRow
              {...shared}
              row={row}
              file={file}
              isSelected={file.path === selectedPath}
              note={note?.(file)}
              onSelect={() => goTo(row)}
            />
          )
        }}
      />
    </nav>
  )
}

/** The row of a file, or of the closed folder that holds it; -1: there is none. */
function rowOf(rows: readonly TreeRow[], files: readonly { path: string }[], path: string | null): number {
  const index = files.findIndex((file) => file.path === path)
  const holds = (row: TreeRow): boolean =>
    row.kind === 'file' ? row.index === index : !row.isOpen && index >= row.first && index < row.first + row.count
  return rows.findIndex(holds)
}

/** The row of the folder that a row is in; without one, the row itself. */
function parentOf(rows: readonly TreeRow[], at: number): number {
  const depth = rows[at]?.depth ?? 0
  const found = rows.slice(0, at).findLastIndex((row) => row.kind === 'folder' && row.depth < depth)
  return found < 0 ? at : found
}

function withKey(keys: ReadonlySet<string>, key: string, has: boolean): ReadonlySet<string> {
  const next = new Set(keys)
  if (has) next.add(key)
  else next.delete(key)
  return next
}

const INDENT = 14
const indent = (depth: number): { paddingLeft: string } => ({ paddingLeft: `calc(1rem + ${depth * INDENT}px)` })

function FolderRow({
  id,
  isActive,
  row,
  onOpen,
}: {
  id: string
  isActive: boolean
  row: Extract<TreeRow, { kind: 'folder' }>
  onOpen: () => void
}): ReactElement {
  return (
    // The keyboard has the tree's own keys; a click is the pointer's way of doing it.
    <div
      id={id}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-expanded={row.isOpen}
      aria-selected={isActive}
      tabIndex={-1}
      className={`flex h-(--row) w-(--view-width) cursor-pointer items-center gap-1.5 pr-3 text-12 text-ink-2 hover:bg-hover ${isActive ? 'inset-ring inset-ring-line-strong' : ''}`}
      style={indent(row.depth)}
      title={row.path}
      onPointerDown={onOpen}
    >
      <span aria-hidden="true" className="w-3 flex-none text-center">
        {row.isOpen ? '▾' : '▸'}
      </span>
      <span className="min-w-0 truncate">{showHidden(row.name)}</span>
      {!row.isOpen && <span className="ml-auto flex-none text-11 text-ink-3 tabular-nums">{row.count}</span>}
    </div>
  )
}

function TreeFileRow({
  id,
  isActive,
  row,
  file,
  isSelected,
  note,
  onSelect,
}: {
  id: string
  isActive: boolean
  row: Extract<TreeRow, { kind: 'file' }>
  file: DiffFile
  isSelected: boolean
  note: ReactNode
  onSelect: () => void
}): ReactElement {
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={isActive}
      aria-current={isSelected ? 'true' : undefined}
      tabIndex={-1}
      className={`flex h-(--row) w-(--view-width) min-w-0 cursor-pointer items-center gap-2 pr-3 hover:bg-hover ${isSelected ? 'bg-selected shadow-[inset_2px_0_0_var(--lapis)]' : ''}`}
      style={indent(row.depth)}
      title={file.path}
      onPointerDown={onSelect}
    >
      <span className="min-w-0 flex-1 truncate">{showHidden(row.name)}</span>
      {note}
      <FileCounts file={file} />
    </div>
  )
}
